import type { FormulaProblem } from '../shared/formula-error.ts';

const SIMPLE: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text that a literal with Python's escapes stands for; a backslash before anything else stays. */
export function unescaped(source: string): string | FormulaProblem {
  let problem: FormulaProblem | undefined;
  const value = source.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, other?: string, offset?: number) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined || octal !== undefined) {
        const code = hex === undefined ? Number.parseInt(octal!, 8) : Number.parseInt(hex, 16);
        if (code <= 0x10_ff_ff) return String.fromCodePoint(code);
      }
      if (hex !== undefined || (other !== undefined && 'xuUN'.includes(other))) {
        problem ??= { message: `\`${whole}\` is not a complete escape.`, offset: offset ?? 0 };
        return whole;
      }
      return SIMPLE[other!] ?? whole;
    },
  );
  return problem ?? value;
}
