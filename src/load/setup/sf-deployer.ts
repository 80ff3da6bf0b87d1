import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ofSf, shaped } from '../../org/answer.ts';
import { targetFlag } from '../../org/next-command.ts';
import { runSf } from '../../org/sf.ts';
import { assignArgv, deployArgv } from '../../org/sf-argv.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { deployEnd, deployError, deployResult } from './deploy-result.ts';
import type { Deployer } from './deployer.ts';
import { type KeyFieldMetadata, shippedProject } from './key-field-metadata.ts';

/** `sf project deploy start` of a project in a folder of its own. */
export const sfDeployer: Deployer = {
  async deploy(session, externalIdField, metadata) {
    const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-setup-'));
    try {
      writeKeyFieldProject(folder, externalIdField, metadata);
      const answer = await runSf(deployArgv('force-app', session.username), {
        ...{ log: session.log, cwd: folder, limitMs: 35 * 60_000 },
      });
      if (!answer.ok) throw deployError(`(${answer.name}): ${answer.message}`, answer.connection);
      return deployEnd(shaped(deployResult, answer.result, ofSf('sf project deploy start')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  async assign(session, permissionSet) {
    const answer = await runSf(assignArgv(permissionSet, session.username), { log: session.log });
    const text = answer.ok ? JSON.stringify(answer.result) : `${answer.name} ${answer.message}`;
    const assigned = answer.ok && !/"failures":\[\{/.test(text);
    // That it is assigned already is an error to the CLI, not to us.
    return assigned || /Duplicate ?PermissionSetAssignment/i.test(text) ? undefined : text;
  },
  assignCommand: ({ org }, permissionSet) =>
    `sf org assign permset --name ${permissionSet}${targetFlag(org)}`,
};

/** Writes a project of the CLI into a folder. */
export function writeKeyFieldProject(
  folder: string,
  externalIdField: string,
  { fields, permissionSet }: KeyFieldMetadata,
): void {
  const write = (path: string, text: string) => {
    const file = join(folder, 'force-app/main/default', path);
    makeFolder(dirname(file));
    writeFileSync(file, text);
  };
  cpSync(join(shippedProject, 'sfdx-project.json'), join(folder, 'sfdx-project.json'));
  for (const { home, xml } of fields) write(`objects/${home}/fields/${externalIdField}.field-meta.xml`, xml);
  write(`permissionsets/${permissionSet.name}.permissionset-meta.xml`, permissionSet.xml);
}
