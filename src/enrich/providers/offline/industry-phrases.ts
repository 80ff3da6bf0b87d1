import { readYaml } from '../../../config/yaml.ts';
import type { IndustryTexts } from '../../industry.ts';
import { phrases, phrasesByName } from './grammar.ts';

type Lists = ReadonlyMap<string, readonly string[]>;

/** The phrases of an industry's template as lists, under the names that grammars use. */
export interface IndustryPhrases {
  /** What a company does, by a word of its name; `any` for all others. */
  business: Lists;
  /** moves, teams, triggers and topics, and the words of the trade. */
  lists: Lists;
  /** What a deal is about, by the product's name. */
  products: readonly Dossier[];
  /** What a support case is about and how it goes on. */
  issues: readonly Dossier[];
}

/** One product or one issue: its name and its lists. */
export interface Dossier {
  name: string;
  lists: Lists;
}

const read = new WeakMap<IndustryTexts, IndustryPhrases>();

/** Reads the `texts` of an industry's template, when the first text is written; what it leaves out is empty. */
export function industryPhrases(industry: IndustryTexts): IndustryPhrases {
  let found = read.get(industry);
  if (!found) {
    const texts = record(
      typeof industry.texts === 'string' ? readYaml(industry.texts).value : industry.texts,
    );
    found = {
      business: phrasesByName(record(texts.business)),
      lists: singular({
        ...pick(texts, ['moves', 'teams', 'triggers', 'areas']),
        words: industry.vocabulary,
        products: industry.opportunity_types,
        themes: industry.case_subjects,
      }),
      products: dossiers(texts.products, 'name'),
      issues: dossiers(texts.issues, 'theme'),
    };
    read.set(industry, found);
  }
  return found;
}

function dossiers(list: unknown, nameKey: string): Dossier[] {
  return (Array.isArray(list) ? list : []).map((entry) => {
    const { [nameKey]: name, ...blocks } = record(entry);
    const lists = singular(blocks);
    return { name: String(name), lists: nameKey === 'theme' ? withTheme(lists, String(name)) : lists };
  });
}

/** A case's subject may also be the bare theme. */
function withTheme(lists: Map<string, readonly string[]>, theme: string): Lists {
  return lists.set('subject', [theme, ...(lists.get('subject') ?? [])]);
}

/** `wants` in a template is the list `<want>` in a grammar; an empty block is no list. */
function singular(blocks: Readonly<Record<string, unknown>>): Map<string, readonly string[]> {
  const named = Object.entries(blocks).map(
    ([name, block]) => [name.replace(/s$/, ''), phrases(block)] as const,
  );
  return new Map(named.filter(([, lines]) => lines.length > 0));
}

function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
