import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Cells, type DataSet, generated } from '../support/data-set.ts';

const AS_OF = '2026-11-02';

interface City {
  city: string;
  state: string;
  zips: string[];
  area_codes: number[];
}

interface Template {
  industry: string;
  titles: string[];
  departments: Record<string, string[]>;
  opportunity_types: string[];
}

const { places } = parse(readFileSync('templates/names/places.yml', 'utf8')) as { places: City[] };

const templates = new Map(
  ['insurance', 'financial_services', 'high_tech', 'field_service'].map((name) => [
    name,
    parse(readFileSync(`templates/industries/${name}.yml`, 'utf8')) as Template,
  ]),
);

let data: DataSet;
let accounts: ReadonlyMap<string, Cells>;
let byKey: ReadonlyMap<string, Cells>;

beforeAll(async () => {
  data = await generated({ 'generation.accounts': 1000 });
  accounts = new Map(data.Account!.map((row) => [row.ExternalId!, row]));
  byKey = new Map(
    Object.values(data)
      .flat()
      .map((row) => [row.ExternalId!, row]),
  );
});

/** The account that a row belongs to, by its references and not by its key. */
function accountOf(row: Cells): string | undefined {
  if (accounts.has(row.ExternalId!)) return row.ExternalId;
  const above = row.AccountId || row.OpportunityId || row.ParentId || row.WhatId;
  return above ? accountOf(byKey.get(above)!) : undefined;
}

function account(row: Cells): Cells {
  return accounts.get(accountOf(row)!)!;
}

/** The keys of rows that break a rule; there should be none. */
function broken(rows: readonly Cells[] | undefined, holds: (row: Cells) => boolean): string[] {
  expect(rows!.length).toBeGreaterThan(0);
  return rows!.filter((row) => !holds(row)).map(({ ExternalId }) => ExternalId!);
}

function dayNumber(date: string): number {
  return Date.parse(date.slice(0, 10)) / 86_400_000;
}

function isWorkday(date: string): boolean {
  return ![0, 6].includes(new Date(date).getUTCDay());
}

function inRange(zip: string, range: string): boolean {
  const [first, last] = range.split('-').map(Number);
  return first! <= Number(zip) && Number(zip) <= last!;
}

function isClosed(what: Cells): boolean {
  return what.StageName?.startsWith('Closed') || what.Status === 'Closed';
}

describe('accounts', () => {
  it('lie in a city of their state, with a ZIP code of that city', () => {
    const rows = data.Account!.filter(({ BillingCity }) => BillingCity);
    expect(
      broken(rows, (row) =>
        places.some(
          ({ city, state, zips }) =>
            city === row.BillingCity &&
            state === row.BillingState &&
            zips.some((range) => inRange(row.BillingPostalCode!, range)),
        ),
      ),
    ).toEqual([]);
    expect(broken(rows, (row) => /^\d{5}$/.test(row.BillingPostalCode!))).toEqual([]);
  });

  it('are called from an area code of their city', () => {
    const withCity = (rows: readonly Cells[] | undefined, column: string) =>
      rows!.filter((row) => row[column] && account(row).BillingCity);
    const fits = (column: string) => (row: Cells) =>
      places.some(
        ({ city, state, area_codes }) =>
          city === account(row).BillingCity &&
          state === account(row).BillingState &&
          area_codes.includes(Number(row[column]!.slice(1, 4))),
      );
    for (const [object, column] of [
      ['Account', 'Phone'],
      ['Account', 'Fax'],
      ['Contact', 'Phone'],
      ['Contact', 'MobilePhone'],
    ] as const)
      expect(broken(withCity(data[object], column), fits(column))).toEqual([]);
  });

  it('have a parent of the same industry that stands before them in their block of 100', () => {
    const rows = data.Account!.filter(({ ParentId }) => ParentId);
    const number = (key: string) => Number(key.slice(-7)) - 1;
    expect(
      broken(rows, ({ ExternalId, ParentId, _industry }) => {
        const [own, parent] = [number(ExternalId!), number(ParentId!)];
        const sameBlock = Math.floor(own / 100) === Math.floor(parent / 100);
        return parent < own && sameBlock && accounts.get(ParentId!)!._industry === _industry;
      }),
    ).toEqual([]);
  });

  it('are customers if an opportunity was won', () => {
    const won = data.Opportunity!.filter(({ StageName }) => StageName === 'Closed Won');
    expect(broken(won, (row) => account(row).Type!.startsWith('Customer - '))).toEqual([]);
  });

  it('carry the industry of their template', () => {
    expect(
      broken(data.Account, ({ Industry, _industry }) => templates.get(_industry!)!.industry === Industry),
    ).toEqual([]);
  });
});

