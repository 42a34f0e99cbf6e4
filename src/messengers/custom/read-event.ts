import { z } from 'zod';
import { parseJson } from '../../http/json';
import { VERSION } from './protocol/event';
import { TO_COURIER, type ToCourier, type ToCourierType } from './protocol/to-courier';
import { withoutNulls } from './without-nulls';

/** What does not fit, and where: `data.message.id`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ToCourier }
  /** Of a later version of the protocol, or the service's own. */
  | { readonly kind: 'unknown-type'; readonly type: string }
  | { readonly kind: 'misfit'; readonly issues: readonly Issue[] };

const ISSUES_MOST = 20;

const AnyEvent = z.discriminatedUnion('type', [
  TO_COURIER['message.created'].schema,
  TO_COURIER['message.updated'].schema,
  TO_COURIER['message.deleted'].schema,
  TO_COURIER['message.status'].schema,
  TO_COURIER['message.reaction'].schema,
  TO_COURIER['typing.changed'].schema,
  TO_COURIER['conversation.read'].schema,
  TO_COURIER['conversation.state'].schema,
  TO_COURIER['contact.updated'].schema,
  TO_COURIER['action.triggered'].schema,
  TO_COURIER['connection.ping'].schema,
  TO_COURIER['connection.disabled'].schema,
]);

const Envelope = z.object({ type: z.string().min(1), version: z.literal(VERSION) });

/** Reads the body of an event of the service (webhook.md §2). */
export function readEvent(body: Buffer): ReadEvent {
  const said = withoutNulls(parseJson(body));
  const envelope = Envelope.safeParse(said);
  if (!envelope.success) return { kind: 'misfit', issues: issuesOf(envelope.error) };
  const { type } = envelope.data;
  if (!isKnown(type)) return { kind: 'unknown-type', type };
  const parsed = AnyEvent.safeParse(said);
  return parsed.success ? { kind: 'event', event: parsed.data } : { kind: 'misfit', issues: issuesOf(parsed.error) };
}

function isKnown(type: string): type is ToCourierType {
  return Object.hasOwn(TO_COURIER, type);
}

function issuesOf({ issues }: z.ZodError): readonly Issue[] {
  return issues.slice(0, ISSUES_MOST).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}
