import { z } from 'zod';
import { checkAgainst } from '../../config/issues.ts';
import type { Config } from '../../config/schema.ts';
import { readYaml } from '../../config/yaml.ts';
import { PyDict } from '../../python/dict.ts';
import { type Problem, UserError } from '../../shared/errors.ts';
import { CompositeValue } from '../run/composite-value.ts';

const words = z.array(z.string().min(1)).min(1);
const range = z.strictObject({ min: z.number().min(0), max: z.number().min(0) });

const weights = z
  .record(z.string().min(1), z.number().min(0))
  .refine((shares) => Object.values(shares).some((weight) => weight > 0), 'needs a weight above 0');

/** An industry template: the vocabulary of one kind of company. `texts` is for the offline provider. */
export const industrySchema = z.strictObject({
  name: z.string().min(1).describe('Name of the industry in the configuration.'),
  weight: z.number().min(0).describe('Its share of the accounts, relative to the others.'),
  industry: z.string().min(1).describe('Value of Account.Industry.'),
  picklists: z
    .record(z.string(), z.record(z.string(), z.string()))
    .optional()
    .describe('Values to export instead if the picklist of an org lacks a value, by object and field.'),
  company_name_patterns: words.describe('Patterns of company names, such as {stem} Mutual.'),
  titles: words.describe('Job titles, whose words decide their level.'),
  departments: z.record(z.string(), words).optional().describe('Titles of each department.'),
  opportunity_types: words.describe('What opportunities are about.'),
  case_subjects: words.describe('What cases are about.'),
  case_types: weights.optional().describe('Values of Case.Type with their weights.'),
  case_reasons: weights.optional().describe('Values of Case.Reason with their weights.'),
  description_context: z.string().describe('What prompts tell a model about the industry.'),
  competitors: words.describe('Competitors that texts can mention.'),
  vocabulary: words.describe('Words of the industry; `report` counts how often texts use them.'),
  deal_size: range.optional().describe('Amounts of opportunities.'),
  annual_revenue: range.optional().describe('Annual revenue of accounts.'),
  employees: range.optional().describe('Number of employees of accounts.'),
  texts: z
    .unknown()
    .optional()
    .describe('Phrases for the offline provider, or the path of a file with them.'),
});

/** A template as a recipe sees it: `${{industry}}` is its name, `${{industry.titles}}` a list. */
export interface Industry {
  name: string;
  weight: number;
  file: string;
  template: z.infer<typeof industrySchema>;
  value: CompositeValue;
}

/** The case types of a new org are about machines: an industry without its own values mostly uses Other. */
const CASE_TYPES = { Other: 70, Electronic: 30 };
const CASE_REASONS = { Performance: 45, Installation: 15, Feedback: 15, Other: 25 };

/**
 * Reads the templates of the configured industries; a weight in the configuration wins. All problems are reported at
 * once.
 */
export function loadIndustries(config: Config): Industry[] {
  const problems: Problem[] = [];
  const industries = config.industries.flatMap(({ name, weight, template: file }): Industry[] => {
    const yaml = readYaml(file);
    const checked = checkAgainst(industrySchema, yaml.value, yaml);
    if (!checked.ok) {
      problems.push(...checked.problems);
      return [];
    }
    const template = checked.value;
    const value = new CompositeValue(name, {
      name,
      weight: template.weight,
      industry: template.industry,
      company_name_patterns: template.company_name_patterns,
      titles: template.titles,
      departments: new PyDict(Object.entries(template.departments ?? {})),
      opportunity_types: template.opportunity_types,
      case_subjects: template.case_subjects,
      case_types: new PyDict(Object.entries(template.case_types ?? CASE_TYPES)),
      case_reasons: new PyDict(Object.entries(template.case_reasons ?? CASE_REASONS)),
      description_context: template.description_context,
      competitors: template.competitors,
      vocabulary: template.vocabulary,
      deal_size: bounds(template.deal_size ?? { min: 10_000, max: 500_000 }),
      annual_revenue: bounds(template.annual_revenue ?? { min: 1_000_000, max: 1_000_000_000 }),
      employees: bounds(template.employees ?? { min: 10, max: 5_000 }),
    });
    return [{ name, weight: weight ?? template.weight, file, template, value }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return industries;
}

function bounds({ min, max }: { min: number; max: number }): CompositeValue {
  return new CompositeValue(`${min} to ${max}`, { min, max });
}
