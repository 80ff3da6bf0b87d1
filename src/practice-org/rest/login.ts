import { ApiError } from '../errors.ts';
import { type ApiCall, jsonReply, type Route } from '../http.ts';

const VERSIONS = Array.from({ length: 12 }, (_, index) => 55 + index);

/** The routes that `sf org login access-token` calls first, and the root of the REST API. */
export const loginRoutes: Route[] = [
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
