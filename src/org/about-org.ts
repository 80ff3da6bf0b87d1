import { z } from 'zod';
import { shaped } from './answer.ts';
import { type OrgSchema, parseDescribe } from './describe.ts';
import type { Organization } from './guard.ts';
import { namesakes } from './namespace.ts';
import { query } from './query.ts';
import { RestError } from './rest-error.ts';
import type { Session } from './session.ts';

/** Active duplicate rules, which refuse records in bulk jobs. */
export interface DuplicateRule {
  sobject: string;
  name: string;
}

/** The remaining limits of an org; undefined if it doesn't say. */
export interface Limits {
  storageMb: number | undefined;
  apiRequests: number | undefined;
  bulkBatches: number | undefined;
}

const organization = z.object({
  Name: z.string().nullish(),
  IsSandbox: z.boolean(),
  OrganizationType: z.string().nullish(),
  InstanceName: z.string().nullish(),
  TrialExpirationDate: z.string().nullish(),
});

export async function readOrganization(session: Session): Promise<Organization> {
  const fields = 'Name, IsSandbox, OrganizationType, InstanceName, TrialExpirationDate';
  const [record] = await query(session.rest, `SELECT ${fields} FROM Organization`);
  const org = shaped(organization, record, {
    ...{ what: 'The query of Organization', check: session.rest.check },
  });
  return {
    name: org.Name ?? session.name,
    isSandbox: org.IsSandbox,
    type: org.OrganizationType ?? '',
    instance: org.InstanceName ?? '',
    trialExpires: org.TrialExpirationDate ?? null,
  };
}

/** The describes of the sobjects that the org has and the user can see. */
export async function readSchema(session: Session, sobjects: readonly string[]): Promise<OrgSchema> {
  const found = await Promise.all(
    sobjects.map(async (sobject) => {
      try {
        const answer = await session.rest.get(`sobjects/${sobject}/describe`);
        return [[sobject, parseDescribe(answer, session.rest.check)] as const];
      } catch (error) {
        if (error instanceof RestError && error.status === 404) return [];
        throw error;
      }
    }),
  );
  return Object.fromEntries(found.flat());
}

/**
 * The objects that an org has by the same name with a namespace in front, for those that it doesn't have: `acme__Log__c`
 * for `Log__c`. The list of all objects is read only if one is missing.
 */
export async function readNamesakes(
  session: Session,
  sobjects: readonly string[],
  org: OrgSchema,
): Promise<OrgSchema> {
  const missing = sobjects.filter((name) => !org[name]);
  if (missing.length === 0) return {};
  const all = [...(await listObjects(session)).keys()];
  return readSchema(
    session,
    missing.flatMap((name) => namesakes(name, all)),
  );
}

const listed = z.object({
  sobjects: z.array(
    z.object({
      name: z.string(),
      queryable: z.boolean().nullish(),
      associateEntityType: z.string().nullish(),
    }),
  ),
});

/** An object in an org's list of all objects. */
export interface ListedObject {
  /** `History`, `Share`, … if the platform keeps it for another object. */
  keptAs: string | undefined;
  queryable: boolean;
}

/** All sobjects that the user can see, by name. */
export async function listObjects(session: Session): Promise<Map<string, ListedObject>> {
  const { sobjects } = shaped(listed, await session.rest.get('sobjects'), {
    ...{ what: 'GET sobjects', check: session.rest.check },
  });
  return new Map(
    sobjects.map(({ name, queryable, associateEntityType }) => [
      name,
      { keptAs: associateEntityType ?? undefined, queryable: queryable !== false },
    ]),
  );
}

/** The active duplicate rules of some sobjects; none if the user can't read them. */
export async function readDuplicateRules(
  session: Session,
  sobjects: readonly string[],
): Promise<DuplicateRule[]> {
  const rules = await optional(
    query(session.rest, 'SELECT SobjectType, MasterLabel FROM DuplicateRule WHERE IsActive = true'),
  );
  return (rules ?? [])
    .map((rule) => ({ sobject: String(rule.SobjectType), name: String(rule.MasterLabel) }))
    .filter((rule) => sobjects.includes(rule.sobject));
}

const limit = z.object({ Remaining: z.number() }).optional();
const limits = z.object({ DataStorageMB: limit, DailyApiRequests: limit, DailyBulkApiBatches: limit });

export async function readLimits(session: Session): Promise<Limits> {
  const found = limits.safeParse(await optional(session.rest.get('limits')));
  return {
    storageMb: found.data?.DataStorageMB?.Remaining,
    apiRequests: found.data?.DailyApiRequests?.Remaining,
    bulkBatches: found.data?.DailyBulkApiBatches?.Remaining,
  };
}

/** The result if the user lacks the permission, or the org lacks the object. */
async function optional<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RestError) return undefined;
    throw error;
  }
}
