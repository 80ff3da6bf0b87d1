import type { WrittenTexts } from '../../enrich/enrich.ts';
import { type DatasetIndex, limitOf, type SheetRow, type Wanted } from '../../enrich/plan/dataset-index.ts';
import { type PromptTemplate, readTemplate } from '../../enrich/prompt/template.ts';
import type { TextSource } from '../../enrich/source.ts';
import { measureQuality } from './measure-quality.ts';
import type { QualityRecord, QualityReport } from './types.ts';

/** Measures the texts of a dataset, those of a model with stricter bounds than offline ones. */
export function measureTexts({ source, textOf, by }: WrittenTexts): QualityReport {
  return measureQuality(qualityRecords(source, textOf), by);
}

/** The texts of a dataset with the context for their measures; blanks of failed texts are left out. */
export function qualityRecords(source: TextSource, textOf: (wanted: Wanted) => string): QualityRecord[] {
  const { data } = source;
  const people = peopleByAccount(data);
  const companies = (data.sheets.get('Account')?.rows ?? []).map((row) => cellOf(row, 'Name'));
  const naming = namingTemplates();
  const vocabulary: Record<string, readonly string[]> = {};
  return source.texts.flatMap(({ wanted }): QualityRecord[] => {
    const { row, field } = wanted;
    const { object } = row.sheet;
    const text = textOf(wanted);
    if (text === '') return [];
    const account = accountOf(data, row);
    const industry = account ? cellOf(account, '_industry') : '';
    vocabulary[industry] ??= source.industry(industry).vocabulary;
    const limit = limitOf(data, object, field);
    return [
      {
        ...{ object, field, text, industry, companies, vocabulary },
        account: account?.key ?? row.key,
        ...{ maxLength: limit.max, unit: limit.unit },
        own: account ? [cellOf(account, 'Name'), ...(people.get(account.key) ?? [])] : [],
        naming: naming(wanted.template),
      },
    ];
  });
}

function cellOf(row: SheetRow, name: string): string {
  const column = row.sheet.columnOf.get(name);
  return column === undefined ? '' : row.cells[column]!;
}

/** The account of a row, through any number of parents. */
function accountOf(data: DatasetIndex, row: SheetRow): SheetRow | undefined {
  const queue = [row];
  for (const current of queue) {
    if (current.sheet.object === 'Account') return current;
    for (const { column } of current.sheet.references) {
      const parent = data.byKey.get(current.cells[column]!);
      if (parent && !queue.includes(parent)) queue.push(parent);
    }
  }
  return undefined;
}

/** The people of each account, by full name and by each part of it. */
function peopleByAccount(data: DatasetIndex): Map<string, string[]> {
  const people = new Map<string, string[]>();
  for (const row of data.sheets.get('Contact')?.rows ?? []) {
    const [first, last] = [cellOf(row, 'FirstName'), cellOf(row, 'LastName')];
    const names = [`${first} ${last}`.trim(), first, last].filter((name) => name !== '');
    const account = cellOf(row, 'AccountId');
    people.set(account, [...(people.get(account) ?? []), ...names]);
  }
  return people;
}

/** True if a template asks for the name of the account or a person. */
function namingTemplates(): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let asks = known.get(name);
    if (asks === undefined) {
      const template = readTemplate(name, name);
      asks = !('message' in template) && template.lines.some(asksForName);
      known.set(name, asks);
    }
    return asks;
  };
}

const NAMES = new Set(['company_name', 'account_name', 'contact_name']);

/** A sentence that says "name" before the slot of a name. */
function asksForName(line: PromptTemplate['lines'][number]): boolean {
  return line.some(
    (part, index) =>
      typeof part !== 'string' &&
      NAMES.has(part.slot) &&
      line
        .slice(0, index)
        .some(
          (before) =>
            typeof before === 'string' && /\bname\b/i.test(before.slice(before.lastIndexOf('.') + 1)),
        ),
  );
}
