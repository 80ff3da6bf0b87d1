import { bind } from '../../python/function.ts';
import { text, truthy } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { KeyedDraw } from '../../random/draw.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { type PluginArguments, type PluginCall, plugin } from '../plugin.ts';
import { extensionOf, recipeFile } from '../recipe-file.ts';
import { Series } from '../series.ts';
import { csvRowsForFormula } from './csv-rows.ts';
import type { DataRow } from './data-row.ts';
import { readTableRows } from './table-rows.ts';

/** Snowfakery's `Dataset`: the rows of a CSV file or of a table in a SQLite file, in order or shuffled. */
export const dataset = plugin('Dataset', {
  iterate: {
    kind: 'series',
    make(given, call) {
      const { rows, repeats } = read('iterate', given, call);
      return rowSeries('Dataset.iterate', rows, repeats, (index) => index % rows.length);
    },
  },
  shuffle: {
    kind: 'series',
    make(given, call) {
      const { rows, repeats } = read('shuffle', given, call);
      return rowSeries('Dataset.shuffle', rows, repeats, shuffled(rows.length, call.draw.below(2 ** 32)));
    },
  },
});

function rowSeries(
  name: string,
  rows: DataRow[],
  repeats: boolean,
  place: (index: number) => number,
): Series {
  return new Series({ name, length: rows.length, repeats, valueAt: (index) => rows[place(index)] });
}

function read(name: string, { positional, keyword }: PluginArguments, call: PluginCall) {
  const [source, table, repeat = true] = bind(name, ['dataset', 'table', 'repeat'], positional, keyword, 1);
  return { rows: rowsOf(text(source!), table ?? null, call), repeats: truthy(repeat) };
}

const SQLITE = 'sqlite:///';

function rowsOf(source: string, table: Value, call: PluginCall): DataRow[] {
  if (source.startsWith(SQLITE))
    return readTableRows(
      recipeFile(source.slice(SQLITE.length), call),
      table === null ? undefined : text(table),
    );
  if (source.includes('://'))
    throw new FormulaError(`${source} isn't a readable dataset.`, 'Write a CSV file, or sqlite:///file.db.');
  if (extensionOf(source) !== '.csv')
    throw new FormulaError(
      `The dataset ${source} must end in .csv.`,
      'The URL of a database must be sqlite:///file.db.',
    );
  return csvRowsForFormula(recipeFile(source, call));
}

/**
 * Returns the rows in a new order for each pass (Durstenfeld, 1964); the order depends on the seed and the number of
 * the pass.
 */
function shuffled(length: number, seed: number): (index: number) => number {
  const draw = new KeyedDraw();
  let round = -1;
  const order = Array.from({ length }, (_, i) => i);
  return (index) => {
    const wanted = Math.floor(index / length);
    if (wanted !== round) {
      round = wanted;
      draw.rekey((wanted % 2 ** 21) * 2 ** 32 + seed);
      for (let i = 0; i < length; i++) order[i] = i;
      for (let i = length - 1; i > 0; i--) {
        const other = draw.below(i + 1);
        [order[i], order[other]] = [order[other]!, order[i]!];
      }
    }
    return order[index % length]!;
  };
}
