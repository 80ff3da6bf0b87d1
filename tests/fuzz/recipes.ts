export const LASTING_RECIPE = `- snowfakery_version: 3
- option: a
  default: 1
- object: Account
  just_once: true
  nickname: first
  fields: {Name: One, NumberOfEmployees: 3, SicDesc: 2026-01-15}
- object: Contact
  count: 2
  fields: {LastName: {fake: last_name}, AccountId: {reference: first}}
`;

export const DATASET_RECIPE = `- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.datasets.Dataset
- object: Account
  count: 3
  fields:
    __row: {Dataset.iterate: {dataset: rows.csv}}
    Name: \${{__row.Name}}
    Phone: \${{__row.Phone}}
`;

export const UPDATE_RECIPE = `- snowfakery_version: 3
- object: Account
  fields: {Description: "Was \${{input.Name}}"}
`;

export const QUERY_RECIPE = `- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- object: Account
  fields:
    Name: A
    OwnerId: {SalesforceQuery.find_record: {from: User}}
`;

export const LOAD_DECLARATIONS = `- sf_object: Account
  api: bulk
  batch_size: 200
  bulk_mode: parallel
  priority: high
- sf_object: Contact
  load_after: Account
  anchor_date: 2026-01-15
`;

export const TABLES = [
  'ExternalId,Name,Phone\nTESTDATA_R_42_A0000001,Old Mill,01234\nTESTDATA_R_42_A0000002,"A, ""B""",1.50\n',
  'Name,Phone,Zip\nA,1,01067\n"two\nlines",2,\nÄ,3,x\n',
  'Name;Phone\nA;1\nB;2\n',
];

/** Recipes with what those of the repository do not use. */
export const RECIPES = [
  LASTING_RECIPE,
  UPDATE_RECIPE,
  DATASET_RECIPE,
  `- snowfakery_version: 2
- macro: m
  fields: {Name: {fake: company}, Description: {fake.text: {max_nb_chars: 50}}}
  friends: [{object: Contact, fields: {LastName: x, AccountId: {reference: Account}}}]
- object: Account
  include: m
  count: {random_number: {min: 1, max: 3}}
  fields:
    Rating: {random_choice: {Hot: 20%, Warm: 30%, Cold: 50}}
    Phone: {if: [{choice: {when: "\${{id == 1}}", pick: a}}, {choice: {pick: b}}]}
    SicDesc: {date_between: {start_date: -1y, end_date: today}}
`,
  `- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Schedule
- plugin: snowfakery.standard_plugins.Counters
- plugin: snowfakery.standard_plugins.UniqueId
- plugin: snowfakery.standard_plugins.statistical_distributions.StatisticalDistributions
- var: C
  value: {Counters.NumberCounter: {start: 10, step: 5}}
- var: U
  value: {UniqueId.AlphaCodeGenerator: {min_chars: 8, alphabet: ABC, randomize_codes: false}}
- object: Event
  for_each: {var: day, value: {Schedule.Event: {start_date: 2026-01-01, freq: weekly, count: 4, byweekday: "MO,FR(-1)"}}}
  fields: {Subject: "\${{C.next}} \${{U.unique_id}}", ActivityDate: "\${{day}}"}
`,
  `- snowfakery_version: 3
- object: Account
  count: 4
  nickname: acc
  fields: {Name: "\${{fake.company()}} \${{child_index}}", Type: {deal: {Prospect: 50, Other: 50}}, Fax: {fill: {share: 50, value: "1"}}}
  friends:
    - object: Contact
      count: {spread: {average: 2, min: 1, max: 3}}
      fields:
        LastName: {fake.last_name: }
        AccountId: {reference: acc}
        ReportsToId: {random_reference: {to: Contact, unique: true}}
- object: Task
  count: 2
  fields: {Subject: {llm: task_subject}, WhatId: {random_reference: Account}, Status: Completed, Priority: "\${{ ['High','Low'][child_index] }}"}
`,
  `- a: &a {Name: x}
- object: Account
  fields: {<<: *a, B: {random_choice: [*a, 1]}}
- object: Contact
  fields: &f
    LastName: {fake: LastName}
    D: {datetime_between: {start_date: 2026-01-01, end_date: now, timezone: {relativedelta: {hours: 8}}}}
- object: Contact
  fields: *f
`,
];
