import { dirname } from 'node:path';
import { readYaml } from '../config/yaml.ts';
import { UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { workTreeOf } from '../shared/files/git.ts';

/** What texts need of an industry's template. */
export interface IndustryTexts {
  name: string;
  /** The value of Account.Industry in the dataset. */
  industry: string;
  description_context: string;
  competitors: readonly string[];
  vocabulary: readonly string[];
  opportunity_types: readonly string[];
  case_subjects: readonly string[];
  /** What the offline provider writes from: a map, or the file that holds it. */
  texts?: unknown;
}

/** The industry of rows that have none. */
export const NO_INDUSTRY: IndustryTexts = {
  name: '',
  industry: '',
  description_context: '',
  competitors: [],
  vocabulary: [],
  opportunity_types: [],
  case_subjects: [],
};

/** Reads an industry's template; lists that it leaves out are empty. */
export function readIndustry(name: string, file: string): IndustryTexts {
  const { value } = readYaml(file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError({
      message: 'An industry template must be a map of settings.',
      place: { file, line: 1 },
    });
  }
  const { industry, description_context, texts, ...rest } = value as Record<string, unknown>;
  const list = (key: string) => (Array.isArray(rest[key]) ? rest[key].map(String) : []);
  return {
    ...rest,
    name,
    texts: typeof texts === 'string' ? namedFile(texts, file) : texts,
    industry: typeof industry === 'string' ? industry : '',
    description_context: typeof description_context === 'string' ? description_context.trim() : '',
    competitors: list('competitors'),
    vocabulary: list('vocabulary'),
    opportunity_types: list('opportunity_types'),
    case_subjects: list('case_subjects'),
  };
}

function namedFile(name: string, by: string): string {
  const allowed = allowedFile(name, { folder: dirname(by), root: workTreeOf(by) });
  if ('path' in allowed) return allowed.path;
  throw new UserError({ message: `\`texts\`: ${allowed.message}`, place: { file: by } });
}
