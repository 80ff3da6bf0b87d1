/** What a key may hold. The JSON schema for editors is generated from it. */
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

/** The keys of each statement; the reader refuses all others. */
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

/** The key that names the kind of a statement. */
export type StatementKind = keyof typeof statementKeys;

export const statementKinds = Object.keys(statementKeys) as StatementKind[];
