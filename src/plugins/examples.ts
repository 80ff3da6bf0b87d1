import { bind } from '../python/function.ts';
import { binary } from '../python/numbers/arithmetic.ts';
import { integer } from '../python/sequence.ts';
import { SIZE_LIMIT } from '../python/size.ts';
import { text } from '../python/text.ts';
import type { PyObject, Value } from '../python/value.ts';
import { readText } from '../shared/files/read-file.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { round } from './math/float-math.ts';
import { type Plugin, type PluginCall, plugin } from './plugin.ts';
import { recipeFile } from './recipe-file.ts';
import { Series } from './series.ts';

const doubling = plugin('DoublingPlugin', {
  double: {
    kind: 'value',
    call({ positional, keyword }) {
      const [value] = bind('double', ['value'], positional, keyword, 1);
      return binary('*', value!, 2);
    },
  },
});

const countUp = plugin('CountUpPlugin', {
  counter: {
    kind: 'series',
    make: () => new Series({ name: 'CountUpPlugin.counter', endless: true, valueAt: (index) => index + 1 }),
  },
});

const helpers = plugin('Helpers', {
  round: {
    kind: 'value',
    call({ positional, keyword }) {
      const [number] = bind('round', ['number'], positional, keyword, 1);
      return round(number!, null);
    },
  },
});

const openFiles = plugin('OpenFiles', {
  read_line: {
    kind: 'series',
    make({ positional, keyword }, call) {
      const [filename] = bind('read_line', ['filename'], positional, keyword, 1);
      const lines = readText(recipeFile(text(filename!), call), { noun: 'file', limit: 'data' }).split(
        /\r?\n/,
      );
      // After its last line, a file yields empty lines without end.
      return new Series({
        name: 'OpenFiles.read_line',
        endless: true,
        valueAt: (index) => lines[index]?.trim() ?? '',
      });
    },
  },
});

const summation = plugin('SummationPlugin', {
  summer: {
    kind: 'value',
    call({ positional, keyword }, call) {
      const [total, step] = bind('summer', ['total', 'step'], positional, keyword, 2);
      return new Summation(integer(total, 'total'), integer(step, 'step'), call);
    },
  },
});

/** Yields the parts of a total, one per call. */
class Summation implements PyObject {
  readonly #total: number;
  readonly #parts: number[] = [];
  #given = 0;

  constructor(total: number, step: number, { draw }: PluginCall) {
    if (step < 1 || total % step !== 0) throw new FormulaError('total must be a multiple of step.');
    if (total / step > SIZE_LIMIT) throw new FormulaError(`A sum would have more than ${SIZE_LIMIT} parts.`);
    this.#total = total;
    for (let left = total / step; left > 0; ) {
      const part = 1 + draw.below(left);
      // In random order, because the first parts are the large ones.
      this.#parts.splice(draw.below(this.#parts.length + 1), 0, part * step);
      left -= part;
    }
  }

  pyText(): string {
    return `<sum of ${this.#total}>`;
  }

  pyNames(): string[] {
    return ['total', 'count', 'next_amount', 'running_total'];
  }

  pyGet(name: string): Value | undefined {
    switch (name) {
      case 'total':
        return this.#total;
      case 'count':
        return this.#parts.length;
      case 'running_total':
        return this.#given;
      case 'next_amount': {
        const part = this.#parts.pop();
        if (part === undefined)
          throw new FormulaError('The sum has no parts left.', 'Ask `count` for their number.');
        this.#given += part;
        return part;
      }
      default:
        return undefined;
    }
  }
}

/** The plugins of Snowfakery's own examples, by their declared names. */
export const EXAMPLE_PLUGINS: Readonly<Record<string, Plugin>> = {
  'mypackage.DoublingPlugin': doubling,
  'counter.CountUpPlugin': countUp,
  'helpers.Helpers': helpers,
  'examples.plugins.OpenFiles': openFiles,
  'examples.sum_totals.SummationPlugin': summation,
};
