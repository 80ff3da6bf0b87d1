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

/** The hand edits in an existing stage, which a run must not overwrite. */
export interface Edits {
  /** Throws if files have edits that weren't accepted. */
  refuseOpen(): void;
  /** Returns the accepted version of a file if the run would write the version before the edit. */
  keep(file: string, hash: string): { bytes: Buffer; entry: ManifestFile; before: string } | undefined;
  /** Throws if accepted edits concern rows or texts that this run doesn't have. */
  refuseLost(): void;
  /** True if existing files differ from the manifest. */
  open: boolean;
}

/** Finds edits; none if they may be dropped. */
export function editsIn(dataset: string, name: Stage, drop: boolean): Edits {
  const stage = standingStage(dataset, name, drop);
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
      // If the run itself writes the edited version, it is no longer an edit.
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

/** Reads the existing stage; undefined if there is none. Without its manifest, edits can't be recognized. */
function standingStage(dataset: string, name: Stage, drop: boolean): StageFiles | undefined {
  if (!existsSync(join(dataset, name, 'manifest.json'))) return undefined;
  try {
    return readStage(dataset, name);
  } catch (error) {
    if (error instanceof UserError && drop) return undefined;
    throw error;
  }
}

function isEdited(stage: StageFiles, entry: Manifest['files'][number]): boolean {
  return existsSync(join(stage.dir, entry.file)) && asWritten(readFileOf(stage, entry), entry) === undefined;
}
