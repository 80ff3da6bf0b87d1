import type { Argv } from 'yargs';
import { catalogOf } from '../catalog/overlay.ts';
import type { Catalog } from '../catalog/types.ts';
import { differences, freeCode, overlayOf } from '../org/overlay-of.ts';
import type { Session } from '../org/session.ts';
import { EXIT, type Problem, problemText, UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { objectsText } from './catalog-text.ts';
import { orgOptions, orgsOf, printJson } from './org-options.ts';
import { type Command, configWith, type GlobalOptions, progressFor } from './settings.ts';

interface CatalogArguments extends GlobalOptions {
  action: 'show' | 'import' | 'check';
  objects: string[];
  targetOrg?: string;
}

const handler = async (args: CatalogArguments): Promise<void> => {
  const { config } = configWith(args, []);
  const catalog = catalogOf(config.objects);
  if (args.action === 'show') return show(catalog, args);
  const { readSchema } = await import('../org/about-org.ts');
  const { CallLog } = await import('../org/call-log.ts');
  const { openSession } = await import('../org/session.ts');
  const [org] = orgsOf(args.targetOrg);
  const session = await openSession(
    org,
    new CallLog(progressFor(args).say),
    config.salesforce.retry_attempts,
  );
  const objects = args.objects.length > 0 ? args.objects : Object.keys(catalog);
  const schema = await readSchema(session, objects);
  if (args.action === 'check') {
    const problems = objects.flatMap((name) =>
      differences(
        name,
        catalog[name] ?? { code: name, match: { by: 'external_id' }, fields: {} },
        schema[name],
      ),
    );
    if (args.json) printJson({ org: session.name, problems: problems.map(problemText) });
    else for (const problem of problems) process.stdout.write(`${problemText(problem)}\n`);
    if (problems.length > 0) process.exitCode = EXIT.partial;
    else if (!args.json && !args.quiet)
      process.stdout.write(`${session.name} holds what the catalog says.\n`);
    return;
  }
  if (args.objects.length === 0) throw new UserError('Name the objects to import: catalog import Object__c.');
  const missing = args.objects.filter((name) => !schema[name]);
  if (missing.length > 0) throw new UserError(await noObjects(missing, session));
  const codes = new Set(Object.values(catalog).map(({ code }) => code));
  const overlays = args.objects.map((name) =>
    overlayOf(
      schema[name]!,
      catalog[name]?.code ?? freeCode(name, codes),
      config.salesforce.external_id_field,
    ),
  );
  printObjects(Object.assign({}, ...overlays) as Record<string, unknown>, args);
};

function printObjects(objects: object, { json }: CatalogArguments): void {
  if (json) printJson({ objects });
  else process.stdout.write(objectsText(objects));
}

/** That the org has none of these, each with the nearest name that it has. */
async function noObjects(missing: readonly string[], session: Session): Promise<Problem[]> {
  const { listObjects } = await import('../org/about-org.ts');
  const known = [...(await listObjects(session)).keys()];
  return missing.map((name) => {
    const hint = didYouMean(name, known);
    return { message: `${session.name} has no object ${name}.`, ...(hint ? { hint } : {}) };
  });
}

function show(catalog: Catalog, args: CatalogArguments): void {
  const { objects } = args;
  const unknown = objects.filter((name) => !catalog[name]);
  if (unknown.length > 0) {
    throw new UserError(
      unknown.map((name) => ({
        message: name === '' ? 'An object needs a name.' : `The catalog has no object ${name}.`,
        hint: didYouMean(name, Object.keys(catalog)) ?? `It has ${Object.keys(catalog).join(', ')}.`,
      })),
    );
  }
  const shown = Object.fromEntries(
    Object.entries(catalog).filter(([name]) => objects.length === 0 || objects.includes(name)),
  );
  printObjects(shown, args);
}

export default {
  builder: (yargs: Argv) =>
    yargs
      .positional('action', { choices: ['show', 'import', 'check'] as const, describe: 'What to do' })
      .positional('objects', { type: 'string', array: true, default: [], describe: 'API names of objects' })
      .options({ 'target-org': orgOptions['target-org'] }),
  handler,
} as unknown as Command;
