/** What can stand under a key. The JSON schema that editors check recipes with is made from it. */
export type KeyKind =
  | 'name'
  | 'text'
  | 'value'
  | 'flag'
  | 'fields'
  | 'friends'
  | 'loop'
  | 'version'
  | 'strictness'
  | 'anything';

const variable = { var: 'name', value: 'value' } as const;

/** The keys of each statement. The reader refuses all others. */
export const statementKeys = {
  object: {
    object: 'name',
    nickname: 'text',
    count: 'value',
    for_each: 'loop',
    just_once: 'flag',
    include: 'text',
    fields: 'fields',
    friends: 'friends',
    update_key: 'text',
  },
  var: variable,
  macro: { macro: 'name', fields: 'fields', friends: 'friends', include: 'text' },
  include_file: { include_file: 'name' },
  option: { option: 'name', default: 'anything' },
  plugin: { plugin: 'name' },
  snowfakery_version: { snowfakery_version: 'version' },
  catalog: { catalog: 'strictness' },
} as const satisfies Record<string, Readonly<Record<string, KeyKind>>>;

/** The key that says what a statement is. */
export type StatementKind = keyof typeof statementKeys;

export const statementKinds = Object.keys(statementKeys) as StatementKind[];
