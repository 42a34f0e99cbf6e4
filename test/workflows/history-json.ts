import { createRequire } from 'node:module';
import type { History } from './stage';

/*
 * The SDK's own historyToJSON and historyFromJSON refuse to work where npm has installed protobufjs more than once
 * ("type must be a Type"): the descriptors come from the copy of @temporalio/proto, so that copy has to read them.
 */
interface ProtoJson {
  toJson(type: HistoryType, message: unknown): object;
  fromJson(type: HistoryType, json: object, options: { ignoreUnknownFields: boolean }): History;
}
interface HistoryType {
  fromObject(history: History): unknown;
}
const load: (name: string) => unknown = createRequire(require.resolve('@temporalio/proto/package.json'));
const protojson = load('protobufjs/ext/protojson') as ProtoJson;
const { patchProtobufRoot } = load('@temporalio/proto/lib/patch-protobuf-root') as {
  patchProtobufRoot: (root: unknown) => { lookupType: (name: string) => HistoryType };
};
const type = patchProtobufRoot(load('@temporalio/proto')).lookupType('temporal.api.history.v1.History');

/** The form that `temporal workflow show --output json` writes, too. */
export function historyToJson(history: History): object {
  return protojson.toJson(type, type.fromObject(history));
}

export function historyFromJson(json: object): History {
  return protojson.fromJson(type, json, { ignoreUnknownFields: true });
}
