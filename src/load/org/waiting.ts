/** After this long without an answer a person is told what is being waited for. */
const SILENCE_MS = 10_000;

/** A moment as a clock on the wall shows it: `17:04:59`. */
export function clock(moment: number): string {
  return new Date(moment).toTimeString().slice(0, 8);
}

/** Waits for work, and says what for and until when where it takes its time. */
export async function tellWait<T>(
  work: Promise<T>,
  told: { say(line: string): void; what: string; until: number },
): Promise<T> {
  const timer = setTimeout(
    () => told.say(`Waiting for ${told.what}, until ${clock(told.until)} at most`),
    SILENCE_MS,
  );
  timer.unref();
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
