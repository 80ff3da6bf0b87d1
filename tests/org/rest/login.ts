import { ApiError } from '../errors.ts';
import { json, type Route } from '../http.ts';
import { toId18 } from '../ids.ts';

const VERSIONS = Array.from({ length: 12 }, (_, index) => 55 + index);

/** What `sf org login access-token` asks before anything else, and the entrance of the REST API. */
export const loginRoutes: Route[] = [
  {
    method: 'GET',
    path: /^\/services\/oauth2\/userinfo$/,
    answer: ({ org, origin }) => {
      const user = org.records.get(org.userId)!;
      return json({
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
      json(
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
      json({
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

/** Whose session a call belongs to, by its token; `00D…!…` of any kind is welcome on a practice org. */
export function checkSession(authorization: string | undefined): void {
  const token = authorization?.replace(/^(Bearer|OAuth)\s+/i, '');
  if (!token || !toId18(token).startsWith('00D'))
    throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}
