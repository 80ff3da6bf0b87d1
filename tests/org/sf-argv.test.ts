import { describe, expect, it } from 'vitest';
import {
  assignArgv,
  deleteArgv,
  deployArgv,
  displayArgv,
  importArgv,
  shellText,
  tokenArgv,
  upsertArgv,
} from '../../src/org/sf-argv.ts';

const file = 'runs/qa/files/Contact.csv';

describe('what is typed at the CLI', () => {
  it.each([
    [
      'an upsert, without --wait',
      upsertArgv({ sobject: 'Contact', externalId: 'Key__c', file, org: 'qa' }),
      'sf data upsert bulk --sobject Contact --external-id Key__c --file runs/qa/files/Contact.csv --line-ending LF --column-delimiter COMMA --target-org qa --json',
    ],
    [
      'an import into the default org',
      importArgv({ sobject: 'CaseComment', file, org: undefined }),
      'sf data import bulk --sobject CaseComment --file runs/qa/files/Contact.csv --line-ending LF --column-delimiter COMMA --json',
    ],
    [
      'a delete, which takes no delimiter',
      deleteArgv({ sobject: 'Case', file, org: 'qa', hard: false }),
      'sf data delete bulk --sobject Case --file runs/qa/files/Contact.csv --line-ending LF --target-org qa --json',
    ],
    [
      'a hard delete',
      deleteArgv({ sobject: 'Case', file, org: 'qa', hard: true }),
      'sf data delete bulk --sobject Case --file runs/qa/files/Contact.csv --line-ending LF --hard-delete --target-org qa --json',
    ],
    ['the org', displayArgv('qa'), 'sf org display --target-org qa --json'],
    ['the token', tokenArgv('qa'), 'sf org auth show-access-token --target-org qa --no-prompt --json'],
    [
      'a deploy',
      deployArgv('force-app', 'qa'),
      'sf project deploy start --source-dir force-app --target-org qa --wait 30 --ignore-conflicts --json',
    ],
    ['an assignment', assignArgv('Key', 'qa'), 'sf org assign permset --name Key --target-org qa --json'],
    [
      'a path with a blank and a quote',
      importArgv({ sobject: 'Case', file: "my data/o'b.csv", org: 'qa' }),
      "sf data import bulk --sobject Case --file 'my data/o'\\''b.csv' --line-ending LF --column-delimiter COMMA --target-org qa --json",
    ],
  ])('%s', (_, argv, text) => {
    expect(shellText(argv)).toBe(text);
  });
});
