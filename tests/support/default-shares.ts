/** What the default data set holds for 100 accounts. */
export const ROWS: Readonly<Record<string, number>> = {
  Account: 100,
  Contact: 400,
  Opportunity: 250,
  OpportunityContactRole: 500,
  Case: 200,
  CaseComment: 400,
  Task: 400,
  Event: 150,
};

/** Fields and the percentage of rows that have a value; text fields hold placeholders. */
export const FILLED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Account: {
    Name: 100,
    Type: 100,
    Industry: 100,
    Phone: 75,
    Website: 75,
    BillingStreet: 70,
    BillingCity: 70,
    BillingState: 70,
    BillingPostalCode: 70,
    BillingCountry: 70,
    Description: 50,
    AnnualRevenue: 40,
    NumberOfEmployees: 25,
    AccountNumber: 10,
    Fax: 3,
    TickerSymbol: 1,
  },
  Contact: {
    AccountId: 100,
    FirstName: 100,
    LastName: 100,
    Email: 85,
    Title: 80,
    Phone: 65,
    MailingCity: 40,
    Department: 45,
    LeadSource: 35,
    ReportsToId: 30,
    MobilePhone: 20,
    Description: 12,
    AssistantName: 3,
    Birthdate: 2,
  },
  Opportunity: {
    AccountId: 100,
    Name: 100,
    StageName: 100,
    CloseDate: 100,
    Probability: 100,
    Amount: 85,
    Type: 70,
    NextStep: 50,
    Description: 50,
    LeadSource: 40,
  },
  OpportunityContactRole: { OpportunityId: 100, ContactId: 100, IsPrimary: 100, Role: 85 },
  Case: {
    AccountId: 100,
    Subject: 100,
    Status: 100,
    Priority: 100,
    Origin: 100,
    ContactId: 85,
    Description: 75,
    Type: 60,
    Reason: 45,
    SuppliedEmail: 10,
  },
  CaseComment: { ParentId: 100, CommentBody: 100, IsPublished: 100 },
  Task: {
    Subject: 100,
    Status: 100,
    Priority: 100,
    WhatId: 100,
    ActivityDate: 90,
    WhoId: 75,
    Description: 55,
  },
  Event: {
    Subject: 100,
    StartDateTime: 100,
    DurationInMinutes: 100,
    WhatId: 100,
    WhoId: 80,
    Location: 65,
    Description: 60,
  },
};

type Weights = Readonly<Record<string, number>>;

/** Columns and the weights of their values. */
export const DEALT: Readonly<Record<string, Readonly<Record<string, Weights>>>> = {
  Account: {
    Industry: { Insurance: 25, 'Financial Services': 25, 'High Tech': 25, 'Field Service': 25 },
    _tier: { rich: 25, moderate: 50, sparse: 25 },
  },
  Opportunity: {
    StageName: {
      Prospecting: 15,
      Qualification: 15,
      'Needs Analysis': 15,
      'Value Proposition': 10,
      'Proposal/Price Quote': 15,
      'Negotiation/Review': 10,
      'Closed Won': 12,
      'Closed Lost': 8,
    },
  },
  Case: { Status: { New: 20, Working: 35, Escalated: 10, 'On Hold': 10, Closed: 25 } },
  Task: { _kind: { call: 150, email: 100, meeting_prep: 50, follow_up: 100 } },
  Event: { _kind: { meeting: 100, demo: 50 } },
};

/** The mix of priorities of the cases in each status. */
export const PRIORITIES: Readonly<Record<string, Weights>> = {
  New: { Low: 30, Medium: 45, High: 25 },
  Working: { Low: 20, Medium: 45, High: 35 },
  Escalated: { Low: 10, Medium: 15, High: 75 },
  'On Hold': { Low: 30, Medium: 45, High: 25 },
  Closed: { Low: 30, Medium: 45, High: 25 },
};