describe('contacts', () => {
  it('have mail at the domain of the website of their account', () => {
    const rows = data.Contact!.filter((row) => row.Email && account(row).Website);
    const domain = (row: Cells) => account(row).Website!.replace('https://', '');
    expect(broken(rows, (row) => row.Email!.endsWith(`@${domain(row)}`))).toEqual([]);
  });

  it('share one mail domain where their account has no website', () => {
    const domains = new Map<string, Set<string>>();
    for (const row of data.Contact!.filter(({ Email }) => Email)) {
      const known = domains.get(row.AccountId!) ?? new Set();
      domains.set(row.AccountId!, known.add(row.Email!.split('@')[1]!));
    }
    expect([...domains].filter(([, names]) => names.size > 1)).toEqual([]);
  });

  it('have a title of their industry, and the department that it belongs to', () => {
    const template = (row: Cells) => templates.get(account(row)._industry!)!;
    const titled = data.Contact!.filter(({ Title }) => Title);
    expect(broken(titled, (row) => template(row).titles.includes(row.Title!))).toEqual([]);
    const both = titled.filter(({ Department }) => Department);
    expect(broken(both, (row) => template(row).departments[row.Department!]!.includes(row.Title!))).toEqual(
      [],
    );
  });

  it('report to a contact of their account, and nobody to himself, however far up', () => {
    const rows = data.Contact!.filter(({ ReportsToId }) => ReportsToId);
    expect(broken(rows, (row) => byKey.get(row.ReportsToId!)!.AccountId === row.AccountId)).toEqual([]);
    const endsAtTheTop = (row: Cells): boolean => {
      const seen = new Set<string>();
      for (let at = row; at.ReportsToId; at = byKey.get(at.ReportsToId)!) {
        if (seen.has(at.ExternalId!)) return false;
        seen.add(at.ExternalId!);
      }
      return true;
    };
    expect(broken(rows, endsAtTheTop)).toEqual([]);
  });

  it('are posted to the address of their account', () => {
    const rows = data.Contact!.filter((row) => row.MailingCity && account(row).BillingCity);
    const parts = ['Street', 'City', 'State', 'PostalCode', 'Country'];
    expect(
      broken(rows, (row) => parts.every((part) => row[`Mailing${part}`] === account(row)[`Billing${part}`])),
    ).toEqual([]);
  });
});

describe('opportunities', () => {
  const PROBABILITY: Record<string, number> = {
    ...{ Prospecting: 10, Qualification: 10, 'Needs Analysis': 20, 'Value Proposition': 50 },
    ...{ 'Proposal/Price Quote': 75, 'Negotiation/Review': 90, 'Closed Won': 100, 'Closed Lost': 0 },
  };

  it('have the probability of their stage', () => {
    expect(
      broken(data.Opportunity, (row) => Number(row.Probability) === PROBABILITY[row.StageName!]),
    ).toEqual([]);
  });

  it('closed before as_of where they are closed', () => {
    expect(broken(data.Opportunity!.filter(isClosed), (row) => row.CloseDate! < AS_OF)).toEqual([]);
  });

  it('are named after their account and something that its industry sells', () => {
    expect(
      broken(data.Opportunity, (row) => {
        const { Name, _industry } = account(row);
        return templates.get(_industry!)!.opportunity_types.some((type) => row.Name === `${Name} - ${type}`);
      }),
    ).toEqual([]);
  });

  it('have roles of contacts of the same account, none twice, and exactly one primary where any', () => {
    const roles = data.OpportunityContactRole!;
    expect(broken(roles, (row) => byKey.get(row.ContactId!)!.AccountId === accountOf(row))).toEqual([]);
    const pairs = roles.map((row) => `${row.OpportunityId} ${row.ContactId}`);
    expect(new Set(pairs).size).toBe(roles.length);
    const primaries = roles.filter(({ IsPrimary }) => IsPrimary === 'true');
    const deals = new Set(roles.map((row) => row.OpportunityId));
    expect(primaries).toHaveLength(deals.size);
    expect(new Set(primaries.map((row) => row.OpportunityId))).toEqual(deals);
  });
});

