import { join } from 'node:path';
import { type IndustryTexts, readIndustry } from '../../../src/enrich/industry.ts';
import type { TextRequest } from '../../../src/enrich/request.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';

export const insurance: IndustryTexts = readIndustry(
  'insurance',
  join(packageRoot, 'templates/industries/insurance.yml'),
);

/** A request for the text of a case's comment, with anything changed. */
export function commentRequest(
  slots: Record<string, string> = {},
  rest: Partial<TextRequest> = {},
): TextRequest {
  return {
    key: 'TESTDATA_42_A0000017_S01_M02',
    object: 'CaseComment',
    field: 'CommentBody',
    template: 'case_comment_comment_body',
    industry: 'insurance',
    maxLength: 4_000,
    unit: 'bytes',
    slots: {
      company_name: 'Harbor Point Mutual',
      contact_name: "Inés O'Leary",
      contact_first_name: 'Inés',
      case_status: 'Working',
      case_priority: 'High',
      turn: '1',
      turns: '4',
      speaker: 'support agent',
      ...slots,
    },
    prompt: '',
    path: [16, 0, 1],
    seed: 42,
    ...rest,
  };
}
