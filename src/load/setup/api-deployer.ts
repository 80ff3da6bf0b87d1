import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { shaped } from '../../org/answer.ts';
import { setupCommand } from '../../org/next-command.ts';
import { query, soqlText } from '../../org/query.ts';
import { RestError, Unreachable } from '../../org/rest-error.ts';
import { timeText } from '../../shared/time-text.ts';
import { deployEnd, deployError, deployResult } from './deploy-result.ts';
import type { Deployer } from './deployer.ts';
import { zipOf } from './metadata-zip.ts';

const LIMIT_MS = 35 * 60_000;
const FIRST_POLL_MS = 500;
const SLOWEST_POLL_MS = 5_000;

const begun = z.object({ id: z.string() });
const state = z.object({ deployResult });

/** The REST resource `deployRequest` of the Metadata API. Source: Metadata API Developer Guide, Deploy Metadata with REST. */
export const apiDeployer: Deployer = {
  async deploy(session, externalIdField, metadata, progress) {
    const { rest, host } = session;
    const zip = zipOf(externalIdField, metadata, rest.apiVersion);
    const options = { deployOptions: { singlePackage: true, rollbackOnError: true, checkOnly: false } };
    const { body, type } = form(JSON.stringify(options), zip);
    try {
      const answer = await rest.post('metadata/deployRequest', body, type);
      const what = { what: `${host} (POST metadata/deployRequest)`, check: rest.check };
      const { id } = shaped(begun, answer, what);
      const until = Date.now() + LIMIT_MS;
      for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, SLOWEST_POLL_MS)) {
        const path = `metadata/deployRequest/${id}`;
        const now = await rest.get(`${path}?includeDetails=true`);
        const { deployResult: result } = shaped(state, now, {
          what: `${host} (GET ${path})`,
          check: rest.check,
        });
        if (result.done === true) return deployEnd(result);
        if (Date.now() > until) throw deployError(`(Timeout): ${id} is still running.`, true);
        progress.live(
          `Waiting for the deploy ${id}, ${result.status} (until ${timeText(until)} at the latest)`,
        );
        await sleep(pause);
      }
    } catch (error) {
      if (error instanceof Unreachable) throw deployError(`(Unreachable): ${error.message}`, true, error);
      if (error instanceof RestError) throw deployError(`(${error.code}): ${error.said}`, false, error);
      throw error;
    }
  },
  async assign(session, permissionSet) {
    const [set] = await query(
      session.rest,
      `SELECT Id FROM PermissionSet WHERE Name = ${soqlText(permissionSet)} AND NamespacePrefix = null`,
    );
    const [user] = await query(
      session.rest,
      `SELECT Id FROM User WHERE Username = ${soqlText(session.username)}`,
    );
    try {
      await session.rest.send('POST', 'sobjects/PermissionSetAssignment', {
        AssigneeId: user?.Id,
        PermissionSetId: set?.Id,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      const isThere = /Duplicate ?PermissionSetAssignment/i.test(error.said);
      return isThere ? undefined : `${error.code}: ${error.said}`;
    }
  },
  assignCommand: ({ org }) => setupCommand(org),
};

/** A form with the options of a deploy and its zip, part by part as the guide has them. */
function form(options: string, zip: Uint8Array): { body: Buffer<ArrayBuffer>; type: string } {
  const boundary = `----datagen-${randomUUID()}`;
  const part = (headers: readonly string[], content: string | Uint8Array) => [
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ];
  const json = ['Content-Disposition: form-data; name="json"', 'Content-Type: application/json'];
  const file = [
    'Content-Disposition: form-data; name="file"; filename="deploy.zip"',
    'Content-Type: application/zip',
  ];
  const body = Buffer.concat([
    ...part(json, options),
    ...part(file, zip),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/form-data; boundary="${boundary}"` };
}
