/** Why a call failed, and so what to do about it. */
export type CallFailure =
  /** Every worker waits; `waitMs` is what the server asks for. */
  | { is: 'throttled'; waitMs: number | undefined; message: string }
  /** Tried again after a while. */
  | { is: 'passing'; message: string }
  /** The server does not take a parameter: tried again without it. */
  | { is: 'unsupported'; parameter: Parameter; message: string }
  /** The content was refused, or was too much for one call. */
  | { is: 'filtered' | 'too much'; message: string }
  /** No further call can succeed. */
  | { is: 'fatal'; message: string; hint: string }
  | { is: 'aborted' };

export type Parameter =
  | 'response_format'
  | 'temperature'
  | 'max_completion_tokens'
  | 'max_tokens'
  | 'unknown';

/** What of the SDK's error says why: read by shape, so that nothing here depends on its classes. */
export interface ApiErrorLike {
  name?: string;
  status?: number;
  code?: unknown;
  type?: unknown;
  param?: unknown;
  message: string;
  headers?: { get(name: string): string | null };
}

const NO_MODEL = /model_not_found|DeploymentNotFound|does not exist|not found|unknown model|no such model/i;

/** Sorts an error of the SDK; `model` and `where` go into what the user reads. */
export function failureOf(error: ApiErrorLike, model: string, where: string, now: number): CallFailure {
  const { status, message } = error;
  const code = `${error.code ?? ''} ${error.type ?? ''}`;
  if (error.name === 'APIUserAbortError' || error.name === 'AbortError') return { is: 'aborted' };
  if (error.name === 'SyntaxError')
    return { is: 'passing', message: `${where} answers with something that is not JSON` };
  if (status === undefined) return { is: 'passing', message: `${where} cannot be reached: ${message}` };
  if (/insufficient_quota|billing_not_active|billing_hard_limit/.test(code)) {
    return {
      is: 'fatal',
      message: `The account at ${where} has no credit left (${message}).`,
      hint: 'Add credit or raise the limit there, or write the texts with --provider offline.',
    };
  }
  if (status === 401 || (status === 403 && !NO_MODEL.test(`${code} ${message}`))) {
    return {
      is: 'fatal',
      message: `${where} refuses the API key (${message}).`,
      hint: 'Check OPENAI_API_KEY (or AZURE_OPENAI_API_KEY) in the environment or .env.',
    };
  }
  if ((status === 404 || status === 403 || status === 400) && NO_MODEL.test(`${code} ${message}`)) {
    return {
      is: 'fatal',
      message: `${where} does not know the model "${model}" (${message}).`,
      hint: 'Name another with --model, OPENAI_MODEL or `openai.model` in config.yml; on Azure it is the name of the deployment. gpt-4o leaves OpenAI’s API in January 2027.',
    };
  }
  if (status === 429) return { is: 'throttled', waitMs: retryAfter(error.headers, now), message };
  if (/content_filter|content_policy|ResponsibleAIPolicy/i.test(`${code} ${message}`)) {
    return { is: 'filtered', message };
  }
  if (
    status === 413 ||
    /context_length_exceeded|maximum context length|too many tokens/i.test(`${code} ${message}`)
  ) {
    return { is: 'too much', message };
  }
  if (status === 400 || status === 422) {
    return { is: 'unsupported', parameter: parameterIn(`${error.param ?? ''} ${message}`), message };
  }
  if (status >= 500 || status === 408 || status === 409) {
    return { is: 'passing', message: `${where} answers ${message}` };
  }
  return {
    is: 'fatal',
    message: `${where} refuses the call (${message}).`,
    hint: 'Check OPENAI_BASE_URL and the model.',
  };
}

/** The parameter that a refusal speaks of. A message that names both token caps refuses the one it names first. */
function parameterIn(text: string): Parameter {
  const found =
    /response_format|json_schema|json_object|structured|temperature|max_completion_tokens|max_tokens/i.exec(
      text,
    );
  const name = found?.[0].toLowerCase();
  if (name === undefined) return 'unknown';
  if (name === 'temperature' || name === 'max_completion_tokens' || name === 'max_tokens') return name;
  return 'response_format';
}

/** The wait that a server asks for in ms: `retry-after-ms`, seconds, or a date; undefined where it names none. */
export function retryAfter(headers: ApiErrorLike['headers'], now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const text = headers?.get('retry-after');
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
