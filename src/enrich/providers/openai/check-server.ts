import { type Problem, UserError } from '../../../shared/errors.ts';
import { withoutSecrets } from '../../../shared/secrets.ts';
import type { Server } from '../provider.ts';

/** Refuses an address or a key with which no call can be made; nothing of either is shown that could be secret. */
export function checkServer(server: Server): void {
  const problems = [...addressProblems(server), ...keyProblems(server)];
  if (problems.length > 0) throw new UserError(problems);
}

function addressProblems({ baseUrl, urlName }: Server): Problem[] {
  if (baseUrl === undefined) return [];
  const place = { file: urlName };
  if (!URL.canParse(baseUrl)) {
    return [{ message: "The address can't be read as a URL.", place, hint: 'Use https://host/v1.' }];
  }
  const { protocol, username, password } = new URL(baseUrl);
  if (protocol !== 'http:' && protocol !== 'https:') {
    const got = withoutSecrets(protocol.slice(0, 40), {});
    return [{ message: `The address must begin with http:// or https://; got "${got}".`, place }];
  }
  if (username === '' && password === '') return [];
  return [
    {
      message: 'The address must not hold a username or password.',
      place,
      hint: "Remove the part before the @; put the server's key in its environment variable.",
    },
  ];
}

function keyProblems(server: Server): Problem[] {
  const { apiKey } = server;
  if (apiKey === undefined) return [];
  const place = { file: server.keyName };
  const hint = 'Copy the key again, without quotes or line breaks.';
  if (/[\r\n]/.test(apiKey)) return [{ message: 'The key contains a line break.', place, hint }];
  if (apiKey !== apiKey.trim()) return [{ message: 'The key begins or ends with a space.', place, hint }];
  const at = [...apiKey].findIndex((character) => !/^[\x21-\x7e]$/.test(character));
  if (at < 0) return [];
  return [{ message: `Character ${at + 1} of the key isn't printable ASCII.`, place, hint }];
}
