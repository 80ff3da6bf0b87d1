/** What no text may contain: sales filler, a model talking about itself, leftover markup. */
const STOCK: readonly RegExp[] = [
  /\btouch(?:ing|ed)? base\b/i,
  /\bcircl(?:e|ed|ing) back\b/i,
  /\bfollow(?:ed|ing|s)? up with\b/i,
  /\breach(?:ed|ing|es)? out\b/i,
  /\bensur(?:e|ed|es|ing) alignment\b/i,
  /\bcheck(?:ed|ing)? in with\b/i,
  /\bmove the needle\b/i,
  /\blow[- ]hanging fruit\b/i,
  /\bsynerg(?:y|ies)\b/i,
  /\bat your earliest convenience\b/i,
  /\bhope this (?:email|message) finds\b/i,
  /\bas an AI\b/i,
  /\blanguage model\b/i,
  /\bI(?:'m| am) (?:sorry|unable), but\b/i,
  /\blorem ipsum\b/i,
  /__LLM_PLACEHOLDER__/,
  /\{\w*\}|\{\{|\$\{|<\w+>|\[(?:name|company|date|insert)[^\]]{0,200}\]/i,
  /\*\*|^#{1,6} |^[^\S\n]*[-*] |```|^[^\S\n]*\d+\. /m,
  /^\s*(?:subject|description|comment|next step|note|notes|body|text|title|case|task|event|summary)\s*:/i,
  /\b(?:undefined|null|NaN)\b/,
];

/** True if a text contains a stock phrase, a label, markup, or an unfilled slot. */
export function hasStockPhrase(text: string): boolean {
  return STOCK.some((phrase) => phrase.test(text));
}

/** True if a text is longer than its field. */
export function isOverLength(text: string, maxLength: number, unit: 'characters' | 'bytes'): boolean {
  return (unit === 'bytes' ? Buffer.byteLength(text) : text.length) > maxLength;
}

/** Words that can't end a text. */
const OPEN_END =
  /(?:[,;:–—(-]|…|\.\.\.|\b(?:a|an|and|at|before|but|by|for|from|if|in|of|on|or|our|that|the|their|to|until|when|which|while|who|with))$/i;

/** True if a text stops mid-sentence; a text of a long field must end like a sentence. */
export function isUnfinished(text: string, sentences: boolean): boolean {
  const end = text.trim();
  if (end === '') return true;
  return sentences ? !/[.!?]["'”’)]?$/.test(end) : OPEN_END.test(end);
}
