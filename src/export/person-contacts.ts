import { cellsBy, kindsOfRows } from '../catalog/row-kinds.ts';
import type { OrgSchema } from '../org/describe.ts';
import type { KeyIndex } from './keys.ts';
import { mapCells, type TextTable } from './text-table.ts';

// The contact of a person account is made by Salesforce: its id is in PersonContactId of the account, and lookups to
// contacts take it. Until a load knows it, the contact is named by the key of the account.

/** Snowfakery's name for such a contact, as an object of a recipe. */
const SPECIAL_OBJECT = 'PersonContact';

/** No key of a dataset has a slash. */
const SUFFIX = '/PersonContactId';

/** In the place of an object: what a lookup to such a contact refers to. */
export const PERSON_CONTACT = 'Account-PersonContact';

/** The name of the contact of a person account. */
export const personContact = (account: string) => `${account}${SUFFIX}`;

/** The key of the account whose contact a cell names; undefined for another cell. */
export function accountOfContact(cell: string): string | undefined {
  return cell.endsWith(SUFFIX) ? cell.slice(0, -SUFFIX.length) : undefined;
}

/**
 * Names the contacts of person accounts in lookups to contacts, which refer to the account's row or to a row of Snowfakery's
 * special object. An org without person accounts has no such contacts.
 */
export function namePersonContacts(
  tables: readonly TextTable[],
  apart: readonly TextTable[],
  keys: KeyIndex,
  schema: OrgSchema,
): { tables: readonly TextTable[]; keys: KeyIndex } {
  if (!schema.Account?.fields.PersonContactId) return { tables, keys };
  const names = contactNames([...tables, ...apart], schema);
  if (names.size === 0) return { tables, keys };
  return {
    tables: tables.map((table) => {
      const lookups = new Map(
        table.columns.flatMap((column, at): [number, boolean][] => {
          const to = schema[table.sobject]?.fields[column]?.referenceTo ?? [];
          return to.includes('Contact') ? [[at, to.includes('Account')]] : [];
        }),
      );
      if (lookups.size === 0) return table;
      return mapCells(table, (cell, column) => {
        const takesAccounts = lookups.get(column);
        // Where a lookup takes accounts, too, the account itself is meant.
        if (takesAccounts === undefined || (takesAccounts && keys.get(cell) === 'Account')) return cell;
        return names.get(cell) ?? cell;
      });
    }),
    keys: {
      get: (key) => (accountOfContact(key) === undefined ? keys.get(key) : PERSON_CONTACT),
      has: (key) => accountOfContact(key) !== undefined || keys.has(key),
      size: keys.size,
      keys: () => keys.keys(),
      [Symbol.iterator]: () => keys[Symbol.iterator](),
    },
  };
}

/** By the keys of person accounts, and of rows for their contacts: the names of these contacts. */
function contactNames(tables: readonly TextTable[], schema: OrgSchema): Map<string, string> {
  const names = new Map<string, string>();
  const [isPerson] = kindsOfRows('Account', schema.Account?.fields);
  for (const { sobject, columns, rows } of tables) {
    if (sobject !== 'Account' || !isPerson) continue;
    const cellOf = cellsBy(columns);
    rows.forEach((row) => {
      if (isPerson.has(cellOf(row))) names.set(row[0]!, personContact(row[0]!));
    });
  }
  for (const { sobject, columns, rows } of tables) {
    if (sobject !== SPECIAL_OBJECT) continue;
    const cellOf = cellsBy(columns);
    rows.forEach((row) => {
      const name = names.get(cellOf(row)('AccountId'));
      if (name !== undefined) names.set(row[0]!, name);
    });
  }
  return names;
}
