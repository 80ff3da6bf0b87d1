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
  caseSensitive: flag,
  filterable: z.boolean().optional().default(true),
  restrictedPicklist: flag,
  picklistValues: z
    .array(
      z.object({
        value: z.string().nullable(),
        active: z.boolean().optional().default(true),
        label: z.string().nullish(),
        validFor: z.string().nullish(),
      }),
    )
    .nullish(),
  referenceTo: z.array(z.string()).nullish(),
  relationshipName: z.string().nullish(),
  polymorphicForeignKey: flag,
  calculated: flag,
  autoNumber: flag,
  htmlFormatted: flag,
  controllerName: z.string().nullish(),
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

type DescribedField = z.infer<typeof describedField>;

/** Reads the response of `sobjects/<name>/describe`; anything else is a UserError, with `check` as the next command. */
export function parseDescribe(answer: unknown, check: string): OrgObject {
  const { name, createable, updateable, fields, recordTypeInfos } = shaped(described, answer, {
    ...{ what: 'A describe', check },
  });
  return {
    name,
    createable,
    updateable,
    fields: Object.fromEntries(fields.map((one) => [one.name, orgField(one, fields)])),
    unavailableRecordTypes: (recordTypeInfos ?? []).flatMap(({ recordTypeId, available }) =>
      recordTypeId && !available ? [recordTypeId] : [],
    ),
  };
}

function orgField(field: DescribedField, all: readonly DescribedField[]): OrgField {
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
    ...(field.filterable ? {} : { unfilterable: true as const }),
    ...((unique || externalId) && !field.caseSensitive ? { anyCase: true as const } : {}),
    ...(field.calculated ? { computes: 'formula' as const } : {}),
    ...(field.autoNumber ? { computes: 'auto-number' as const } : {}),
    ...(type === 'textarea' && field.htmlFormatted ? { html: true } : {}),
    ...labelsOf(field),
    ...dependencyOf(field, all),
    referenceTo,
    relationship: field.relationshipName ?? undefined,
    polymorphic: field.polymorphicForeignKey || referenceTo.length > 1,
  };
}

/** The labels of a picklist's active values, if one of them differs from its value, as those of countries do. */
function labelsOf({ picklistValues }: DescribedField): Pick<OrgField, 'labels'> {
  const active = (picklistValues ?? []).filter((one) => one.active && one.value);
  if (active.every(({ label, value }) => !label || label === value)) return {};
  return { labels: active.map(({ label, value }) => label ?? value!) };
}

/**
 * The values of a dependent picklist by the controlling value. Bit N of `validFor`, the highest bit of a byte first, is
 * the Nth of all values of the controlling picklist, or 0 for false and 1 for true of a checkbox. Source: SOAP API
 * Developer Guide, PicklistEntry.
 */
function dependencyOf(
  { controllerName, picklistValues }: DescribedField,
  all: readonly DescribedField[],
): Pick<OrgField, 'dependsOn'> {
  const controller = all.find(({ name }) => name === controllerName);
  if (!controller) return {};
  const bits = (picklistValues ?? []).map((one) => ({
    ...one,
    bytes: Buffer.from(one.validFor ?? '', 'base64'),
  }));
  const controlling =
    controller.type === 'boolean'
      ? ['false', 'true']
      : (controller.picklistValues ?? []).map(({ value }) => value ?? '');
  const values = new Map(
    controlling.map((from, at) => [
      from,
      bits.flatMap(({ value, active, bytes }) =>
        active && value && ((bytes[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0 ? [value] : [],
      ),
    ]),
  );
  return { dependsOn: { field: controller.name, values } };
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
  /** True if a query can't filter by it, as by long text and encrypted text. */
  unfilterable?: true;
  /** True if the org takes values of this key that differ only in case for the same. */
  anyCase?: true;
  /** The active values of a picklist. */
  picklist: readonly string[];
  restricted: boolean;
  /** The labels of `picklist`, in its order, if they differ from the values. */
  labels?: readonly string[];
  /** The controlling field of a dependent picklist, with the values that each of its values allows. */
  dependsOn?: { field: string; values: ReadonlyMap<string, readonly string[]> };
  /** True for rich text, which the org stores as HTML. */
  html?: boolean;
  /** What the org computes the field by; such a field is never sent. */
  computes?: 'formula' | 'auto-number';
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
