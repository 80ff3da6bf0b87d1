import { printable } from './quote.ts';
import { withoutSecrets } from './secrets.ts';

/** Messages and progress on stderr, so that stdout has only data. */
export interface Progress {
  /** Prints a permanent line. */
  say(line: string): void;
  /** Prints a detail, only with `--verbose`. */
  detail(line: string): void;
  /** Shows the state of a long run: updated in place on a terminal, otherwise as a line every few seconds. */
  live(line: string): void;
  /** Ends the live line. */
  done(): void;
}

export type LogLevel = 'quiet' | 'normal' | 'verbose';

const PLAIN_INTERVAL_MS = 5_000;

/** Lines never contain secrets of the environment or control sequences, whatever their source. */
const shownText = (line: string) => printable(withoutSecrets(line, process.env));

/** Progress on a stream; the clock only decides how often a plain line appears. */
export function progressOn(stream: NodeJS.WriteStream, level: LogLevel): Progress {
  const terminal = stream.isTTY === true && level !== 'quiet';
  let shown = false;
  let last = 0;
  const clear = () => {
    if (shown) stream.write('\r\x1b[2K');
    shown = false;
  };
  const say = (line: string) => {
    if (level === 'quiet') return;
    clear();
    stream.write(`${shownText(line)}\n`);
  };
  return {
    say,
    detail: (line) => level === 'verbose' && say(line),
    live(line) {
      if (level === 'quiet') return;
      if (terminal) {
        stream.write(`\r\x1b[2K${shownText(line).slice(0, (stream.columns || 80) - 1)}`);
        shown = true;
      } else if (Date.now() - last >= PLAIN_INTERVAL_MS) {
        last = Date.now();
        stream.write(`${shownText(line)}\n`);
      }
    },
    done: clear,
  };
}

/**
 * Progress of things that run side by side, by their names: each line says whose it is, and the live line has the latest of
 * each.
 */
export function sideBySide(progress: Progress): (name: string) => Progress {
  const live = new Map<string, string>();
  return (name) => {
    const named = (line: string) => `${name}: ${line}`;
    return {
      say: (line) => progress.say(named(line)),
      detail: (line) => progress.detail(named(line)),
      live(line) {
        live.set(name, named(line));
        progress.live([...live.values()].join(' | '));
      },
      done() {
        live.delete(name);
        progress.done();
      },
    };
  };
}
