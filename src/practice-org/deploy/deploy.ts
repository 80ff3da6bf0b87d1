import type { Org } from '../org.ts';
import { newId } from '../org.ts';
import { applyComponents, type ComponentResult } from './apply.ts';
import { readZip } from './metadata.ts';

/** A finished deploy. */
export interface Deploy {
  id: string;
  checkOnly: boolean;
  createdAt: string;
  results: ComponentResult[];
}

/** Deploys a zip of metadata, all of it or nothing. */
export function deployZip(org: Org, zip: Buffer, checkOnly: boolean): Deploy {
  const fields = new Map([...org.schema].map(([name, object]) => [name, new Map(object.fields)]));
  const endUndo = org.records.beginUndo();
  const results = applyComponents(org, readZip(zip));
  const rollBack = checkOnly || results.some(({ problem }) => problem !== undefined);
  endUndo(rollBack);
  if (rollBack) for (const [name, object] of org.schema) object.fields = fields.get(name)!;
  const deploy = { id: newId(org, '0Af'), checkOnly, createdAt: new Date().toISOString(), results };
  org.deploys.set(deploy.id, deploy);
  return deploy;
}

/** What `checkDeployStatus` says about a deploy, with each component. */
export function deployStatus(org: Org, deploy: Deploy) {
  const failures = deploy.results.filter(({ problem }) => problem !== undefined);
  const message = ({ componentType, fullName, fileName, created, problem }: ComponentResult) => ({
    changed: problem === undefined,
    componentType,
    created,
    createdDate: deploy.createdAt,
    deleted: false,
    fileName,
    fullName: fullName.replace(/^\w+\//, ''),
    success: problem === undefined,
    warning: false,
    ...(problem === undefined ? {} : { problem, problemType: 'Error', lineNumber: 1, columnNumber: 1 }),
  });
  return {
    id: deploy.id,
    checkOnly: deploy.checkOnly,
    completedDate: deploy.createdAt,
    createdBy: org.userId,
    createdByName: 'Practice Admin',
    createdDate: deploy.createdAt,
    lastModifiedDate: deploy.createdAt,
    startDate: deploy.createdAt,
    done: true,
    ignoreWarnings: false,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: deploy.results.length - failures.length,
    numberComponentsTotal: deploy.results.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: true,
    runTestsEnabled: false,
    status: failures.length > 0 ? 'Failed' : 'Succeeded',
    success: failures.length === 0,
    details: {
      componentFailures: failures.map(message),
      componentSuccesses: deploy.results.filter(({ problem }) => problem === undefined).map(message),
      runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
    },
  };
}
