import { join } from 'node:path';
import type { Argv } from 'yargs';
import { jsonDocument } from '../export/json-document.ts';
import { prepare } from '../export/prepare.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { writeExport, writeJsonDocument, writeShapes } from '../export/write-export.ts';
import { readSchema } from '../org/about-org.ts';
import { CallLog } from '../org/call-log.ts';
import { openSession } from '../org/session.ts';
import { rowsText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { UserError } from '../shared/errors.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { dayOf, orgOptions, printJson } from './org-options.ts';
import { type Command, progressFor } from './settings.ts';

interface ExportArguments extends DatasetArguments {
  targetOrg?: string;
  asOf?: string;
  format: 'csv' | 'json' | 'tree' | 'sfdmu';
  output?: string;
}

async function handler(argv: ExportArguments): Promise<void> {
  const { config, dir } = datasetOf(argv);
  const progress = progressFor(argv);
  const neutral = readNeutral(dir);
  const asOf = dayOf(argv.asOf);
  // An export for no org is for a stock one: SF_ORG_ALIAS does not make it open a connection.
  const org = argv.targetOrg;
  if (org?.includes(',')) throw new UserError({ message: 'An export is for one org.' });
  const attempts = config.salesforce.retry_attempts;
  const session = org ? await openSession(org, new CallLog(progress.say), attempts) : undefined;
  const sobjects = neutral.tables.map((table) => table.sobject);
  const schema = session && (await readSchema(session, sobjects));
  const prepared = prepare(neutral, config, {
    ...(schema ? { org: schema } : {}),
    ...(asOf ? { asOf } : {}),
  });
  const { compiled } = prepared;
  if (compiled.problems.length > 0) throw new UserError(compiled.problems);
  for (const { sobject, field, value, rows } of compiled.unknownValues) {
    progress.say(
      `${sobject}.${field}: the org's picklist lacks "${value}" (${rowsText(rows)}); it goes in as it is.`,
    );
  }
  const rows = neutral.tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (argv.format === 'json') {
    const file = argv.output ?? join(dir, 'export', 'data.json');
    writeJsonDocument(file, jsonDocument(prepared.neutral));
    if (argv.json) printJson({ output: file, rows, as_of: prepared.neutral.as_of });
    else progress.say(`${rows} records in ${file}`);
    return;
  }
  const folder = argv.output ?? join(dir, 'export');
  for (const line of problemLines(compiled.warnings)) progress.say(`Warning: ${line}`);
  for (const note of compiled.notes) progress.say(note);
  if (argv.format !== 'csv') {
    const { treeFiles } = await import('../export/shapes/tree.ts');
    const { sfdmuFiles } = await import('../export/shapes/sfdmu.ts');
    const shapes =
      argv.format === 'tree'
        ? treeFiles(compiled, prepared.schema)
        : sfdmuFiles(compiled, config.salesforce.external_id_field);
    writeShapes(folder, prepared.neutral, shapes, argv.format);
    if (argv.json) printJson({ output: folder, files: shapes.map(({ name }) => name), rows });
    else progress.say(`${rows} records in ${shapes.length} files of ${folder}`);
    return;
  }
  const files = writeExport(folder, prepared.neutral, compiled, session?.name);
  if (argv.json)
    printJson({ output: folder, files, rows, as_of: prepared.neutral.as_of, notes: compiled.notes });
  else progress.say(`${rows} records in ${files.length} files of ${folder}`);
}

export default {
  builder: (yargs: Argv) =>
    datasetOptions(yargs)
      .option('target-org', orgOptions['target-org'])
      .option('as-of', {
        type: 'string',
        requiresArg: true,
        describe: 'Shift all dates to a day, or to today',
      })
      .option('format', {
        choices: ['csv', 'json', 'tree', 'sfdmu'] as const,
        default: 'csv' as const,
        describe: 'Files, or one document',
      })
      .option('output', { type: 'string', requiresArg: true, describe: 'Where to; DIR/export by default' }),
  handler,
} as unknown as Command;
