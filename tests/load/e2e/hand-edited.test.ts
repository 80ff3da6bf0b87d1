import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvText, parseCsv } from '../../../src/dataset/csv.ts';
import { makeDataSet } from '../data-set.ts';
import { openStage } from './stage.ts';

it('load-20-hand-edited-fixture: a row that was corrected by hand is loaded once it is accepted', async () => {
  const stage = await openStage();
  try {
    const dir = await makeDataSet(2);
    const file = join(dir, 'enriched/Account.csv');
    const { columns, rows } = parseCsv(readFileSync(file, 'utf8'), file);
    rows[0]![columns.indexOf('Name')] = 'Corrected by hand';
    writeFileSync(file, csvText(columns, rows));

    const refused = await stage.run(['load', dir, '--target-org', 'qa']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(`verify ${dir} --accept`);
    expect(await stage.run(['verify', dir, '--accept'])).toMatchObject({ exitCode: 0 });
    expect((await stage.load(dir)).run.exitCode).toBe(0);
    expect(stage.records('Account').map(({ Name }) => Name)).toContain('Corrected by hand');
  } finally {
    await stage.end();
  }
});
