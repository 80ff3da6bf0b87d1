import { activityObjects } from './activity-objects.ts';
import { salesObjects } from './sales-objects.ts';
import { serviceObjects } from './service-objects.ts';
import type { Catalog } from './types.ts';

/**
 * The eight objects of the default dataset as a new org has them.
 * Source: the Object Reference for the Salesforce Platform and describe results of a new Developer Edition org.
 */
export const standardCatalog: Catalog = { ...salesObjects, ...serviceObjects, ...activityObjects };
