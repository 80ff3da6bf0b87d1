import { EXIT, UserError } from '../../shared/errors.ts';
import type { Finding } from './preflight.ts';

/** Throws all errors among the findings at once, with the command that mends the first one that has one. */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const next = errors.find((one) => one.next)?.next;
  throw new UserError(
    errors.map(({ problem }) => problem),
    { exitCode: EXIT.preflight, ...(next ? { next } : {}) },
  );
}
