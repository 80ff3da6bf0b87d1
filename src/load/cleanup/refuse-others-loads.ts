import { cleanupCommand } from '../../org/next-command.ts';
import type { Session } from '../../org/session.ts';
import { countsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { knownLoads } from '../receipts/known-loads.ts';
import { userPlace } from '../receipts/user-place.ts';
import type { ToDelete } from './cleanup-prefix.ts';

/**
 * Throws if this machine has loaded the records to delete for other datasets alone: the names of two recipes can give one
 * prefix (`team-2` and `team2`). Whoever states the prefix means all records that have it.
 */
export function refuseOthersLoads(
  { prefix, dataset }: ToDelete,
  found: Record<string, number>,
  { name, org, orgId }: Pick<Session, 'name' | 'org' | 'orgId'>,
): void {
  const loads = knownLoads(userPlace(orgId), prefix).filter(({ update }) => !update);
  const [other] = loads;
  if (dataset === undefined || Object.keys(found).length === 0) return;
  if (!other || loads.some((load) => load.dataset === dataset)) return;
  throw new UserError(
    {
      message: `The records with prefix ${prefix} in ${name} (${countsText(found)}) were loaded for the dataset ${other.dataset} (${other.dir}), not for ${dataset}.`,
      hint: 'To delete them, use `--prefix`. To keep both datasets in an org, use another `--seed` or `key_prefix` for one of them.',
    },
    {
      exitCode: EXIT.preflight,
      outcome: 'nothing was deleted',
      next: `${cleanupCommand(prefix, org)} --dry-run`,
    },
  );
}
