import type { OrgSchema } from '../org/describe.ts';
import { rowsText } from '../shared/counted.ts';
import type { Problem } from '../shared/errors.ts';
import { isEmptyCell } from '../shared/special-cells.ts';
import { changeRows, type TextTable } from './text-table.ts';

/** A field that Salesforce makes of records below its own, whatever is sent. */
interface Sum {
  sobject: string;
  field: string;
  child: string;
  /** The child's lookup to the record. */
  by: string;
  /** For messages. */
  nouns: [records: string, children: string];
}

/** To add a sum, add it here. Source: Object Reference, Opportunity: Amount. */
const SUMS: readonly Sum[] = [
  {
    ...{ sobject: 'Opportunity', field: 'Amount', child: 'OpportunityLineItem', by: 'OpportunityId' },
    nouns: ['opportunities', 'line items'],
  },
];

/** Blanks the sums of records that have children in the dataset, with a warning for each field. */
export function withoutSums(
  tables: readonly TextTable[],
  schema: OrgSchema,
): { tables: TextTable[]; warnings: Problem[] } {
  const warnings: Problem[] = [];
  const changed = tables.map((table) => {
    const sums = SUMS.filter(
      ({ sobject, child }) => sobject === table.sobject && schema[child] !== undefined,
    );
    return sums.reduce((before, sum) => {
      const at = before.columns.indexOf(sum.field);
      const parents = at < 0 ? undefined : parentsOf(tables, sum);
      if (!parents || parents.size === 0) return before;
      let rows = 0;
      let line = 0;
      const done = changeRows(before, (row, position) => {
        if (!parents.has(row[0]!) || isEmptyCell(row[at]!)) return row;
        rows++;
        line ||= before.lines[position]!;
        return row.with(at, '');
      });
      if (rows === 0) return before;
      const [records, children] = sum.nouns;
      warnings.push({
        message: `${sum.sobject}.${sum.field} is left out of ${records} with ${children} (${rowsText(rows)}): Salesforce adds up their ${children}.`,
        place: { file: table.file, line },
      });
      return done;
    }, table);
  });
  return { tables: changed, warnings };
}

/** The keys of the records that have children in the dataset. */
function parentsOf(tables: readonly TextTable[], { child, by }: Sum): Set<string> {
  const parents = new Set<string>();
  for (const table of tables) {
    const at = table.sobject === child ? table.columns.indexOf(by) : -1;
    if (at < 0) continue;
    for (const row of table.rows) parents.add(row[at]!);
  }
  parents.delete('');
  return parents;
}
