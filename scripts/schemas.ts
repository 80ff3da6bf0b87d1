/** Writes the JSON schemas that editors check recipes, configurations, and industries with: `make schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '../src/config/schema.ts';
import { blockParameters, functionNames } from '../src/generate/functions/table.ts';
import { industrySchema } from '../src/generate/input/industry.ts';
import { descriptionSchema } from '../src/practice-org/description.ts';
import { type KeyKind, type StatementKind, statementKeys, statementKinds } from '../src/recipe/keys.ts';

type Schema = Record<string, unknown>;

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const scalar: Schema = { type: ['string', 'number', 'boolean', 'null'] };
const name: Schema = { type: ['string', 'number', 'boolean'] };

/** A map with these keys and no others; YAML's merge key may bring in some of them. */
const closed = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties: { ...properties, '<<': {} },
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
});

const KINDS: Record<KeyKind, Schema> = {
  name,
  text: scalar,
  value: ref('value'),
  flag: { enum: [true, false, 'yes', 'no', 'on', 'off'] },
  fields: { anyOf: [{ type: 'object', additionalProperties: ref('value') }, { type: 'null' }] },
  friends: {
    anyOf: [{ type: 'array', items: ref('friend') }, { ...ref('friend') }, { type: 'null' }],
  },
  loop: closed({ var: name, value: ref('value') }, ['var', 'value']),
  version: { enum: [2, 3, null] },
  strictness: { const: 'strict' },
  anything: {},
};

function statement(kind: StatementKind): Schema {
  const keys: Readonly<Record<string, KeyKind>> = statementKeys[kind];
  const properties = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, KINDS[value]]));
  return closed(properties, kind === 'var' ? ['var', 'value'] : [kind]);
}

/** What stands behind the name of a function: one value, a list of values, or a map of them by parameter. */
function argumentsOf(parameters: readonly string[] | undefined): Schema {
  const named: Schema = parameters
    ? closed(Object.fromEntries(parameters.map((parameter) => [parameter, ref('argument')])))
    : { type: 'object', additionalProperties: ref('argument') };
  const most = parameters ? { maxItems: parameters.length } : {};
  return { anyOf: [scalar, { type: 'array', items: ref('argument'), ...most }, named, ref('object')] };
}

function recipeSchema(): Schema {
  const calls = Object.fromEntries(
    [...new Set(functionNames)].map((called) => [called, argumentsOf(blockParameters(called))]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A recipe of sfdc-datagen',
    type: 'array',
    items: ref('statement'),
    definitions: {
      ...Object.fromEntries(statementKinds.map((kind) => [kind, statement(kind)])),
      // Which statement a map is, its first key says: an editor then tells what is wrong with that one alone.
      statement: firstOf(statementKinds),
      friend: firstOf(['object', 'var']),
      value: {
        anyOf: [scalar, { type: 'array', items: ref('value') }, ref('object'), ref('call'), ref('table')],
      },
      argument: {
        anyOf: [
          scalar,
          { type: 'array', items: ref('argument') },
          ref('object'),
          { type: 'object', not: { required: ['object'] }, additionalProperties: ref('argument') },
        ],
      },
      // One function with its arguments. One with a dot is a fake with arguments, or a plugin's.
      call: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: calls,
        patternProperties: { '^[^.]+\\.[^.]+$': argumentsOf(undefined) },
        additionalProperties: false,
      },
      // A function followed by its arguments in the same map, or a table for the function around it.
      table: {
        type: 'object',
        minProperties: 2,
        not: { required: ['object'] },
        additionalProperties: ref('argument'),
      },
    },
  };
}

function firstOf(kinds: readonly StatementKind[]): Schema {
  return kinds.reduceRight<Schema>(
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schemas
    (otherwise, kind) => ({ if: { type: 'object', required: [kind] }, then: ref(kind), else: otherwise }),
    { type: 'object', required: [kinds[0]] },
  );
}

/** A file may leave out what it doesn't change, name an industry alone, and extend other files. */
function fileSchema(): Schema {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' }) as Schema;
  const properties = schema.properties as Record<string, Schema>;
  const { industries, density, generation, openai, salesforce } = properties as Record<string, Schema>;
  const path = { type: 'string', minLength: 1 };
  properties.extends = {
    description: 'Configurations to build on; paths are relative to this file, and later ones win.',
    anyOf: [path, { type: 'array', items: path }, { type: 'null' }],
  };
  const { required: _, ...entry } = industries!.items as Schema;
  industries!.items = { anyOf: [path, { ...entry, required: ['name'] }] };
  delete density!.required;
  for (const section of [generation, openai, salesforce]) delete section!.default;
  return { title: 'A configuration of sfdc-datagen', ...schema };
}

/** Each schema by the name of its file in `schemas/`. */
export const schemas: Readonly<Record<string, Schema>> = {
  'recipe.schema.json': recipeSchema(),
  'config.schema.json': fileSchema(),
  'industry.schema.json': {
    title: 'An industry of sfdc-datagen',
    ...z.toJSONSchema(industrySchema, { io: 'input', target: 'draft-7' }),
  },
  'org.schema.json': {
    title: 'A practice org of sfdc-datagen',
    ...z.toJSONSchema(descriptionSchema, { io: 'input', target: 'draft-7' }),
  },
};

export function schemaText(file: string): string {
  return `${JSON.stringify(schemas[file], null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '../schemas');
  mkdirSync(folder, { recursive: true });
  for (const file of Object.keys(schemas)) writeFileSync(join(folder, file), schemaText(file));
}
