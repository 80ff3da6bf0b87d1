import { namesakes } from '../../org/namespace.ts';
import { counted, countText, rowsText } from '../../shared/counted.ts';
import type { Problem } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { TextTable } from '../text-table.ts';
import type { ExportFile } from './export-file.ts';

/** A picklist value of the dataset that the org doesn't have and that isn't mapped to one that it has. */
export interface UnknownValue {
  sobject: string;
  field: string;
  value: string;
  restricted: boolean;
  rows: number;
  known: readonly string[];
  /** Its mapped value, if the org lacks that, too. */
  mappedTo?: string;
}

/** The maximum number of rows per kind of problem that are listed. */
const TOLD = 5;

/** Collects the notes of a compilation, each only once. */
export class Notes {
  readonly #mapped = new Map<string, number>();
  readonly #unknown = new Map<string, UnknownValue>();
  readonly #absent = new Map<string, { name: string; file: string; why: string; rows: number }>();
  readonly #warnings: Problem[] = [];
  readonly #problems: Problem[] = [];
  readonly #kinds = new Map<string, { told: number; file: string; more: number }>();

  /** Notes a column with values that aren't sent. */
  dropped({ sobject, file }: TextTable, field: string, why: string): void {
    const message = `${sobject}.${field} is left out: ${why}.`;
    this.#warnings.push({ message, place: { file, line: 1 } });
  }

  /** Notes a mapping of the configuration that isn't used. */
  unused(field: string, why: string, hint: string | undefined): void {
    const message = `\`salesforce.picklists.${field}\` maps nothing: ${why}.`;
    this.#warnings.push({ message, ...(hint ? { hint } : {}) });
  }

  missing({ sobject, file }: TextTable, field: string, known: readonly string[]): void {
    const [packaged] = namesakes(field, known);
    const hint = packaged
      ? `The org has ${packaged}: use that name in the recipe.`
      : didYouMean(field, known);
    this.#warnings.push({
      message: `${sobject}.${field} is left out: the org has no such field, or you don't have access to it.`,
      place: { file, line: 1 },
      ...(hint ? { hint } : {}),
    });
  }

  /** Notes a lookup that only a load can fill: the ids of its parents are known after their job. */
  unresolved(
    { sobject, file }: Pick<ExportFile, 'sobject'> & { file: string },
    field: string,
    to: string,
  ): void {
    const message = `${sobject}.${field} contains record keys: ${to} has no External ID, so only \`load\` can replace them with IDs.`;
    this.#warnings.push({ message, place: { file, line: 1 } });
  }

  /** Notes a row whose lookup is left blank since its parent can't be in the org. */
  absent({ sobject, file }: TextTable, field: string, why: string): void {
    const name = `${sobject}.${field}`;
    const rows = (this.#absent.get(`${name} ${why}`)?.rows ?? 0) + 1;
    this.#absent.set(`${name} ${why}`, { name, file, why, rows });
  }

  /** Notes a column with names of records of an org, which only an org can tell. */
  nameless({ file }: TextTable, field: string, names: readonly string[]): void {
    const [first] = names;
    const more = names.length > 1 ? ` and ${counted(names.length - 1)} more` : '';
    this.#warnings.push({
      message: `${field} names records of an org ("${first}"${more}) and is left blank in this export.`,
      place: { file, line: 1 },
      hint: 'Use `--target-org`, and names become the IDs of that org.',
    });
  }

  mapped(sobject: string, field: string, from: string, to: string): void {
    const text = `${sobject}.${field}: "${from}" loads as ${to === '' ? 'blank' : `"${to}"`}`;
    this.#mapped.set(text, (this.#mapped.get(text) ?? 0) + 1);
  }

  unknown(
    sobject: string,
    field: string,
    value: string,
    picklist: { values: readonly string[]; restricted: boolean; mappedTo: string | undefined },
  ) {
    const at = `${sobject}.${field}.${value}`;
    const before = this.#unknown.get(at);
    if (before) before.rows++;
    else {
      const { restricted, values: known, mappedTo } = picklist;
      const target = mappedTo === undefined ? {} : { mappedTo };
      this.#unknown.set(at, { sobject, field, value, restricted, rows: 1, known, ...target });
    }
  }

  /** Reports a problem of a row; per kind, the first rows are listed and the rest are counted. */
  problem(problem: Problem, kind = problem.message): void {
    const before = this.#kinds.get(kind) ?? { told: 0, file: problem.place?.file ?? '', more: 0 };
    if (before.told < TOLD) this.#problems.push(problem);
    const more = before.told < TOLD ? 0 : before.more + 1;
    this.#kinds.set(kind, { ...before, told: Math.min(TOLD, before.told + 1), more });
  }

  all(): { notes: string[]; warnings: Problem[]; unknownValues: UnknownValue[]; problems: Problem[] } {
    const mapped = [...this.#mapped].map(([text, rows]) => `${text} (${rowsText(rows)}).`);
    return {
      notes: mapped,
      warnings: [
        ...this.#warnings,
        ...[...this.#absent.values()].map(({ name, file, why, rows }) => ({
          message: `${name} is left blank in ${rowsText(rows)}: ${why}.`,
          place: { file, line: 1 },
        })),
      ],
      unknownValues: [...this.#unknown.values()],
      problems: [
        ...this.#problems,
        ...[...this.#kinds.values()].flatMap(({ file, more }) =>
          more > 0
            ? [
                {
                  message: `${countText(more, 'more row')} ${more === 1 ? 'has' : 'have'} such a reference.`,
                  place: { file },
                },
              ]
            : [],
        ),
      ],
    };
  }
}
