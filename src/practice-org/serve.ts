import { UserError } from '../shared/errors.ts';
import { datagen } from '../shared/shell-words.ts';
import { logIn } from './cli-login.ts';
import { fromDescription } from './description.ts';
import { fromConfig } from './from-config.ts';
import { DEFAULT_OPTIONS, type OrgOptions } from './options.ts';
import { type RunningOrg, startServer } from './server.ts';

/** The default alias of a practice org. */
export const DEFAULT_ALIAS = 'local';

/** The options of a practice org for people. */
export interface Served {
  /** 0 uses any free port. */
  port: number;
  alias: string;
  /** A configuration whose `objects:` the org gets. */
  config: string | undefined;
  /** A file that describes how the org differs from a new one. */
  description: string | undefined;
  /** Logs the Salesforce CLI in under the alias. */
  login: boolean;
  org: Partial<OrgOptions>;
}

/**
 * Starts a practice org and logs `sf` in to it until it stops; a port that is taken, a missing `sf`, or a failed login
 * is a UserError.
 */
export async function servePracticeOrg(served: Served): Promise<RunningOrg> {
  const { port, alias, login, org } = served;
  const username = usernameOf(alias);
  const running = await start({ ...org, ...differences(served), port, username });
  if (!login) return running;
  try {
    const logOut = await logIn(running, { alias, username });
    return {
      ...running,
      async stop() {
        await running.stop();
        await logOut();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** How the org differs from a new one: what its description says, and the objects of the configuration. */
function differences({ config, description }: Served): Partial<OrgOptions> {
  const own: Partial<OrgOptions> = config === undefined ? {} : fromConfig(config);
  const said = description === undefined ? {} : fromDescription(description);
  return {
    ...{ ...own, ...said },
    objects: { ...own.objects, ...said.objects },
    fields: { ...own.fields, ...said.fields },
    personAccounts: own.personAccounts === true || said.personAccounts === true,
  };
}

/** A username for each alias: `sf` would treat two orgs with one username as the same. */
function usernameOf(alias: string): string {
  const name = alias.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');
  return alias === DEFAULT_ALIAS ? DEFAULT_OPTIONS.username : `admin@${name}.practice.example.com`;
}

async function start(options: Partial<OrgOptions>): Promise<RunningOrg> {
  try {
    return await startServer(options);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new UserError(`Port ${options.port} is taken, perhaps by another practice org.`, {
      next: datagen('org', '--port', '0', '--alias', 'second'),
      cause,
    });
  }
}
