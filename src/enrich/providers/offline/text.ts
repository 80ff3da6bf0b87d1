import { trimEndOf } from '../../../shared/trim-end.ts';
import type { IndustryTexts } from '../../industry.ts';
import type { TextRequest } from '../../request.ts';
import { dealt } from './deal.ts';
import { type Facts, recordFacts } from './facts.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import { type Dossier, type IndustryPhrases, industryPhrases } from './industry-phrases.ts';
import { statesOf } from './state.ts';
import { write } from './writer.ts';

/**
 * Writes a text without a model: a pure function of the request's facts and of the phrases in templates/, which a
 * user may extend.
 */
export function offlineText(request: TextRequest, industry: IndustryTexts): string {
  const phrases = industryPhrases(industry);
  const stated = recordFacts(request);
  const matter = subjectMatter(request, stated, phrases);
  const product = dealProduct(stated, matter);
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

/** What a text is about: a product and an issue of the industry, where it has them. */
interface SubjectMatter {
  product: Dossier | undefined;
  issue: Dossier | undefined;
}

/**
 * The product that the deal's name holds, else one that the account keeps; the issue that the case's subject states,
 * else the one dealt to the case, so that its subject, its description and its comments tell one story.
 */
function subjectMatter(request: TextRequest, facts: Facts, industry: IndustryPhrases): SubjectMatter {
  const { seed, path } = request;
  const casePath = request.object === 'Case' ? path : path.slice(0, -1);
  const subject = facts.case_subject ?? (request.object === 'Case' ? request.slots.subject : '');
  const { products, issues } = industry;
  return {
    product: facts.deal
      ? products.find(({ name }) => facts.deal!.includes(name))
      : products[dealt({ seed, path: path.slice(0, 1) }, 'product', products.length || 1)],
    issue: subject
      ? issues.find(({ lists }) => lists.get('subject')!.some((start) => subject.startsWith(start)))
      : issues[dealt({ seed, path: casePath }, 'issue', issues.length || 1)],
  };
}

/** The name of a deal without its account: "Harbor Point Mutual – Fraud Scoring" is about Fraud Scoring. */
function dealProduct(facts: Facts, matter: SubjectMatter): string | undefined {
  if (!facts.deal) return matter.product?.name;
  const rest = facts.company ? facts.deal.replace(facts.company, '') : facts.deal;
  return (
    trimEndOf(rest.replace(/^[\s\-–—:|,]+/, ''), (one) => /[\s\-–—:|,]/.test(one)) || matter.product?.name
  );
}

/** A text as it may stand in a cell: sentences with capitals, plain possessives, no longer than the field. */
export function finish(text: string, maxLength: number, unit: 'characters' | 'bytes'): string {
  const polished = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/s's\b/g, "s'")
    .trim()
    .replaceAll(/(^["“]?|[.!?]["”]? ["“]?)(\p{Ll})/gu, (_, before, letter) => before + letter.toUpperCase());
  return fit(
    polished,
    maxLength,
    (one) => (unit === 'bytes' ? Buffer.byteLength(one) : one.length) <= maxLength,
  );
}

/** The longest run of whole sentences that fits, else of whole words. */
function fit(text: string, maxLength: number, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  for (const breaks of [/[.!?]["”]?(?= )/g, /(?= )/g]) {
    // A character takes a byte at least, so that an end beyond the limit need not be measured.
    const ends = [...text.matchAll(breaks)]
      .map((match) => match.index + match[0].length)
      .filter((end) => end <= maxLength)
      .reverse();
    const end = ends.find((one) => fits(text.slice(0, one)));
    if (end) return text.slice(0, end).replace(/[,;:–-]$/, '');
  }
  return '';
}
