import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromConfig } from '../../../src/practice-org/from-config.ts';
import { openStage, total } from '../../load/e2e/stage.ts';

it('a recipe from a describe makes rows that the org takes, at once', async () => {
  const objects = fromConfig(join(import.meta.dirname, '../../../recipes/custom_object.config.yml'));
  const stage = await openStage({ externalId: undefined, ...objects });
  try {
    const written = await stage.run([
      'recipe',
      'new',
      'Milestone__c',
      '-o',
      'qa',
      '--output',
      'm.recipe.yml',
    ]);
    expect(written).toMatchObject({ exitCode: 0, stderr: '' });
    expect(written.stdout).toContain('Wrote m.recipe.yml and m.config.yml.');
    const recipe = readFileSync(join(stage.cwd, 'm.recipe.yml'), 'utf8');
    const order = [...recipe.matchAll(/- object: (\w+)/g)].map(([, name]) => name);
    expect(order).toEqual(['Account', 'Project__c', 'Milestone__c']);
    expect(recipe).toContain('Project__c: {random_reference: Project__c}');
    const again = await stage.run(['recipe', 'new', 'Milestone__c', '-o', 'qa', '--output', 'm.recipe.yml']);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('m.config.yml: The file already exists and would be overwritten.');
    const config = ['--config', 'm.config.yml'];
    expect(await stage.run(['generate', ...config, '--output', 'm'])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect((await stage.run(['verify', 'm', ...config])).exitCode).toBe(0);
    expect((await stage.run(['setup', ...config, '-o', 'qa'])).exitCode).toBe(0);
    const { exitCode, report } = await stage.load('m', ...config);
    expect(exitCode).toBe(0);
    expect(total(report, 'created')).toBe(16);

    const shown = await stage.run(['recipe', 'new', 'Acount', '-o', 'qa']);
    expect(shown.stderr).toContain('Did you mean Account?');
  } finally {
    await stage.end();
  }
});
