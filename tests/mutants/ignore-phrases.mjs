/**
 * Leaves alone what people read: a text of several small words. Whole commands hold those, and another word in one is no
 * other behavior.
 */
const phrases = {
  shouldIgnore({ node }) {
    const text =
      node.type === 'StringLiteral'
        ? node.value
        : node.type === 'TemplateLiteral'
          ? node.quasis.map(({ value }) => value.cooked).join('X')
          : '';
    return /\b[a-z]{2,},? (?:[a-zX]{2,}|a)\b/.test(text) ? 'a phrase that people read' : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'phrases', value: phrases }];
