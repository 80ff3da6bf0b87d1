import type { Catalog, Field } from './types.ts';

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
const lookup = (to: string, relationship: string): Field => ({ type: 'reference', to: [to], relationship });
const anyOf = (relationship: string, ...to: string[]): Field => ({
  type: 'reference',
  to,
  relationship,
  polymorphic: true,
});
const required = (field: Field): Field => ({ ...field, required: true });
/** Who owns a record: an id of the org, since users are no part of a data set. */
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

const leadSource = picklist('Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other');

const activity: Record<string, Field> = {
  Subject: text(255),
  WhatId: anyOf('What', 'Account', 'Opportunity', 'Case'),
  WhoId: anyOf('Who', 'Contact', 'Lead'),
  Description: area(),
  ...owner,
  ...stamps,
};

/**
 * The eight objects of the default data set as a new org has them.
 * Source: the Object Reference for the Salesforce Platform and describe results of a new Developer Edition org.
 */
export const standardCatalog: Catalog = {
  Account: {
    code: 'A',
    match: { by: 'external_id' },
    fields: {
      Name: required(text(255)),
      ParentId: lookup('Account', 'Parent'),
      AccountNumber: text(40),
      Site: text(80),
      AccountSource: leadSource,
      Type: picklist(
        'Prospect',
        'Customer - Direct',
        'Customer - Channel',
        'Channel Partner / Reseller',
        'Installation Partner',
        'Technology Partner',
        'Other',
      ),
      Industry: picklist(
        ...[
          'Agriculture',
          'Apparel',
          'Banking',
          'Biotechnology',
          'Chemicals',
          'Communications',
          'Construction',
        ],
        ...[
          'Consulting',
          'Education',
          'Electronics',
          'Energy',
          'Engineering',
          'Entertainment',
          'Environmental',
        ],
        ...[
          'Finance',
          'Food & Beverage',
          'Government',
          'Healthcare',
          'Hospitality',
          'Insurance',
          'Machinery',
        ],
        ...['Manufacturing', 'Media', 'Not For Profit', 'Recreation', 'Retail', 'Shipping', 'Technology'],
        ...['Telecommunications', 'Transportation', 'Utilities', 'Other'],
      ),
      AnnualRevenue: currency,
      NumberOfEmployees: int,
      Rating: picklist('Hot', 'Warm', 'Cold'),
      Ownership: picklist('Public', 'Private', 'Subsidiary', 'Other'),
      Phone: phone,
      Fax: phone,
      Website: url,
      TickerSymbol: text(20),
      Sic: text(20),
      ...address('Billing'),
      ...address('Shipping'),
      Description: area(),
      ...owner,
      ...stamps,
    },
  },
  Contact: {
    code: 'C',
    match: { by: 'external_id' },
    fields: {
      AccountId: lookup('Account', 'Account'),
      Salutation: picklist('Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'),
      FirstName: text(40),
      LastName: required(text(80)),
      Title: text(128),
      Department: text(80),
      ReportsToId: lookup('Contact', 'ReportsTo'),
      Email: email,
      Phone: phone,
      MobilePhone: phone,
      HomePhone: phone,
      OtherPhone: phone,
      Fax: phone,
      AssistantName: text(40),
      AssistantPhone: phone,
      LeadSource: leadSource,
      Birthdate: date,
      ...address('Mailing'),
      ...address('Other'),
      HasOptedOutOfEmail: flag,
      DoNotCall: flag,
      Description: area(),
      ...owner,
      ...stamps,
    },
  },
  Opportunity: {
    code: 'O',
    match: { by: 'external_id' },
    fields: {
      AccountId: lookup('Account', 'Account'),
      Name: required(text(120)),
      Type: picklist(
        'Existing Customer - Upgrade',
        'Existing Customer - Replacement',
        'Existing Customer - Downgrade',
        'New Customer',
      ),
      LeadSource: leadSource,
      StageName: required(
        picklist(
          ...['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers'],
          ...[
            'Perception Analysis',
            'Proposal/Price Quote',
            'Negotiation/Review',
            'Closed Won',
            'Closed Lost',
          ],
        ),
      ),
      CloseDate: required(date),
      Amount: { type: 'currency', precision: 18, scale: 2 },
      Probability: percent,
      ForecastCategoryName: picklist('Omitted', 'Pipeline', 'Best Case', 'Commit', 'Closed'),
      NextStep: text(255),
      TotalOpportunityQuantity: { type: 'double', precision: 18, scale: 2 },
      IsPrivate: flag,
      CampaignId: lookup('Campaign', 'Campaign'),
      Description: area(),
      IsClosed: computed(flag),
      IsWon: computed(flag),
      ExpectedRevenue: computed(currency),
      LastActivityDate: computed(date),
      ...owner,
      ...stamps,
    },
  },
  OpportunityContactRole: {
    code: 'R',
    match: { by: 'parents', fields: ['OpportunityId', 'ContactId'] },
    fields: {
      OpportunityId: required(createOnly(lookup('Opportunity', 'Opportunity'))),
      ContactId: required(lookup('Contact', 'Contact')),
      Role: picklist(
        ...['Business User', 'Decision Maker', 'Economic Buyer', 'Economic Decision Maker', 'Evaluator'],
        ...['Executive Sponsor', 'Influencer', 'Technical Buyer', 'Other'],
      ),
      IsPrimary: flag,
      ...stamps,
    },
  },
  Case: {
    code: 'S',
    match: { by: 'external_id' },
    fields: {
      AccountId: lookup('Account', 'Account'),
      ContactId: lookup('Contact', 'Contact'),
      ParentId: lookup('Case', 'Parent'),
      Subject: text(255),
      Status: picklist('New', 'Working', 'Escalated', 'Closed'),
      Priority: picklist('High', 'Medium', 'Low'),
      Origin: picklist('Phone', 'Email', 'Web'),
      Type: picklist('Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other'),
      Reason: picklist(
        ...[
          'Installation',
          'Equipment Complexity',
          'Performance',
          'Breakdown',
          'Equipment Design',
          'Feedback',
          'Other',
        ],
      ),
      SuppliedName: text(80),
      SuppliedEmail: email,
      SuppliedPhone: phone,
      SuppliedCompany: text(80),
      IsEscalated: flag,
      Description: area(),
      CaseNumber: computed(text(30)),
      ClosedDate: computed(datetime),
      IsClosed: computed(flag),
      ...owner,
      ...stamps,
    },
  },
  CaseComment: {
    code: 'M',
    match: { by: 'content', parent: 'ParentId', fields: ['CommentBody', 'IsPublished'] },
    fields: {
      ParentId: required(createOnly(lookup('Case', 'Parent'))),
      CommentBody: { type: 'textarea', length: 4_000, bytes: true },
      IsPublished: flag,
      ...stamps,
    },
  },
  Task: {
    code: 'T',
    match: { by: 'external_id' },
    customFieldsOn: 'Activity',
    fields: {
      ...activity,
      Status: required(
        picklist('Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'),
      ),
      Priority: required(picklist('High', 'Normal', 'Low')),
      ActivityDate: date,
      Type: picklist('Call', 'Email', 'Meeting', 'Other'),
      TaskSubtype: createOnly(picklist('Task', 'Email', 'Call', 'ListEmail', 'Cadence', 'LinkedIn')),
      CallType: picklist('Inbound', 'Outbound', 'Internal'),
      CallDurationInSeconds: int,
      CallDisposition: text(255),
      IsReminderSet: flag,
      ReminderDateTime: datetime,
      IsClosed: computed(flag),
    },
  },
  Event: {
    code: 'E',
    match: { by: 'external_id' },
    customFieldsOn: 'Activity',
    fields: {
      ...activity,
      StartDateTime: required(datetime),
      DurationInMinutes: required(int),
      EndDateTime: datetime,
      ActivityDate: computed(date),
      EndDate: computed(date),
      Location: text(255),
      IsAllDayEvent: flag,
      IsPrivate: flag,
      ShowAs: { type: 'picklist', values: ['Busy', 'OutOfOffice', 'Free'], restricted: true },
      Type: picklist('Email', 'Meeting', 'Other', 'Call'),
      EventSubtype: createOnly(picklist('Event')),
      IsReminderSet: flag,
      ReminderDateTime: datetime,
    },
  },
};
