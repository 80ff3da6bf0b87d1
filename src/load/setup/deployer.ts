import type { Session, Way } from '../../org/session.ts';
import type { Progress } from '../../shared/progress.ts';
import { apiDeployer } from './api-deployer.ts';
import type { KeyFieldMetadata } from './key-field-metadata.ts';
import { sfDeployer } from './sf-deployer.ts';

/** A component of a deploy, and what is wrong with it. */
interface DeployedComponent {
  fullName: string;
  problem: string;
}

/** How a deploy ended. */
export interface DeployEnd {
  status: string | undefined;
  isDone: boolean;
  failures: readonly DeployedComponent[];
  successes: readonly DeployedComponent[];
}

/** A way to deploy metadata into an org and to assign a permission set there. */
export interface Deployer {
  /** Deploys the field `externalIdField` and the permission set, and waits for the end. */
  deploy(
    session: Session,
    externalIdField: string,
    metadata: KeyFieldMetadata,
    progress: Progress,
  ): Promise<DeployEnd>;
  /** Assigns a permission set to the user; returns why it couldn't be, and nothing if it was assigned already. */
  assign(session: Session, permissionSet: string): Promise<string | undefined>;
  /** The command that assigns it. */
  assignCommand(session: Session, permissionSet: string): string;
}

/** The deployer of each way to an org. */
export const DEPLOYER_OF = { sf: sfDeployer, api: apiDeployer } satisfies Record<Way, Deployer>;
