import { PriorityQueue } from '../../../shared/queue.ts';
import { callSize, type TextJob } from '../../text-job.ts';

/** Jobs that wait for a call; what has to be asked again goes first, so that no tail of small calls is left. */
export class Queue {
  readonly #jobs = new PriorityQueue<TextJob>();
  readonly #batchSize: number;

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  add(job: TextJob): void {
    this.#jobs.add(job, job.level);
  }

  /** The jobs of the next call. */
  take(): TextJob[] {
    return this.#jobs.take((level) => callSize(level, this.#batchSize));
  }

  get size(): number {
    return this.#jobs.size;
  }
}
