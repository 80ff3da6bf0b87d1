import { catalogOf } from '../catalog/overlay.ts';
import type { Catalog } from '../catalog/types.ts';
import { differences } from '../org/catalog-differences.ts';
import type { OrgSchema } from '../org/describe.ts';
import { namesakes } from '../org/namespace.ts';
import { freeCode, overlayOf } from '../org/overlay-of.ts';
import type { Session } from '../org/session.ts';
import { EXIT, type Problem, problemText, UserError } from '../shared/errors.ts';
import { misspelled } from '../shared/nearest.ts';
import { defineCommand, type GlobalArguments } from './options/define-command.ts';
import { orgsOf, targetOrg, viaOption } from './options/org-options.ts';
import { configWith, progressFor } from './options/settings.ts';
import { objectsText } from './output/catalog-text.ts';
import { printJson, printLines } from './output/output.ts';

type CatalogArguments = GlobalArguments & { readonly objects: readonly string[] };

export default defineCommand({
  positionals: {
    action: { choices: ['show', 'import', 'check'], demandOption: true, describe: 'What to do' },
    objects: { type: 'string', array: true, default: [] as string[], describe: 'API names of objects' },
  },
  options: { ...targetOrg, ...viaOption },
  async run(args) {
    const { config } = configWith(args, []);
    const catalog = catalogOf(config.objects);
    if (args.action === 'show') return show(catalog, args);
    const { readSchema } = await import('../org/about-org.ts');
    const { CallLog } = await import('../org/call-log.ts');
    const { openSession } = await import('../org/session/open-session.ts');
    const [org] = orgsOf(args.targetOrg);
    const log = new CallLog(progressFor(args).say);
    const { retry_attempts: retryAttempts } = config.salesforce;
    const session = await openSession({ org, log, retryAttempts }, args.via);
    const objects = args.objects.length > 0 ? args.objects : Object.keys(catalog);
    const schema = await readSchema(session, objects);
    if (args.action === 'check') return check(catalog, objects, schema, session, args);
    if (args.objects.length === 0)
      throw new UserError('Name the objects to import: `catalog import Object__c`.');
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
  },
});

function printObjects(objects: object, { json }: GlobalArguments): void {
  if (json) printJson({ objects });
  else process.stdout.write(objectsText(objects));
}

/** Prints where an org differs from the catalog. */
async function check(
  catalog: Catalog,
  objects: readonly string[],
  schema: OrgSchema,
  session: Session,
  args: GlobalArguments,
): Promise<void> {
  const org = session.name;
  const listed = objects.every((name) => schema[name]) ? [] : await listedObjects(session);
  const problems = objects.flatMap((name) =>
    differences(
      name,
      catalog[name] ?? { code: name, match: { by: 'external_id' }, fields: {} },
      schema[name],
      listed,
    ),
  );
  if (args.json) printJson({ org, problems: problems.map(problemText) });
  else if (problems.length > 0) printLines(problems.map(problemText));
  else if (!args.quiet) printLines([`${org} matches the catalog.`]);
  if (problems.length > 0) process.exitCode = EXIT.partial;
}

async function listedObjects(session: Session): Promise<string[]> {
  const { listObjects } = await import('../org/about-org.ts');
  return [...(await listObjects(session)).keys()];
}

/** A problem for each object that an org lacks, with the nearest name that it has. */
async function noObjects(missing: readonly string[], session: Session): Promise<Problem[]> {
  const known = await listedObjects(session);
  return missing.map((name) => {
    const [packaged] = namesakes(name, known);
    const near = packaged
      ? { hint: `Did you mean ${packaged}?`, meant: { typed: name, instead: packaged } }
      : misspelled(name, known);
    return { message: `${session.name} has no object ${name}.`, ...near };
  });
}

function show(catalog: Catalog, args: CatalogArguments): void {
  const { objects } = args;
  const unknown = objects.filter((name) => !catalog[name]);
  if (unknown.length > 0) {
    throw new UserError(
      unknown.map((name) => ({
        message: name === '' ? 'An object needs a name.' : `The catalog has no object ${name}.`,
        hint: `Valid names: ${Object.keys(catalog).join(', ')}.`,
        ...misspelled(name, Object.keys(catalog)),
      })),
    );
  }
  const shown = Object.fromEntries(
    Object.entries(catalog)
      .filter(([name]) => objects.length === 0 || objects.includes(name))
      .map(([name, { adoptBy, ...stated }]) => [
        name,
        adoptBy ? { ...stated, match: adoptBy.length > 1 ? adoptBy : adoptBy[0] } : stated,
      ]),
  );
  printObjects(shown, args);
}
