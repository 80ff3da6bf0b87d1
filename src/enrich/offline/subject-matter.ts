import { trimEndOf } from '../../shared/trim-end.ts';
import type { TextRequest } from '../request.ts';
import { dealt } from './deal.ts';
import type { Facts } from './facts.ts';
import type { Dossier, IndustryPhrases } from './industry-phrases.ts';

/** What a text is about: a product and an issue of the industry, where it has them. */
export interface SubjectMatter {
  product: Dossier | undefined;
  issue: Dossier | undefined;
}

/**
 * The product that the deal's name holds, else one that the account keeps; the issue that the case's subject states,
 * else the one dealt to the case, so that its subject, its description and its comments tell one story.
 */
export function subjectMatter(request: TextRequest, facts: Facts, industry: IndustryPhrases): SubjectMatter {
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
export function productOf(facts: Facts, matter: SubjectMatter): string | undefined {
  if (!facts.deal) return matter.product?.name;
  const rest = facts.company ? facts.deal.replace(facts.company, '') : facts.deal;
  return (
    trimEndOf(rest.replace(/^[\s\-–—:|,]+/, ''), (one) => /[\s\-–—:|,]/.test(one)) || matter.product?.name
  );
}
