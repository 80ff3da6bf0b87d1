import prices from './prices.json' with { type: 'json' };

/** What a call used. */
export interface Usage {
  inputTokens: number;
  /** Of the input, what the server had in its own cache. */
  cachedTokens: number;
  outputTokens: number;
}

interface Price {
  /** USD per million tokens. */
  input: number;
  cached: number;
  output: number;
  max_output: number;
}

/** The price of a model; a dated snapshot (`gpt-4o-2024-11-20`) costs what its name without the date does. */
export function priceOf(model: string): Price | undefined {
  const models: Readonly<Record<string, Price>> = prices.models;
  return models[model] ?? models[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
}

/** What a call costs in USD; null where the price of the model is not known. */
export function costOf(model: string, usage: Usage, batch = false): number | null {
  const price = priceOf(model);
  if (!price) return null;
  const fresh = usage.inputTokens - usage.cachedTokens;
  const perMillion =
    fresh * price.input + usage.cachedTokens * price.cached + usage.outputTokens * price.output;
  return (perMillion / 1e6) * (batch ? prices.batch_factor : 1);
}

/** English prose runs to about four characters a token; names and JSON to fewer. */
const CHARACTERS_PER_TOKEN = 3.6;

export function estimatedTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** `$1.23`, with a third and fourth place where it is less than ten cents. */
export function usd(amount: number): string {
  return `$${amount.toFixed(amount !== 0 && amount < 0.1 ? 4 : 2)}`;
}

/** What the calls of a run have come to. */
export interface Tally extends Usage {
  calls: number;
  inFlight: number;
}

export function newTally(): Tally {
  return { calls: 0, inFlight: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
}

export function addUsage(tally: Tally, usage: Usage): void {
  tally.inputTokens += usage.inputTokens;
  tally.cachedTokens += usage.cachedTokens;
  tally.outputTokens += usage.outputTokens;
}
