import { type OrgField, type OrgObject, requiredOnInsert } from '../../org/describe.ts';
import { keptBySalesforce } from '../../org/overlay-of.ts';
import { fieldValue, type RecipeValue } from './field-value.ts';

/** An object of a new recipe, with the value of each field. */
interface PlannedObject {
  sobject: string;
  count: number;
  fields: Record<string, RecipeValue>;
}

/** A recipe for an object, parents first. */
export interface PlannedRecipe {
  objects: PlannedObject[];
  /** What the user must take care of, as sentences. */
  open: string[];
}

export interface PlanContext {
  externalIdField: string;
  /** The describe of an object; undefined if the org doesn't have it or the user can't see it. */
  describe(sobject: string): Promise<OrgObject | undefined>;
  /** True if a recipe can make records of the object: it is in the catalog or a custom object of the org. */
  makes(sobject: string): boolean;
}

const ROWS = 10;
const PARENT_ROWS = 3;

/** Fields that the org fills, or that refer to what recipes don't make: owners, record types, currencies. */
const LEFT_TO_THE_ORG = /^(?:OwnerId|RecordTypeId|CurrencyIsoCode|PersonContactId|MasterRecordId)$/;

/** Plans a recipe from the describe of an object and of those that it refers to. */
export async function planRecipe(main: OrgObject, context: PlanContext): Promise<PlannedRecipe> {
  const planned = new Map<string, PlannedObject>();
  const open: string[] = [];
  const underWay = new Set<string>();

  async function plan(object: OrgObject, isMain: boolean): Promise<void> {
    underWay.add(object.name);
    const stated = Object.values(object.fields)
      .filter((field) => field.createable && field.name !== context.externalIdField)
      .filter(({ name }) => !keptBySalesforce(name) && !LEFT_TO_THE_ORG.test(name))
      // Required fields come first.
      .sort((a, b) => Number(requiredOnInsert(b)) - Number(requiredOnInsert(a)));
    const fields: PlannedObject['fields'] = {};
    for (const field of stated) {
      const required = requiredOnInsert(field);
      if (!isMain && !required && field.type !== 'reference') continue;
      const value =
        field.type === 'reference'
          ? await parentOf(object, field, { required, isMain })
          : fieldValue(field, labelOf(object.name));
      if (value !== undefined) fields[field.name] = value;
      else if (required && field.type !== 'reference')
        open.push(`${object.name}.${field.name} (${field.type}) is required: set a value.`);
    }
    planned.set(object.name, { sobject: object.name, count: isMain ? ROWS : PARENT_ROWS, fields });
    underWay.delete(object.name);
  }

  /** A lookup to rows that come earlier in the recipe, which are added if they are worth it. */
  async function parentOf(
    object: OrgObject,
    field: OrgField,
    { required, isMain }: { required: boolean; isMain: boolean },
  ): Promise<RecipeValue | undefined> {
    if (!field.relationship) return undefined;
    const targets = field.referenceTo.filter((target) => target !== object.name);
    const there = targets.find((target) => planned.has(target));
    if (there) return { random_reference: there };
    if (!required && !isMain) return undefined;
    for (const target of targets) {
      if (underWay.has(target) || !context.makes(target)) continue;
      const described = await context.describe(target);
      if (!described?.createable) continue;
      await plan(described, false);
      return { random_reference: target };
    }
    const to = field.referenceTo.join(' or ');
    if (required)
      open.push(
        `${object.name}.${field.name} is a required lookup to ${to}: set the id of a record of the org.`,
      );
    else if (isMain)
      open.push(`${object.name}.${field.name} is a lookup to ${to}, which this recipe leaves blank.`);
    return undefined;
  }

  await plan(main, true);
  return { objects: [...planned.values()], open };
}

/** `Field_Visit__c` as `Field Visit`. */
function labelOf(name: string): string {
  return name
    .replace(/^\w+?__(?=\w+__c$)/, '')
    .replace(/__c$/, '')
    .replaceAll('_', ' ');
}