describe('cases', () => {
  it('belong to a contact of their account', () => {
    const rows = data.Case!.filter(({ ContactId }) => ContactId);
    expect(broken(rows, (row) => byKey.get(row.ContactId!)!.AccountId === row.AccountId)).toEqual([]);
  });

  it('were opened before as_of, and closed later and before as_of where they are closed', () => {
    expect(broken(data.Case, ({ _opened_at }) => _opened_at! < AS_OF)).toEqual([]);
    expect(
      broken(data.Case, ({ Status, _opened_at, _closed_at }) =>
        Status === 'Closed' ? _opened_at! < _closed_at! && _closed_at! < AS_OF : _closed_at === '',
      ),
    ).toEqual([]);
  });

  it('have comments between their opening and their end, each later than the one before', () => {
    const last = new Map<string, string>();
    expect(
      broken(data.CaseComment, ({ ParentId, _commented_at }) => {
        const parent = byKey.get(ParentId!)!;
        const isLater = _commented_at! > (last.get(ParentId!) ?? parent._opened_at!);
        last.set(ParentId!, _commented_at!);
        return isLater && _commented_at! <= (parent._closed_at || AS_OF);
      }),
    ).toEqual([]);
  });

  it('are escalated where their status says so', () => {
    expect(
      broken(data.Case, ({ Status, IsEscalated }) => (Status === 'Escalated') === (IsEscalated === 'true')),
    ).toEqual([]);
  });

  it('were sent from the mail address of their contact, as far as both are stated', () => {
    const rows = data.Case!.filter((row) => row.SuppliedEmail && byKey.get(row.ContactId!)?.Email);
    expect(broken(rows, (row) => byKey.get(row.ContactId!)!.Email === row.SuppliedEmail)).toEqual([]);
  });
});

describe.each([
  ['Task', 'ActivityDate'],
  ['Event', 'StartDateTime'],
] as const)('%s', (object, column) => {
  it('is about something and somebody of one account', () => {
    const rows = data[object]!.filter(({ WhoId }) => WhoId);
    expect(broken(data[object], (row) => accountOf(row) !== undefined)).toEqual([]);
    expect(broken(rows, (row) => byKey.get(row.WhoId!)!.AccountId === accountOf(row))).toEqual([]);
    expect(broken(data[object], (row) => row.ExternalId!.startsWith(accountOf(row)!))).toEqual([]);
  });

  it('lies from 330 days before to 90 days after as_of, on a workday', () => {
    const rows = data[object]!.filter((row) => row[column]);
    const away = (row: Cells) => dayNumber(row[column]!) - dayNumber(AS_OF);
    expect(broken(rows, (row) => -330 <= away(row) && away(row) <= 90)).toEqual([]);
    expect(broken(rows, (row) => isWorkday(row[column]!))).toEqual([]);
  });

  it('is about deals and cases that are open where it is still to come', () => {
    const ahead = data[object]!.filter(({ Status = '', StartDateTime = '' }) =>
      object === 'Task' ? Status !== 'Completed' : StartDateTime >= AS_OF,
    );
    expect(broken(ahead, (row) => !isClosed(byKey.get(row.WhatId!)!))).toEqual([]);
  });

  it("didn't happen after what it is about was closed", () => {
    const rows = data[object]!.filter((row) => row[column] && isClosed(byKey.get(row.WhatId!)!));
    const end = ({ CloseDate, _closed_at }: Cells) => CloseDate ?? _closed_at!.slice(0, 10);
    expect(broken(rows, (row) => row[column]!.slice(0, 10) <= end(byKey.get(row.WhatId!)!))).toEqual([]);
  });

  it("didn't happen before its case was opened", () => {
    const rows = data[object]!.filter((row) => row[column] && byKey.get(row.WhatId!)!._opened_at);
    expect(
      broken(rows, (row) => row[column]!.slice(0, 10) >= byKey.get(row.WhatId!)!._opened_at!.slice(0, 10)),
    ).toEqual([]);
  });
});

describe('tasks', () => {
  it('lie in the past where they are completed', () => {
    const rows = data.Task!.filter(({ Status, ActivityDate }) => Status === 'Completed' && ActivityDate);
    expect(broken(rows, ({ ActivityDate }) => ActivityDate! < AS_OF)).toEqual([]);
  });

  it('have the length and direction of a call where they are calls that were made', () => {
    expect(
      broken(data.Task, ({ Status, _kind, CallType, CallDurationInSeconds }) => {
        const wasMade = Status === 'Completed' && _kind === 'call';
        return (CallType !== '') === wasMade && (CallDurationInSeconds !== '') === wasMade;
      }),
    ).toEqual([]);
  });
});
