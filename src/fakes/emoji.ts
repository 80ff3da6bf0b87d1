import type { Definition } from './definition.ts';
import { wordOf } from './definition.ts';

/** Emoji. */
export const EMOJI: Record<string, Definition> = {
  emoji: wordOf((locale) => Object.values(locale.faker.rawDefinitions.internet!.emoji!).flat()),
};
