import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { ApiError } from '../errors.ts';
import { type ApiCall, jsonReply, type Reply, type Route } from '../http.ts';
import { type Deploy, deployStatus, deployZip } from './deploy.ts';

const reader = new XMLParser({ removeNSPrefix: true, parseTagValue: false, ignoreAttributes: true });
const writer = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });
const METADATA = 'http://soap.sforce.com/2006/04/metadata';

interface Envelope {
  Envelope: { Body: Record<string, Record<string, unknown>> };
}

function envelope(body: object, status = 200): Reply {
  const text = writer.build({
    'soapenv:Envelope': {
      '@_xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@_xmlns': METADATA,
      'soapenv:Body': body,
    },
  });
  return { status, type: 'text/xml;charset=UTF-8', body: `<?xml version="1.0" encoding="UTF-8"?>${text}` };
}

/** An error of the SOAP API. */
export function soapFault(code: string, message: string): Reply {
  return envelope({ 'soapenv:Fault': { faultcode: `sf:${code}`, faultstring: `${code}: ${message}` } }, 500);
}

function deployOf({ org }: ApiCall, id: string): Deploy {
  const deploy = org.deploys.get(id);
  if (deploy) return deploy;
  throw new ApiError(404, 'INVALID_CROSS_REFERENCE_KEY', 'no AsyncProcess found for this id');
}

function soap(call: ApiCall): Reply {
  const { Body } = (reader.parse(call.body.toString('utf8')) as Envelope).Envelope;
  const [[method, message] = ['', {}]] = Object.entries(Body);
  if (method === 'deploy') {
    const options = (message.DeployOptions ?? {}) as { checkOnly?: string };
    const deploy = deployZip(
      call.org,
      Buffer.from(String(message.ZipFile), 'base64'),
      options.checkOnly === 'true',
    );
    return envelope({ deployResponse: { result: { done: false, id: deploy.id, state: 'Queued' } } });
  }
  if (method === 'checkDeployStatus') {
    const result = deployStatus(call.org, deployOf(call, String(message.asyncProcessId)));
    return envelope({ checkDeployStatusResponse: { result } });
  }
  return soapFault('UNSUPPORTED', `The practice org doesn't support ${method} of the Metadata API.`);
}

/** The parts of a form in any order: the zip, and the options as JSON. */
function zipOfForm(body: Buffer): { zip: Buffer; checkOnly: boolean } {
  const boundary = body.subarray(0, body.indexOf('\r\n')).toString('latin1');
  const parts = body
    .toString('latin1')
    .split(boundary)
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      return { head, content: rest.join('\r\n\r\n').replace(/\r\n$/, '') };
    });
  const zip = parts.find(({ head }) => /application\/zip/i.test(head));
  if (!zip)
    throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'Missing the file part of the deploy request');
  const options = parts.find(({ head }) => /application\/json/i.test(head))?.content ?? '';
  return { zip: Buffer.from(zip.content, 'latin1'), checkOnly: /"checkOnly"\s*:\s*true/.test(options) };
}

const REST = String.raw`^/services/data/v\d+\.0/metadata/deployRequest`;

/** Metadata deploys: `sf project deploy start` speaks SOAP by default, and REST where it is configured so. */
export const deployRoutes: Route[] = [
  { method: 'POST', path: /^\/services\/Soap\/m\/\d+\.0\/?$/, answer: soap },
  {
    method: 'POST',
    path: new RegExp(`${REST}/?$`),
    answer: (call) => {
      const { zip, checkOnly } = zipOfForm(call.body);
      const { id } = deployZip(call.org, zip, checkOnly);
      return jsonReply({ id, deployResult: { id, done: false, status: 'Pending' } }, 201);
    },
  },
  {
    method: 'GET',
    path: new RegExp(`${REST}/(\\w{15,18})$`),
    answer: (call, id) => {
      const { details, ...result } = deployStatus(call.org, deployOf(call, id!));
      const isFull = call.params.get('includeDetails') === 'true';
      return jsonReply({ id, deployResult: isFull ? { ...result, details } : result });
    },
  },
];
