import { text } from '../python/text.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';

/** A text with a fake in place of each `{{name}}`. */
export function filled(locale: Locale, call: FakeCall, pattern: string): string {
  return pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => text(locale.use(name)(call)));
}
