import { type Problem, UserError } from '../errors.ts';
import type { Expression, Statement } from '../recipe/types.ts';
import { visitExpression, visitStatements } from '../recipe/visit.ts';
import { type Fakes, loadFakes } from './fakes/fakes.ts';
import { LOCALES, localeCode, speaksEnglish } from './fakes/locales.ts';
import { LOCALE } from './variables.ts';

const QUOTED = /(['"])(\w+)\1/g;

/**
 * Imports the fakes of every locale that a recipe may name; of all there are where only a formula tells. Those that
 * are English for want of words go to the warnings.
 */
export async function loadLocales(
  statements: readonly Statement[],
  warnings: Problem[],
): Promise<Map<string, Fakes>> {
  const named: Extract<Expression, { kind: 'text' }>[] = [];
  const note = (expression: Expression) => visitExpression(expression, { text: (text) => named.push(text) });
  visitStatements(statements, {
    variable: ({ name, value }) => {
      if (name === LOCALE) note(value);
    },
    call: ({ name, args }) => {
      const locale = args.positional[0] ?? args.named.find((argument) => argument.name === 'locale')?.value;
      if (name === 'i18n_fake' && locale) note(locale);
    },
    text: ({ text, place }) => {
      if (!/\bi18n_fake\s*\(/.test(text)) return;
      const codes = [...text.matchAll(QUOTED)].map(([, , code]) => code!).filter(localeCode);
      if (codes.length === 0) named.push({ kind: 'text', text, place });
      for (const code of codes) named.push({ kind: 'text', text: code, place });
    },
  });
  const locales = new Map<string, Fakes>();
  for (const { text, place } of named) {
    const isFormula = text.includes('${{') || text.includes('<<');
    for (const code of isFormula ? LOCALES.keys() : [text]) {
      if (locales.has(code)) continue;
      locales.set(code, await loaded(code, place));
      if (!isFormula && speaksEnglish(code))
        warnings.push({
          message: `There are no words for the locale \`${code}\`: its fakes are English.`,
          place,
        });
    }
  }
  return locales;
}

async function loaded(code: string, place: Expression['place']): Promise<Fakes> {
  try {
    return await loadFakes(code);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.problems.map((problem) => ({ ...problem, place })),
      { cause: error },
    );
  }
}
