import { text } from 'node:stream/consumers';
import { UserError } from '../../shared/errors.ts';
import { CallLog } from '../call-log.ts';
import { query } from '../query.ts';
import { RestError } from '../rest-error.ts';
import { directSession } from '../session/direct-session.ts';

// A process of its own, which `ask-directly.ts` starts: the query on stdin, the answer on stdout in the form of the CLI's.
const soql = await text(process.stdin);
let check: string | undefined;
try {
  const session = await directSession({ org: undefined, log: new CallLog(() => {}), retryAttempts: 3 });
  check = session.login.check;
  const records = await query(session.rest, soql);
  print({ result: { totalSize: records.length, records } });
} catch (error) {
  if (error instanceof RestError) print({ name: error.code, message: error.said, check });
  else if (error instanceof UserError)
    print({ problems: error.problems, exitCode: error.exitCode, next: error.next });
  else throw error;
}

function print(answer: unknown): void {
  process.stdout.write(JSON.stringify(answer));
}
