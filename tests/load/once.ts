import { readStage, readTable } from '../../src/dataset/read.ts';

/** Says how the records of an org differ from a data set that should be in it exactly once; nothing where they do not. */
export function notOnce(dir: string, records: (sobject: string) => Record<string, unknown>[]): string[] {
  const stage = readStage(dir, 'enriched');
  return stage.manifest.files.flatMap(({ object }) => {
    const table = readTable(stage, object);
    const held = records(object);
    const cell = (row: string[], field: string) => row[table.columns.indexOf(field)]!;
    const keyOf = new Map<unknown, unknown>();
    for (const parent of ['Opportunity', 'Contact', 'Case'])
      for (const record of records(parent)) keyOf.set(record.Id, record.Datagen_Key__c);
    const expected = table.rows.map((row) =>
      object === 'OpportunityContactRole'
        ? `${cell(row, 'OpportunityId')} ${cell(row, 'ContactId')}`
        : object === 'CaseComment'
          ? `${cell(row, 'ParentId')} ${cell(row, 'CommentBody')}`
          : row[0]!,
    );
    const found = held.map((record) =>
      object === 'OpportunityContactRole'
        ? `${keyOf.get(record.OpportunityId)} ${keyOf.get(record.ContactId)}`
        : object === 'CaseComment'
          ? `${keyOf.get(record.ParentId)} ${record.CommentBody}`
          : String(record.Datagen_Key__c),
    );
    const problems =
      expected.sort().join('\n') === found.sort().join('\n')
        ? []
        : [`${object}: ${found.length} of ${expected.length}`];
    const reports = table.columns.indexOf('ReportsToId');
    if (reports >= 0) {
      const linked = held.filter((record) => record.ReportsToId).length;
      const wanted = table.rows.filter((row) => row[reports] !== '').length;
      if (linked !== wanted) problems.push(`${object}.ReportsToId: ${linked} of ${wanted}`);
    }
    return problems;
  });
}
