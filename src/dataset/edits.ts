import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UserError } from '../shared/errors.ts';
import { datagen } from '../shared/shell-words.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import {
  againCommand,
  asWritten,
  editedProblem,
  readFileOf,
  readStage,
  type Stage,
  type StageFiles,
  writtenBytes,
} from './read.ts';

/** What was edited by hand in a stage that stands, which a run must not throw away. */
export interface Edits {
  /** Throws where files were edited and nobody has accepted that. */
  refuseOpen(): void;
  /** A file as its accepted edit left it, if the run would write what was edited. */
  keep(file: string, hash: string): { bytes: Buffer; entry: ManifestFile; before: string } | undefined;
  /** Throws where accepted edits are of rows or texts that this run has no more. */
  refuseLost(): void;
  /** True if files stand that are not what the manifest says. */
  open: boolean;
}

/** Looks for edits; there are none where they may be dropped. */
export function editsIn(dataset: string, name: Stage, drop: boolean): Edits {
  const stage = standingStage(dataset, name);
  const edited = stage ? stage.manifest.files.filter((entry) => isEdited(stage, entry)) : [];
  const lost: Problem[] = [];
  return {
    open: edited.length > 0,
    refuseOpen() {
      if (drop || edited.length === 0) return;
      throw new UserError(
        edited.map((entry) => editedProblem(stage!, entry)),
        { next: datagen('verify', dataset, '--accept') },
      );
    },
    keep(file, hash) {
      const before = drop ? undefined : stage?.manifest.accepted?.[file];
      const entry = stage?.manifest.files.find((one) => one.file === file);
      // What a run writes by itself by now is no edit any more.
      if (before === undefined || !stage || !entry || hash === entry.sha256) return undefined;
      if (before === hash && existsSync(join(stage.dir, file)))
        return { bytes: writtenBytes(stage, entry), entry, before };
      lost.push({
        message: 'The file has accepted edits of rows or texts that have changed since.',
        place: { file: join(stage.dir, file) },
        hint: `Note the edits, write the file without them with \`${againCommand(name)}\`, and make them again.`,
      });
      return undefined;
    },
    refuseLost() {
      if (lost.length > 0) throw new UserError(lost);
    },
  };
}

/** The stage as it stands; none where there is none, or one that no edit can be told in. */
function standingStage(dataset: string, name: Stage): StageFiles | undefined {
  try {
    return readStage(dataset, name);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function isEdited(stage: StageFiles, entry: Manifest['files'][number]): boolean {
  return existsSync(join(stage.dir, entry.file)) && asWritten(readFileOf(stage, entry), entry) === undefined;
}
