import { ApiError } from '../errors.ts';
import { type ApiCall, jsonReply, type Reply, type Route } from '../http.ts';

const VERSIONS = Array.from({ length: 12 }, (_, index) => 55 + index);

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The answer of the login service to a JWT: a token for a user of the org, whoever signed it. */
function jwtLogin({ org, origin, body }: ApiCall): Reply {
  const form = new URLSearchParams(body.toString('utf8'));
  const refused = (description: string) =>
    jsonReply({ error: 'invalid_grant', error_description: description }, 400);
  if (form.get('grant_type') !== JWT_BEARER)
    return jsonReply({ error: 'unsupported_grant_type', error_description: 'grant type not supported' }, 400);
  const [, claims = ''] = (form.get('assertion') ?? '').split('.');
  const { iss, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8') || '{}');
  if (!iss || typeof exp !== 'number' || exp * 1_000 < Date.now()) return refused('invalid assertion');
  const user = org.records.all('User').find((one) => one.Username === sub);
  if (!user) return refused("user hasn't approved this consumer");
  return jsonReply({
    access_token: `${org.orgId}!jwt${exp}`,
    ...{ scope: 'api web', instance_url: origin, token_type: 'Bearer' },
    id: `${origin}/id/${org.orgId}/${user.Id}`,
  });
}

/** What a login asks before anything else, and the entrance of the REST API. */
export const loginRoutes: Route[] = [
  { method: 'POST', path: /^\/services\/oauth2\/token$/, open: true, answer: jwtLogin },
  {
    method: 'GET',
    path: /^\/services\/oauth2\/userinfo$/,
    answer: ({ org, origin }) => {
      const user = org.records.get(org.userId)!;
      return jsonReply({
        sub: `${origin}/id/${org.orgId}/${org.userId}`,
        user_id: org.userId,
        organization_id: org.orgId,
        preferred_username: user.Username,
        nickname: 'admin',
        name: user.Name,
        email: user.Email,
        email_verified: true,
        given_name: user.FirstName,
        family_name: user.LastName,
        zoneinfo: user.TimeZoneSidKey,
        active: true,
        user_type: 'STANDARD',
        urls: { rest: `${origin}/services/data/v{version}/` },
      });
    },
  },
  {
    method: 'GET',
    path: /^\/services\/data\/?$/,
    open: true,
    answer: () =>
      jsonReply(
        VERSIONS.map((version) => ({
          label: `Release ${version}`,
          url: `/services/data/v${version}.0`,
          version: `${version}.0`,
        })),
      ),
  },
  {
    method: 'GET',
    path: /^(\/services\/data\/v\d+\.0)\/?$/,
    answer: (_, base) =>
      jsonReply({
        sobjects: `${base}/sobjects`,
        query: `${base}/query`,
        queryAll: `${base}/queryAll`,
        limits: `${base}/limits`,
        jobs: `${base}/jobs`,
        tooling: `${base}/tooling`,
        composite: `${base}/composite`,
      }),
  },
];

/** The session of a call: in its header, or in the envelope of a SOAP call. */
export function tokenOf({ headers, body, path }: ApiCall): string {
  if (path.startsWith('/services/Soap/'))
    return /<sessionId>([^<]*)<\/sessionId>/.exec(body.subarray(0, 4_000).toString('utf8'))?.[1] ?? '';
  return String(headers.authorization ?? '').replace(/^(Bearer|OAuth)\s+/i, '');
}

/** A practice org accepts any token of the form `00D…!…`. */
export function checkToken(token: string): void {
  if (!/^00D\w+!./.test(token)) throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}
