import { timeText } from '../shared/time-text.ts';

/** After this long without an answer a person is told what is being waited for. */
const SILENCE_MS = 10_000;

/** Waits for work, and says what for and until when where it takes its time. */
export async function tellWait<T>(
  work: Promise<T>,
  told: { say(line: string): void; what: string; until: number },
): Promise<T> {
  const timer = setTimeout(
    () => told.say(`Waiting for ${told.what} (until ${timeText(told.until)} at the latest)`),
    SILENCE_MS,
  );
  timer.unref();
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
