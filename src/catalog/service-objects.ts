import { fieldKinds } from './fields.ts';
import type { Catalog } from './types.ts';

const {
  area,
  computed,
  createOnly,
  datetime,
  email,
  flag,
  lookup,
  owner,
  phone,
  picklist,
  required,
  stamps,
  text,
} = fieldKinds;

/** Cases and their comments. */
export const serviceObjects = {
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
} satisfies Catalog;
