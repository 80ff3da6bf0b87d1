import { z } from 'zod';
import { shaped } from './answer.ts';

const flag = z.boolean().optional().default(false);

const describedField = z.object({
  name: z.string(),
  type: z.string(),
  length: z.number().optional().default(0),
  byteLength: z.number().optional().default(0),
  precision: z.number().optional().default(0),
  scale: z.number().optional().default(0),
  createable: flag,
  updateable: flag,
  nillable: flag,
  defaultedOnCreate: flag,
  externalId: flag,
  unique: flag,
  restrictedPicklist: flag,
  picklistValues: z
    .array(z.object({ value: z.string().nullable(), active: z.boolean().optional().default(true) }))
    .nullish(),
  referenceTo: z.array(z.string()).nullish(),
  relationshipName: z.string().nullish(),
  polymorphicForeignKey: flag,
});

const described = z.object({
  name: z.string(),
  createable: flag,
  updateable: flag,
  fields: z.array(describedField),
  recordTypeInfos: z
    .array(z.object({ recordTypeId: z.string().nullish(), available: z.boolean().optional().default(true) }))
    .nullish(),
});

/** Reads the response of `sobjects/<name>/describe`; anything else is a UserError. */
export function parseDescribe(answer: unknown): OrgObject {
  const { name, createable, updateable, fields, recordTypeInfos } = shaped(described, answer, 'A describe');
  return {
    name,
    createable,
    updateable,
    fields: Object.fromEntries(fields.map((one) => [one.name, orgField(one)])),
    unavailableRecordTypes: (recordTypeInfos ?? []).flatMap(({ recordTypeId, available }) =>
      recordTypeId && !available ? [recordTypeId] : [],
    ),
  };
}

function orgField(field: z.infer<typeof describedField>): OrgField {
  const {
    name,
    type,
    length,
    precision,
    scale,
    createable,
    updateable,
    nillable,
    defaultedOnCreate,
    externalId,
    unique,
  } = field;
  const referenceTo = field.referenceTo ?? [];
  return {
    ...{ name, type, length, precision, scale, createable, updateable, nillable, defaultedOnCreate },
    ...{ externalId, unique },
    // A describe counts three bytes per character, unless the limit itself is in bytes.
    bytes: length > 0 && field.byteLength === length && type === 'textarea',
    picklist: (field.picklistValues ?? []).flatMap(({ value, active }) => (active && value ? [value] : [])),
    restricted: field.restrictedPicklist,
    referenceTo,
    relationship: field.relationshipName ?? undefined,
    polymorphic: field.polymorphicForeignKey || referenceTo.length > 1,
  };
}

/** A field as the current user sees it in an org. */
export interface OrgField {
  name: string;
  /** The type in the describe: `string`, `picklist`, `reference`, … */
  type: string;
  /** The maximum length in characters; 0 if the type has no length. */
  length: number;
  /** True if the length is in UTF-8 bytes, as for comments. */
  bytes: boolean;
  /** The total digits of a number; 0 for other types. */
  precision: number;
  /** The decimal places that the field keeps. */
  scale: number;
  createable: boolean;
  updateable: boolean;
  nillable: boolean;
  defaultedOnCreate: boolean;
  externalId: boolean;
  unique: boolean;
  /** The active values of a picklist. */
  picklist: readonly string[];
  restricted: boolean;
  referenceTo: readonly string[];
  relationship: string | undefined;
  /** True if a header must name the parent's type: always for Who and What, depending on the org for Owner. */
  polymorphic: boolean;
}

export interface OrgObject {
  name: string;
  createable: boolean;
  updateable: boolean;
  fields: Readonly<Record<string, OrgField>>;
  /** Ids of record types that the user can't use; the describe lists them, too. */
  unavailableRecordTypes?: readonly string[];
}

/** The sobjects of a dataset in one org; those that the org lacks are absent. */
export type OrgSchema = Readonly<Record<string, OrgObject>>;

/** True if an insert without this field is refused. */
export function requiredOnInsert(field: OrgField): boolean {
  return field.createable && !field.nillable && !field.defaultedOnCreate;
}
