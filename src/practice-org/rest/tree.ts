import { ApiError } from '../errors.ts';
import { bodyJson, jsonReply, type Route } from '../http.ts';
import { objectOfPath } from './describe.ts';
import { saveJson } from './sobjects.ts';

interface Body {
  records: ({ attributes: { type: string; referenceId: string } } & Record<string, unknown>)[];
}

/**
 * Composite tree of flat records, up to 200 per call, all or none. Source: REST API Developer Guide, "sObject Tree".
 */
export const treeRoutes: Route[] = [
  {
    method: 'POST',
    path: /^\/services\/data\/v\d+\.0\/composite\/tree\/(\w+)\/?$/,
    answer: (call, name) => {
      const object = objectOfPath(call.org, name!);
      const { records } = bodyJson<Body>(call);
      if (records.length > 200) throw new ApiError(400, 'INVALID_INPUT', 'Too many records in the tree.');
      const endUndo = call.org.records.beginUndo();
      const saved = records.map(({ attributes, ...body }) => ({
        referenceId: attributes.referenceId,
        saved: saveJson(call, object, body),
      }));
      const failed = saved.filter((one) => !one.saved.success);
      endUndo(failed.length > 0);
      const results = (failed.length > 0 ? failed : saved).map(({ referenceId, saved: one }) =>
        one.success ? { referenceId, id: one.id } : { referenceId, errors: [one.error] },
      );
      return jsonReply({ hasErrors: failed.length > 0, results }, failed.length > 0 ? 400 : 201);
    },
  },
];
