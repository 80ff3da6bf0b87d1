import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { sfBin } from '../../practice-org/harness.ts';
import { openStage } from './stage.ts';

it('no token of what sf says in a failure is printed or kept', async () => {
  const stage = await openStage();
  try {
    const said = {
      name: 'Boom',
      message: `Authorization: Bearer ${stage.running.org.orgId}!practice at force://PlatformCLI::5Aep861KVKLgx@x.my.salesforce.com`,
      status: 1,
    };
    const bin = join(stage.cwd, 'bin');
    mkdirSync(bin);
    const stub = `#!/bin/sh\nif [ "$2" = upsert ]; then echo '${JSON.stringify(said)}'; exit 1; fi\nexec '${join(await sfBin(), 'sf')}' "$@"\n`;
    writeFileSync(join(bin, 'sf'), stub);
    chmodSync(join(bin, 'sf'), 0o755);
    writeFileSync(join(stage.cwd, 'r.recipe.yml'), '- object: Account\n  fields: {Name: Ours}\n');
    await stage.run(['generate', '--recipe', 'r.recipe.yml', '--output', 'set']);

    const env = { PATH: [bin, stage.sf.env.PATH].join(delimiter) };
    const done = await stage.run(['load', 'set', '--org', 'qa'], env);
    expect(done.exitCode).toBe(1);
    expect(done.stdout).toContain('Boom');
    const files = readdirSync(join(stage.cwd, 'set/runs'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(stage.cwd, 'set/runs', name))
      .filter((file) => statSync(file).isFile());
    const kept = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(kept).toContain('Boom');
    for (const text of [done.stdout, done.stderr, kept]) expect(text).not.toMatch(/!practice|5Aep/);
  } finally {
    await stage.end();
  }
});
