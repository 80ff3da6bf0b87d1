import { join } from 'node:path';
import { jsonDocument } from '../export/json-document.ts';
import { withTables } from '../export/neutral.ts';
import { prepareExport, readOrgFor } from '../export/prepare.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { DOCUMENT_FILE, writeExport, writeJsonDocument, writeShapes } from '../export/write-export.ts';
import { CallLog } from '../org/call-log.ts';
import { openSession } from '../org/session/open-session.ts';
import { countText, recordsText, rowsText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { UserError } from '../shared/errors.ts';
import { chosenObjects, chosenOptions } from './options/chosen-objects.ts';
import {
  asOfDay,
  asOfOption,
  datasetOf,
  datasetOptions,
  datasetPositional,
} from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { targetOrg, viaOption } from './options/org-options.ts';
import { progressFor } from './options/settings.ts';
import { printJson } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: {
    ...datasetOptions,
    ...targetOrg,
    ...viaOption,
    ...asOfOption,
    ...chosenOptions,
    format: {
      choices: ['csv', 'json', 'tree', 'sfdmu'],
      default: 'csv',
      describe: 'Form of the files, or json for one document',
    },
    output: { type: 'string', requiresArg: true, describe: 'Where to write (default: DIR/export)' },
  },
  async run(args) {
    const { config, dir } = datasetOf(args);
    const progress = progressFor(args);
    const whole = readNeutral(dir);
    const chosen = chosenObjects(
      args,
      whole.tables.map((table) => table.sobject),
    );
    const neutral = withTables(whole, chosen);
    const asOf = asOfDay(args.asOf);
    // Without --target-org, the export is for the standard org: SF_ORG_ALIAS never opens a connection here.
    const org = args.targetOrg;
    if (org?.includes(','))
      throw new UserError({ message: 'An export is for one org; `--target-org` names several.' });
    const { retry_attempts: retryAttempts } = config.salesforce;
    const log = new CallLog(progress.say);
    const session = org || args.via ? await openSession({ org, log, retryAttempts }, args.via) : undefined;
    const prepared = prepareExport(neutral, config, {
      ...(session ? await readOrgFor(session, neutral) : {}),
      ...(asOf ? { asOf } : {}),
    });
    const { compiled } = prepared;
    if (compiled.problems.length > 0) throw new UserError(compiled.problems);
    for (const { sobject, field, value, rows } of compiled.unknownValues) {
      progress.say(
        `${sobject}.${field}: the org's picklist lacks "${value}" (${rowsText(rows)}); it loads unchanged.`,
      );
    }
    const rows = neutral.tables.reduce((sum, table) => sum + table.rows.length, 0);
    if (args.format === 'json') {
      const text = jsonDocument(prepared.neutral);
      const file = args.output ?? join(dir, 'export', DOCUMENT_FILE);
      if (args.output) writeJsonDocument(file, text);
      // In the folder of the exports, it replaces an earlier one of another format, as they replace it.
      else writeShapes(join(dir, 'export'), prepared.neutral, [{ name: DOCUMENT_FILE, text }], 'json');
      if (args.json) printJson({ output: file, rows, as_of: prepared.neutral.as_of });
      else progress.say(`${recordsText(rows)} in ${file}`);
      return;
    }
    const folder = args.output ?? join(dir, 'export');
    for (const line of problemLines(compiled.warnings)) progress.say(`Warning: ${line}`);
    for (const note of compiled.notes) progress.say(note);
    if (args.format !== 'csv') {
      const { treeFiles } = await import('../export/shapes/tree.ts');
      const { sfdmuFiles } = await import('../export/shapes/sfdmu.ts');
      const shapes =
        args.format === 'tree'
          ? treeFiles(compiled, prepared.schema)
          : sfdmuFiles(compiled, config.salesforce.external_id_field, prepared.schema);
      writeShapes(folder, prepared.neutral, shapes, args.format);
      if (args.json) printJson({ output: folder, files: shapes.map(({ name }) => name), rows });
      else progress.say(`${recordsText(rows)} in ${countText(shapes.length, 'file')} of ${folder}`);
      return;
    }
    const files = writeExport(folder, prepared.neutral, compiled, session?.name);
    if (args.json)
      printJson({ output: folder, files, rows, as_of: prepared.neutral.as_of, notes: compiled.notes });
    else progress.say(`${recordsText(rows)} in ${countText(files.length, 'file')} of ${folder}`);
  },
});
