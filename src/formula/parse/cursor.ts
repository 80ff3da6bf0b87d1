import { FormulaError, type FormulaProblem } from '../../shared/formula-error.ts';
import type { Node } from '../node.ts';
import type { Token } from './tokens.ts';

/** The maximum nesting of a formula, by brackets, conditions, filters, or attributes; evaluation is recursive. */
const DEEPEST = 250;

/** The tokens of one formula during parsing, and the current depth. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = -1;
  readonly #heights = new WeakMap<Node, number>();
  readonly #expression: (cursor: Cursor) => Node;

  /** `expression` parses the content of brackets: operands need it but are below operators. */
  constructor(tokens: readonly Token[], expression: (cursor: Cursor) => Node) {
    this.#tokens = tokens;
    this.#expression = expression;
  }

  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  get before(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }

  take(): Token {
    const token = this.token ?? this.#lacksValue();
    this.#at++;
    return token;
  }

  /** True if the next token is this operator, keyword, or mark; a string with the same characters isn't. */
  is(text: string): boolean {
    return this.token?.text === text;
  }

  takeIf(text: string): Token | undefined {
    return this.is(text) ? this.take() : undefined;
  }

  expect(text: string, where: string): Token {
    return this.takeIf(text) ?? this.#unexpected(`Expected \`${text}\` ${where}`);
  }

  expression(): Node {
    return this.deeper(() => this.#expression(this));
  }

  /** Parses one level deeper; the limit protects the stack. */
  deeper(parse: () => Node): Node {
    if (++this.#depth > DEEPEST) this.#tooDeep((this.token ?? this.before)!.offset);
    const node = parse();
    this.#depth--;
    return node;
  }

  /** Adds a node above its parts: a chain such as `a|b|c` deepens the tree, not the parser's recursion. */
  made<N extends Node>(node: N, parts: readonly (Node | undefined)[]): N {
    let height = 1;
    for (const part of parts) if (part) height = Math.max(height, 1 + (this.#heights.get(part) ?? 1));
    if (height > DEEPEST) this.#tooDeep(node.offset);
    this.#heights.set(node, height);
    return node;
  }

  /** Fails because a value must begin here. */
  failAtValue(): never {
    const { token, before } = this;
    if (!token || (token.kind === 'close' && before)) return this.#lacksValue();
    if (token.text === 'not')
      return this.fail({ message: '`not` needs parentheses here.', offset: token.offset });
    return this.fail({ message: `\`${token.text}\` needs a value before it.`, offset: token.offset });
  }

  /** Fails if the formula continues past its end. */
  end(): void {
    if (this.token) this.#unexpected('');
  }

  fail(problem: FormulaProblem): never {
    throw new FormulaError(problem);
  }

  #lacksValue(): never {
    const { text, offset } = this.before!;
    return this.fail({ message: `\`${text}\` needs a value after it.`, offset });
  }

  /** Fails at a token that can't follow a value, with what was expected in its place. */
  #unexpected(expected: string): never {
    const { before } = this;
    const { text, kind, offset } = this.token ?? this.take();
    if (text === '{') return this.fail({ message: "`{` can't follow a value.", offset });
    if (kind === 'name' || kind === 'literal')
      return this.fail({
        message: `Something is missing between \`${before!.text}\` and \`${text}\`.`,
        offset,
      });
    if (text === '.' || text === '[')
      return this.fail({
        message: `\`${text}\` can't follow a filter or a test.`,
        offset,
        hint: 'Put what comes before it in parentheses.',
      });
    return this.fail({
      message: expected ? `${expected}; got \`${text}\`.` : `Unexpected \`${text}\`.`,
      offset,
    });
  }

  #tooDeep(offset: number): never {
    return this.fail({
      message: `A formula can be nested ${DEEPEST} deep at most.`,
      offset,
      hint: 'Compute a part of it in a hidden field or a `var`, and use that.',
    });
  }
}
