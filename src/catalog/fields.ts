import type { Field } from './types.ts';

const text = (length: number): Field => ({ type: 'string', length });
const area = (length = 32_000): Field => ({ type: 'textarea', length });
const phone: Field = { type: 'phone', length: 40 };
const email: Field = { type: 'email', length: 80 };
const url: Field = { type: 'url', length: 255 };
const int: Field = { type: 'int' };
const flag: Field = { type: 'boolean' };
const date: Field = { type: 'date' };
const datetime: Field = { type: 'datetime' };
const percent: Field = { type: 'percent', precision: 3, scale: 0 };
const currency: Field = { type: 'currency', precision: 18, scale: 0 };
const picklist = (...values: string[]): Field => ({ type: 'picklist', values });
const lookup = (to: string, relationship: string): Field => ({
  type: 'reference',
  to: [to],
  relationship,
});
const anyOf = (relationship: string, ...to: string[]): Field => ({
  type: 'reference',
  to,
  relationship,
  polymorphic: true,
});
const required = (field: Field): Field => ({ ...field, required: true });
/** The owner of a record: an id in the org, since users aren't part of a dataset. */
const owner: Record<string, Field> = { OwnerId: lookup('User', 'Owner') };
const createOnly = (field: Field): Field => ({ ...field, createOnly: true });
const computed = (field: Field): Field => ({ ...field, computed: true });

const address = (prefix: string): Record<string, Field> => ({
  [`${prefix}Street`]: area(255),
  [`${prefix}City`]: text(40),
  [`${prefix}State`]: text(80),
  [`${prefix}PostalCode`]: text(20),
  [`${prefix}Country`]: text(80),
});

const stamps: Record<string, Field> = {
  CreatedDate: computed(datetime),
  LastModifiedDate: computed(datetime),
};

/** The types of fields, with the attributes of a field besides its type. */
export const fieldKinds = {
  text,
  area,
  phone,
  email,
  url,
  int,
  flag,
  date,
  datetime,
  percent,
  currency,
  picklist,
  lookup,
  anyOf,
  required,
  owner,
  createOnly,
  computed,
  address,
  stamps,
};
