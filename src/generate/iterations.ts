import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { Runner } from './surroundings.ts';
import type { World } from './world.ts';

/** How often a recipe runs: a number of times, or until so many rows of an object are there. */
export type Until = { kind: 'times'; times: number } | { kind: 'rows'; sobject: string; rows: number };

/** Runs statements as often as wanted; what is made just once is made in the first run alone. */
export function iterations(until: Until = { kind: 'times', times: 1 }, world: World) {
  if (until.kind === 'rows' && !world.rowNames.find(until.sobject)) {
    throw new UserError({
      message: `The recipe makes no ${until.sobject}.`,
      place: { file: '--target-number' },
      hint: didYouMean(until.sobject, world.rowNames.names()) ?? '',
    });
  }
  return (statements: readonly Runner[]): void => {
    const rows = until.kind === 'rows' ? () => world.table(until.sobject).rows : () => 0;
    const begun = rows();
    for (let run = 1; ; run++) {
      const before = rows();
      for (const statement of statements) {
        if (!statement.justOnce || world.iteration === 0) statement.run(undefined);
      }
      const open = world.rowNames.openReferences();
      if (open.length > 0) throw new UserError(open);
      if (until.kind === 'times' ? run >= until.times : rows() - begun >= until.rows) return;
      if (until.kind === 'rows' && rows() === before) {
        throw new UserError({
          message: `One run of the recipe made no ${until.sobject}, so that ${until.rows} would never be reached.`,
          place: { file: '--target-number' },
        });
      }
      world.tick(world.made);
      world.nextIteration();
    }
  };
}
