import type { Config } from '../config/schema.ts';
import type { Way } from '../org/session.ts';
import type { Progress } from '../shared/progress.ts';

/** What a load of a dataset is asked for. */
export interface LoadOptions {
  config: Config;
  /** The way to the org; see `openSession`. */
  via?: Way | undefined;
  /** True where records may go past duplicate rules that allow it, which takes the direct way. */
  allowDuplicates?: boolean;
  /** What names the dataset on the command line, where it is not the folder. */
  source?: readonly string[];
  /** The dataset's folder: runs are kept below it. */
  dir: string;
  asOf?: string;
  resume: boolean;
  /** The objects to load; all without it. */
  only?: readonly string[];
  /** True to delete what the dataset sent and no longer has. */
  prune?: boolean;
  dryRun: boolean;
  allowProduction?: string;
  waitMinutes: number;
  progress: Progress;
}
