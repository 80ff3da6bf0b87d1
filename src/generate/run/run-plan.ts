import type { Population } from '../../allocation/population.ts';
import { Quota } from '../../allocation/quota.ts';
import type { Config } from '../../config/schema.ts';
import type { ColumnKey } from '../../random/key.ts';
import type { Industry } from '../input/industry.ts';
import type { Row } from './row.ts';

/** The tiers of density, in the order of their quotas' values. */
export const TIERS = ['rich', 'moderate', 'sparse'] as const;

/** A field with exact shares from `deal`: its quota and the names of the quota's values. */
export interface QuotaField {
  quota: Quota;
  values: readonly string[];
}

/** What is known before any row is made: shares of density and industry, numbers of children, and fields with shares. */
export class RunPlan {
  readonly #density: Config['density'];
  readonly #industries: readonly Industry[];
  readonly #column: (sobject: string, field: string) => ColumnKey;
  readonly #quotas = new Map<Population, { tier: Quota; industry: Quota }>();
  readonly #planned = new Map<string, Population[]>();
  readonly #quotaFields = new Map<string, QuotaField>();

  constructor(
    density: Config['density'],
    industries: readonly Industry[],
    column: (sobject: string, field: string) => ColumnKey,
  ) {
    this.#density = density;
    this.#industries = industries;
    this.#column = column;
  }

  /** The quotas of density and industry for the rows of a top-level template. */
  quotasOf(root: Population): { tier: Quota; industry: Quota } {
    const known = this.#quotas.get(root);
    if (known) return known;
    const tiers = TIERS.map((tier) => this.#density[tier]);
    const weights = this.#industries.map((industry) => industry.weight);
    const quotas = {
      tier: new Quota({
        population: root,
        column: this.#column(root.name, 'density_tier'),
        size: TIERS.length,
        weights: () => tiers,
      }),
      industry: new Quota({
        population: root,
        column: this.#column(root.name, 'industry'),
        size: weights.length,
        weights: () => weights,
      }),
    };
    this.#quotas.set(root, quotas);
    return quotas;
  }

  industryOf(row: Row): Industry {
    return this.#industries[this.#indexIn(row, 'industry')]!;
  }

  tierOf(row: Row): (typeof TIERS)[number] {
    return TIERS[this.#indexIn(row, 'tier')]!;
  }

  #indexIn(row: Row, quota: 'tier' | 'industry'): number {
    const { block, slot, type } = row.root;
    return this.quotasOf(type.population!)[quota].indices(block)[slot]!;
  }

  /** Makes the number of rows of a child object available to `planned`. */
  planChildren(population: Population): void {
    const known = this.#planned.get(population.name);
    if (known) known.push(population);
    else this.#planned.set(population.name, [population]);
  }

  plannedChildren(sobject: string): readonly Population[] | undefined {
    return this.#planned.get(sobject);
  }

  addQuotaField(sobject: string, name: string, field: QuotaField): void {
    this.#quotaFields.set(`${sobject}.${name}`, field);
  }

  quotaField(sobject: string, field: string): QuotaField | undefined {
    return this.#quotaFields.get(`${sobject}.${field}`);
  }
}
