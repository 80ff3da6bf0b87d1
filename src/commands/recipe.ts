import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { catalogOf } from '../catalog/overlay.ts';
import type { Catalog } from '../catalog/types.ts';
import type { OrgObject } from '../org/describe.ts';
import { freeCode, overlayOf } from '../org/overlay-of.ts';
import { type PlannedRecipe, planRecipe } from '../recipe/new/plan-recipe.ts';
import { recipeText } from '../recipe/new/recipe-text.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { writeNew } from '../shared/files/write-file.ts';
import { misspelled } from '../shared/nearest.ts';
import { shellLine } from '../shared/shell-words.ts';
import { defineCommand } from './options/define-command.ts';
import { orgsOf, targetOrg, viaOption } from './options/org-options.ts';
import { configWith, progressFor } from './options/settings.ts';
import { objectsText } from './output/catalog-text.ts';
import { printJson, printLines } from './output/output.ts';

export default defineCommand({
  positionals: {
    action: { choices: ['new'], demandOption: true, describe: 'What to do' },
    object: { type: 'string', demandOption: true, describe: 'API name of the object' },
  },
  options: {
    ...targetOrg,
    ...viaOption,
    output: {
      type: 'string',
      requiresArg: true,
      describe: 'Write the recipe to this file, and its settings to a file beside it',
    },
  },
  async run(args) {
    const { config } = configWith(args, []);
    const files = args.output === undefined ? undefined : filesOf(args.output);
    // Before an org is queried.
    if (files && existsSync(files.recipe)) refuseExisting([files.recipe, files.config]);
    const catalog = catalogOf(config.objects);
    const externalIdField = config.salesforce.external_id_field;
    const { readSchema, listObjects } = await import('../org/about-org.ts');
    const { CallLog } = await import('../org/call-log.ts');
    const { openSession } = await import('../org/session/open-session.ts');
    const [org] = orgsOf(args.targetOrg);
    const log = new CallLog(progressFor(args).say);
    const { retry_attempts: retryAttempts } = config.salesforce;
    const session = await openSession({ org, log, retryAttempts }, args.via);
    const described = new Map<string, OrgObject>();
    const describe = async (name: string) => {
      const found = described.get(name) ?? (await readSchema(session, [name]))[name];
      if (found) described.set(name, found);
      return found;
    };
    const main = await describe(args.object);
    if (!main) {
      throw new UserError({
        message: `${session.name} has no object ${args.object}.`,
        ...misspelled(args.object, [...(await listObjects(session)).keys()]),
      });
    }
    if (!main.createable)
      throw new UserError(`You don't have permission to create ${main.name} records in ${session.name}.`);
    const makes = (name: string) => Object.hasOwn(catalog, name) || name.endsWith('__c');
    const plan = await planRecipe(main, { externalIdField, describe, makes });
    const overlay = overlayFor(plan, { catalog, described, externalIdField });
    const needsConfig = Object.keys(overlay).length > 0;

    const target = org === undefined ? [] : ['--target-org', org];
    const names = Object.keys(overlay);
    const generate = ['sfdc-datagen', 'generate'];
    const how = files
      ? shellLine([...generate, ...(needsConfig ? ['--config', files.config] : ['--recipe', files.recipe])])
      : shellLine([...generate, '--recipe', 'FILE', ...(needsConfig ? ['--config', 'CONFIG'] : [])]);
    const head = [
      `${main.name} and what it refers to, from the describe of ${session.name}. To make the rows:`,
      `  ${how}`,
    ];
    if (!files && needsConfig)
      head.push(
        'with CONFIG from:',
        `  ${shellLine(['sfdc-datagen', 'catalog', 'import', ...names, ...target])}`,
      );
    const recipe = recipeText(plan, { head, strict: files !== undefined || !needsConfig });
    const settings = needsConfig ? configText(overlay, files, args.config) : undefined;
    if (files) {
      refuseExisting([files.recipe, ...(needsConfig ? [files.config] : [])]);
      writeNew([
        { file: files.recipe, text: recipe },
        ...(settings === undefined ? [] : [{ file: files.config, text: settings }]),
      ]);
    }
    if (args.json)
      return printJson({ recipe, config: settings ?? null, open: plan.open, files: files ?? null });
    const progress = progressFor(args);
    for (const one of plan.open) progress.say(`Warning: ${one}`);
    if (!files) return void process.stdout.write(recipe);
    const written = needsConfig ? `${files.recipe} and ${files.config}` : files.recipe;
    printLines([`Wrote ${written}.`, `Next: ${how}`]);
  },
});

interface RecipeFiles {
  recipe: string;
  config: string;
}

/** `trip.recipe.yml` and, for its settings, `trip.config.yml` beside it. */
function filesOf(output: string): RecipeFiles {
  const name = basename(output).replace(/(?:\.recipe)?\.ya?ml$/, '');
  const config = join(dirname(output), `${name}.config.yml`);
  if (config === output)
    throw new UserError(
      '`--output` must be the file of the recipe; its settings are written to a file beside it.',
    );
  const folder = dirname(output);
  if (!existsSync(folder)) throw new UserError({ message: 'Folder not found.', place: { file: folder } });
  return { recipe: output, config };
}

function refuseExisting(files: readonly string[]): void {
  const problems = files
    .filter((file) => existsSync(file))
    .map((file): Problem => {
      const hint = 'Use another name, or delete it first.';
      return { message: 'The file already exists and would be overwritten.', place: { file }, hint };
    });
  if (problems.length > 0) throw new UserError(problems);
}

/** The objects and fields that the catalog lacks, as `objects:` of a configuration. */
function overlayFor(
  { objects }: PlannedRecipe,
  context: { catalog: Catalog; described: ReadonlyMap<string, OrgObject>; externalIdField: string },
): Record<string, object> {
  const { catalog, described, externalIdField } = context;
  const codes = new Set(Object.values(catalog).map(({ code }) => code));
  const lacking = objects.filter(({ sobject, fields }) =>
    Object.keys(fields).some((field) => !catalog[sobject]?.fields[field]),
  );
  const overlays = lacking.map(({ sobject }) =>
    overlayOf(described.get(sobject)!, catalog[sobject]?.code ?? freeCode(sobject, codes), externalIdField),
  );
  return Object.assign({}, ...overlays) as Record<string, object>;
}

/** A configuration for the recipe, based on the current one. */
function configText(overlay: object, files: RecipeFiles | undefined, given: string | undefined): string {
  const base = given ?? (existsSync('config.yml') ? 'config.yml' : undefined);
  const lines: string[] = [];
  if (files && base !== undefined)
    lines.push(`extends: ${JSON.stringify(relative(dirname(files.config), base))}`);
  if (files) lines.push(`recipe: ${JSON.stringify(basename(files.recipe))}`);
  return `${lines.map((line) => `${line}\n`).join('')}${objectsText(overlay)}`;
}
