import type { Parameter } from './failure.ts';

/** How a server is spoken to, found out once a run. None of it is in a cache key. */
export interface Manner {
  format: 'json_schema' | 'json_object' | 'text';
  cap: 'max_completion_tokens' | 'max_tokens' | 'none';
  temperature: boolean;
}

/** What OpenAI's own current models take. */
export const FIRST_MANNER: Manner = {
  format: 'json_schema',
  cap: 'max_completion_tokens',
  temperature: true,
};

/** The next manner to try after a server refused a parameter; undefined where nothing is left to leave out. */
export function stepDown(manner: Manner, parameter: Parameter): Manner | undefined {
  if (parameter === 'temperature' && manner.temperature) return { ...manner, temperature: false };
  if (parameter === 'max_completion_tokens' && manner.cap === 'max_completion_tokens') {
    return { ...manner, cap: 'max_tokens' };
  }
  if (parameter === 'max_tokens' && manner.cap !== 'none') return { ...manner, cap: 'none' };
  if (parameter === 'response_format' || parameter === 'unknown') {
    if (manner.format === 'json_schema') return { ...manner, format: 'json_object' };
    if (manner.format === 'json_object') return { ...manner, format: 'text' };
  }
  if (parameter === 'unknown') {
    if (manner.cap === 'max_completion_tokens') return { ...manner, cap: 'max_tokens' };
    if (manner.temperature) return { ...manner, temperature: false };
    if (manner.cap === 'max_tokens') return { ...manner, cap: 'none' };
  }
  return undefined;
}
