/** A time of day in a message: `14:32:05`, with the date if it is another day; in the machine's time zone. */
export function timeText(at: number, now: number = Date.now()): string {
  const [then, today] = [new Date(at), new Date(now)].map((date) => {
    const two = (part: number) => String(part).padStart(2, '0');
    return {
      day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
      time: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
    };
  }) as [{ day: string; time: string }, { day: string; time: string }];
  return then.day === today.day ? then.time : `${then.day} ${then.time}`;
}
