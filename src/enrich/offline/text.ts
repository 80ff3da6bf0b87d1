import type { IndustryTexts } from '../industry.ts';
import type { TextRequest } from '../request.ts';
import { dealt } from './deal.ts';
import { type Facts, factsOf } from './facts.ts';
import { finish } from './finish.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import { type IndustryPhrases, industryPhrases } from './industry-phrases.ts';
import { statesOf } from './state.ts';
import { productOf, type SubjectMatter, subjectMatter } from './subject-matter.ts';
import { write } from './writer.ts';

/**
 * Writes a text without a model: a pure function of the request's facts and of the phrases in templates/, which a
 * user may extend.
 */
export function offlineText(request: TextRequest, industry: IndustryTexts): string {
  const phrases = industryPhrases(industry);
  const stated = factsOf(request);
  const matter = subjectMatter(request, stated, phrases);
  const product = productOf(stated, matter);
  const facts = product ? { ...stated, product } : stated;
  const grammar = grammarOf(request.template) ?? grammarOf('any')!;
  const state = statesOf(request.template, facts).find((one) => grammar.plans.has(one));
  const writing = {
    template: request.template,
    place: request,
    facts,
    list: listsOf(grammar, matter, phrases, facts),
    start: (list: string, size: number) => threadStart(request, matter, list, size),
  };
  const text = write(writing, grammar.plans.get(state ?? 'any') ?? []) ?? facts.company ?? request.object;
  return finish(text, request.maxLength, request.unit);
}

/** A list by name: the field's own, then those of what the text is about, of the industry, and of all texts. */
function listsOf(
  grammar: Grammar,
  { product, issue }: SubjectMatter,
  industry: IndustryPhrases,
  facts: Facts,
): (name: string) => readonly string[] | undefined {
  const business = businessOf(industry, facts);
  return (name) =>
    grammar.lists.get(name) ??
    product?.lists.get(name) ??
    issue?.lists.get(name) ??
    (name === 'business' ? business : industry.lists.get(name)) ??
    grammarOf('common')!.lists.get(name);
}

/** What a company does, by the longest key that its name holds. */
function businessOf({ business }: IndustryPhrases, { company = '' }: Facts): readonly string[] | undefined {
  const keys = [...business.keys()].filter((key) => company.includes(key));
  return business.get(keys.sort((one, other) => other.length - one.length)[0] ?? 'any');
}

/** In a thread the phrases of its issue advance from turn to turn, so that no comment repeats an earlier one. */
function threadStart(
  { slots, seed, path }: TextRequest,
  { issue }: SubjectMatter,
  list: string,
  size: number,
): number | undefined {
  if (!slots.turn || !issue?.lists.has(list)) return undefined;
  const round = Math.floor((Number(slots.turn) - 1) / 2);
  return dealt({ seed, path: path.slice(0, -1) }, `thread/${list}`, size) + round;
}
