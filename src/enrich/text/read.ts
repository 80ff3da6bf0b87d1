import type { TextRequest } from '../request.ts';
import { cutToFit } from './fit.ts';
import { sanitize } from './sanitize.ts';

/** Fields of a line: subjects, next steps, names. Salesforce's text fields hold 255 characters at most. */
const LINE = 255;

/** What stands in the data set for a raw answer, and whether it had to be cut. */
export function fittedText(
  raw: string,
  request: Pick<TextRequest, 'maxLength' | 'unit'>,
): { text: string; cut: boolean } {
  const clean = sanitize(raw, request.maxLength <= LINE);
  const text = cutToFit(clean, request.maxLength, request.unit);
  return { text, cut: text !== clean };
}
