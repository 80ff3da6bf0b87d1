import { retryAfter } from '../../../../shared/retry.ts';
import type { ApiErrorLike } from './api-error.ts';

/** Why a call failed, and so what to do about it. */
export type CallFailure =
  /** Every worker waits; `waitMs` is what the server asks for. */
  | { is: 'throttled'; waitMs: number | undefined; message: string }
  /** Tried again after a while. */
  | { is: 'passing'; message: string; waitMs?: number | undefined; tries?: number }
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

const NO_MODEL = /model_not_found|DeploymentNotFound|does not exist|not found|unknown model|no such model/i;

/** Sorts an error of the SDK; `model` and `where` go into what the user reads. */
export function callFailureOf(
  error: ApiErrorLike,
  model: string,
  where: string,
  now: number,
  reached = true,
): CallFailure {
  const { status, message } = error;
  const code = `${error.code ?? ''} ${error.type ?? ''}`;
  if (error.name === 'APIUserAbortError' || error.name === 'AbortError') return { is: 'aborted' };
  if (error.name === 'SyntaxError')
    return { is: 'passing', message: `${where} responded with something that isn't JSON` };
  if (status === undefined) return unreachable(error, where, reached);
  if (/insufficient_quota|billing_not_active|billing_hard_limit/.test(code)) {
    return {
      is: 'fatal',
      message: `The account at ${where} has no credit left (${message}).`,
      hint: 'Add credit or raise the limit there, or use `--provider offline`.',
    };
  }
  if (status === 401 || (status === 403 && !NO_MODEL.test(`${code} ${message}`))) {
    return {
      is: 'fatal',
      message: `${where} rejected the API key (${message}).`,
      hint: 'Check OPENAI_API_KEY (or AZURE_OPENAI_API_KEY) in the environment or .env.',
    };
  }
  if ((status === 404 || status === 403 || status === 400) && NO_MODEL.test(`${code} ${message}`)) {
    return {
      is: 'fatal',
      message: `Model "${model}" not found at ${where} (${message}).`,
      hint: 'Use another one with `--model`, `OPENAI_MODEL`, or `openai.model` in config.yml; on Azure, use the name of the deployment. OpenAI removes gpt-4o from its API in January 2027.',
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
    const waitMs = retryAfter(error.headers, now);
    return { is: 'passing', message: `${where} responded ${message}`, waitMs };
  }
  return {
    is: 'fatal',
    message: `${where} rejected the call (${message}).`,
    hint: 'Check OPENAI_BASE_URL and the model.',
  };
}

const TLS =
  /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|CRL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
const WRONG_ADDRESS =
  /bad port|unknown scheme|invalid url|redirect count exceeded|credentials|ERR_INVALID_URL|UND_ERR_INVALID_ARG/i;
/** Seconds of silence end in one more try, not in five. */
const SILENT_TRIES = 2;

/** No answer came: what the user has to correct is told at once, anything else may pass. */
function unreachable({ message, permanent }: ApiErrorLike, where: string, reached: boolean): CallFailure {
  const address = 'Check the address (OPENAI_BASE_URL or AZURE_OPENAI_ENDPOINT) and the proxy on the way.';
  if (permanent !== undefined) {
    if (!permanent) return { is: 'passing', message: `${where} ${message}`, tries: SILENT_TRIES };
    return { is: 'fatal', message: `${where} ${message}.`, hint: address };
  }
  if (TLS.test(message)) {
    return {
      is: 'fatal',
      message: `No secure connection to ${where}: ${message}.`,
      hint: "Use http:// for a server without TLS; for your company's certificate, set `NODE_EXTRA_CA_CERTS` to its file.",
    };
  }
  if (WRONG_ADDRESS.test(message) || (message === 'ENOTFOUND' && !reached)) {
    const why = message === 'ENOTFOUND' ? 'host not found' : message;
    return { is: 'fatal', message: `${where} can't be reached: ${why}.`, hint: address };
  }
  if (/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(message)) {
    return { is: 'passing', message: `${where} doesn't respond`, tries: SILENT_TRIES };
  }
  return { is: 'passing', message: `${where} can't be reached: ${message}` };
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
