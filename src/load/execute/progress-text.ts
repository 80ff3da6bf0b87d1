import { counted, rowsText } from '../../shared/counted.ts';

/** How far the rows of an object are. */
export interface ObjectProgress {
  sobject: string;
  done: number;
  rows: number;
}

/** How far a load is, as a line: all rows, the time that the rest takes at the same pace, and the objects under way. */
export function progressText(objects: readonly ObjectProgress[], elapsedMs: number): string {
  const sum = (count: (one: ObjectProgress) => number) => objects.reduce((all, one) => all + count(one), 0);
  const done = sum((one) => one.done);
  const rows = sum((one) => one.rows);
  const percent = rows === 0 ? 100 : Math.floor((done / rows) * 100);
  const left = done > 0 && done < rows ? `, ${durationText((elapsedMs * (rows - done)) / done)} left` : '';
  const underWay = objects
    .filter((one) => one.done > 0 && one.done < one.rows)
    .map((one) => `${one.sobject} ${counted(one.done)} of ${counted(one.rows)}`);
  const which = underWay.length > 0 ? `: ${underWay.join(', ')}` : '';
  return `Processed ${counted(done)} of ${rowsText(rows)} (${percent}%)${left}${which}`;
}

/** A time to wait: `40 s`, `3 min`, `1 h 5 min`. */
function durationText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}
