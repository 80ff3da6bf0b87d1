import { printable } from './quote.ts';
import { withoutSecrets } from './secrets.ts';

/** Where messages and progress go: stderr, so that stdout stays for data. */
export interface Progress {
  /** One line that stays. */
  say(line: string): void;
  /** A detail that only `--verbose` shows. */
  detail(line: string): void;
  /** The state of a long run: redrawn in place on a terminal, a plain line every few seconds elsewhere. */
  live(line: string): void;
  /** Ends the live line. */
  done(): void;
}

export type LogLevel = 'quiet' | 'normal' | 'verbose';

const PLAIN_INTERVAL_MS = 5_000;

/** No line shows what the environment keeps secret or steers a terminal, whoever said it. */
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
