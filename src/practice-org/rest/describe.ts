import { ApiError } from '../errors.ts';
import { jsonReply, type Route } from '../http.ts';
import type { Org } from '../org.ts';
import { mayUseRecordType, objectNamed } from '../org.ts';
import { visibleFields } from '../permissions.ts';
import { xsdType } from '../save/convert.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';

/** The sobject of a path, or Salesforce's 404. */
export function objectOfPath(org: Org, name: string): SchemaObject {
  const object = objectNamed(org, decodeURIComponent(name));
  if (object) return object;
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function summary(object: SchemaObject, base: string) {
  const url = `${base}/sobjects/${object.name}`;
  return {
    name: object.name,
    label: object.label,
    labelPlural: `${object.label}s`,
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    customSetting: false,
    createable: object.createable,
    updateable: object.createable,
    deletable: object.deletable,
    undeletable: object.deletable,
    queryable: object.queryable,
    associateEntityType: object.keptOf?.type ?? null,
    associateParentEntity: object.keptOf?.parent ?? null,
    retrieveable: true,
    searchable: true,
    triggerable: true,
    layoutable: true,
    mergeable: false,
    replicateable: true,
    deprecatedAndHidden: false,
    feedEnabled: false,
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

/** The controlling values that allow a value, as the bits of a base64 text. */
function validForOf(
  { controller, validFor }: SchemaField,
  value: string,
  object: SchemaObject,
): string | null {
  const controlling = controller === undefined ? undefined : object.fields.get(controller.toLowerCase());
  if (!controlling || !validFor) return null;
  const all = controlling.type === 'boolean' ? ['false', 'true'] : controlling.values;
  const bits = Buffer.alloc(Math.ceil(all.length / 8));
  all.forEach((one, at) => {
    if (validFor[one]?.includes(value)) bits[at >> 3]! |= 0x80 >> (at & 7);
  });
  return bits.toString('base64');
}

/** A field in the form of a describe. */
function describeField(field: SchemaField, object: SchemaObject) {
  const long = field.type === 'textarea' && field.length > 255;
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    soapType: field.type === 'id' || field.type === 'reference' ? 'tns:ID' : xsdType(field),
    length: field.length,
    byteLength: field.bytes ? field.length : field.length * 3,
    precision: field.precision,
    scale: field.scale,
    digits: field.type === 'int' ? 8 : 0,
    createable: field.createable,
    updateable: field.updateable,
    nillable: field.nillable,
    defaultedOnCreate: field.defaultedOnCreate,
    defaultValue: field.default ?? null,
    htmlFormatted: field.html === true || field.type === 'url',
    calculated: field.calculated === true,
    autoNumber: field.autoNumber === true || field.name === 'CaseNumber',
    controllerName: field.controller ?? null,
    dependentPicklist: field.controller !== undefined,
    custom: field.custom,
    externalId: field.externalId,
    unique: field.unique,
    caseSensitive: field.caseSensitive,
    idLookup: field.idLookup,
    nameField: field.name === 'Name' || field.name === 'CaseNumber',
    filterable: !long,
    sortable: !long,
    groupable: !long && !['datetime', 'double', 'currency', 'percent'].includes(field.type),
    restrictedPicklist: field.restricted,
    picklistValues: field.values.map((value) => ({
      active: !field.inactive?.includes(value),
      defaultValue: value === field.default,
      label: field.labels?.[value] ?? value,
      validFor: validForOf(field, value, object),
      value,
    })),
    referenceTo: field.to,
    relationshipName: field.relationship ?? null,
    relationshipOrder: null,
    cascadeDelete: field.onDelete === 'cascade' && field.saysOnDelete,
    restrictedDelete: field.onDelete === 'restrict' && field.saysOnDelete,
    namePointing: field.polymorphic,
    polymorphicForeignKey: field.polymorphic,
    permissionable: field.custom,
    inlineHelpText: null,
  };
}

function childRelationships(org: Org, parent: SchemaObject) {
  return [...org.schema.values()].flatMap((child) =>
    [...child.fields.values()]
      .filter((field) => field.to.includes(parent.name))
      .map((field) => ({
        childSObject: child.name,
        field: field.name,
        relationshipName: null,
        cascadeDelete: field.onDelete === 'cascade' && field.saysOnDelete,
        restrictedDelete: field.onDelete === 'restrict' && field.saysOnDelete,
        deprecatedAndHidden: false,
      })),
  );
}

function recordTypeInfos(org: Org, { name }: SchemaObject) {
  return org.records
    .all('RecordType')
    .filter(({ SobjectType }) => SobjectType === name)
    .map((record, index) => ({
      active: record.IsActive,
      available: mayUseRecordType(org, name, record.Id),
      defaultRecordTypeMapping: index === 0,
      developerName: record.DeveloperName,
      master: false,
      name: record.Name,
      recordTypeId: record.Id,
    }));
}

/** Global describe and the describe of one sobject, as the user sees it. */
export const describeRoutes: Route[] = [
  {
    method: 'GET',
    path: /^(\/services\/data\/v\d+\.0)(?:\/tooling)?\/sobjects\/?$/,
    answer: ({ org }, base) =>
      jsonReply({
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: [...org.schema.values()]
          .filter(({ tooling }) => !tooling)
          .map((object) => summary(object, base!)),
      }),
  },
  {
    method: 'GET',
    path: /^(\/services\/data\/v\d+\.0)\/sobjects\/(\w+)\/describe\/?$/,
    answer: ({ org }, base, name) => {
      const object = objectOfPath(org, name!);
      return jsonReply({
        ...summary(object, base!),
        fields: visibleFields(org, object).map((field) => describeField(field, object)),
        childRelationships: childRelationships(org, object),
        recordTypeInfos: recordTypeInfos(org, object),
        supportedScopes: [],
      });
    },
  },
];
