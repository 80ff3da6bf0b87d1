import type { Topic } from '../../fakes/fake.ts';
import { type Fakes, loadFakes } from '../../fakes/fakes.ts';
import { localeCode, speaksEnglish } from '../../fakes/locale.ts';
import { LOCALES } from '../../fakes/tables/locales.ts';
import type { Expression, Statement } from '../../recipe/types.ts';
import { visitExpression, visitStatements } from '../../recipe/visit.ts';
import { type Problem, UserError } from '../../shared/errors.ts';
import { LOCALE } from '../compile/variables.ts';

/** A call of `i18n_fake` in a formula, with its locale if that is a literal. */
const CALLED = /\bi18n_fake\s*\(\s*(?:locale\s*=\s*)?(?:(['"])(\w+)\1)?/g;

/**
 * Imports the fakes of every locale that a recipe may use; all locales if it computes one. Locales without words of
 * their own are added to the warnings.
 */
export async function loadLocales(
  statements: readonly Statement[],
  provided: Topic,
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
      const codes = [...text.matchAll(CALLED)].map(([, , code]) => code);
      // A computed locale may be any.
      if (codes.includes(undefined)) named.push({ kind: 'text', text, place });
      else for (const code of codes) named.push({ kind: 'text', text: code!, place });
    },
  });
  const locales = new Map<string, Fakes>();
  for (const { text, place } of named) {
    const isFormula = text.includes('${{') || text.includes('<<');
    for (const code of isFormula ? LOCALES.keys() : [text]) {
      const name = localeCode(code) ?? code;
      if (locales.has(name)) continue;
      locales.set(name, await loaded(name, provided, place));
      if (!isFormula && speaksEnglish(code))
        warnings.push({
          message: `Locale \`${code}\` has no words of its own; its fakes are English.`,
          place,
        });
    }
  }
  return locales;
}

async function loaded(code: string, provided: Topic, place: Expression['place']): Promise<Fakes> {
  try {
    return await loadFakes(code, provided);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw error.withProblems(error.problems.map((problem) => ({ ...problem, place })));
  }
}
