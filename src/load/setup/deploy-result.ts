import { z } from 'zod';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { DeployEnd } from './deployer.ts';

const component = z.object({
  fullName: z.string().optional().default(''),
  problem: z.string().nullish(),
});
// SOAP's XML has no list of one.
const components = z.union([component.transform((one) => [one]), z.array(component)]).nullish();

/** The result of a deploy as the Metadata API states it. */
export const deployResult = z.object({
  success: z.boolean().optional(),
  status: z.string().optional(),
  done: z.boolean().optional(),
  details: z.object({ componentFailures: components, componentSuccesses: components }).nullish(),
});

/** The end of a deploy, from its result. */
export function deployEnd({ success, status, details }: z.infer<typeof deployResult>): DeployEnd {
  const of = (list: z.infer<typeof components>) =>
    (list ?? []).map(({ fullName, problem }) => ({ fullName, problem: problem ?? '' }));
  return {
    status,
    isDone: success === true || status === 'Succeeded',
    failures: of(details?.componentFailures),
    successes: of(details?.componentSuccesses),
  };
}

/** The error of a deploy that was refused as a whole, or whose end nobody saw. */
export function deployError(why: string, isConnection: boolean, cause?: unknown): UserError {
  const hint = isConnection
    ? 'It may still be running in the org; run setup again to see what is missing.'
    : 'Setup can be repeated: it deploys what is missing.';
  return new UserError(
    { message: `The deploy failed ${why}`, hint },
    { exitCode: isConnection ? EXIT.noOrg : EXIT.preflight, cause },
  );
}
