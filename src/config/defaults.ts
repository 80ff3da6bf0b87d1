import type { Config } from './schema.ts';

/** What holds where neither a flag, the environment nor the configuration file says otherwise. */
export const defaults: Config = {
  seed: 42,
  as_of: '2026-11-02',
  key_prefix: 'TESTDATA_',
  recipe: 'recipes/full_org.recipe.yml',
  generation: {
    accounts: 100,
    contacts_per_account: 4,
    opportunities_per_account: 2.5,
    roles_per_opportunity: 2,
    cases_per_account: 2,
    comments_per_case: 2,
    activities_per_account: 5.5,
  },
  industries: [
    { name: 'insurance', weight: 25, template: 'templates/industries/insurance.yml' },
    { name: 'financial_services', weight: 25, template: 'templates/industries/financial_services.yml' },
    { name: 'high_tech', weight: 25, template: 'templates/industries/high_tech.yml' },
    { name: 'field_service', weight: 25, template: 'templates/industries/field_service.yml' },
  ],
  density: { rich: 25, moderate: 50, sparse: 25 },
  case_priorities: {
    New: { Low: 30, Medium: 45, High: 25 },
    Working: { Low: 20, Medium: 45, High: 35 },
    Escalated: { Low: 10, Medium: 15, High: 75 },
    'On Hold': { Low: 30, Medium: 45, High: 25 },
    Closed: { Low: 30, Medium: 45, High: 25 },
  },
  openai: {
    model: 'gpt-4o',
    temperature: 0.7,
    batch_size: 10,
    concurrency: 4,
    requests_per_minute: null,
    tokens_per_minute: null,
  },
  salesforce: {
    batch_size: 200,
    retry_attempts: 3,
    external_id_field: 'Datagen_Key__c',
    picklists: {
      'Case.Status': { 'On Hold': 'Working' },
      'Account.Type': {},
    },
  },
  objects: {},
};
