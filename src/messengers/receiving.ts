import type { ConnectionId } from '../model/ids';
import type { Clock } from './driver-context';
import type { Acknowledgement, InboundEvent, InboundTyping } from './inbound';

export interface Webhook {
  /** Public address of the connection: `<public url>/hooks/<kind>/<connection id>`. */
  readonly url: string;
  /** The secret the messenger repeats to us; ours to choose, 32 characters of `A-Za-z0-9_-`. */
  readonly secret: string;
  /**
   * For messengers where a person enters the address and nothing tells it: whether the messenger has called there, and proved to
   * be it. Known from an event with the key `WEBHOOK_CONFIRMED`; undefined: nobody looked.
   */
  readonly isConfirmed?: boolean;
}

export interface ReceiveContext<Credentials> {
  readonly connectionId: ConnectionId;
  readonly credentials: Credentials;
  readonly webhook: Webhook;
  /** Tells when the request came, which may be long before it is read. */
  readonly clock: Clock;
  /** Of the token that `authentication` has verified; a driver that has it refuses what comes without. */
  readonly claims?: Claims;
  /** What `Messenger.fetchAhead` has fetched for this request. */
  readonly fetched?: string;
  /** `Identity.remoteId` of the connection's sources, for messengers whose webhooks do not say which bot they are for. */
  readonly sources?: readonly string[];
}

/** What a verified token says, as far as `receive` needs it; the driver's own. */
export type Claims = Readonly<Record<string, string | readonly string[]>>;

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

/** The request could not be verified; nothing of it is kept. */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly status: 401 | 403;
  readonly reason: string;
  /** JSON, where the messenger's own form of a refusal is another than ours. */
  readonly body?: string;
}

export type Received =
  | {
      readonly kind: 'events';
      readonly events: readonly InboundEvent[];
      readonly answer: HttpAnswer;
      /** Passed on at once after the answer, not kept, and dropped when it is late. */
      readonly typing?: readonly InboundTyping[];
      readonly acknowledge?: readonly Acknowledgement[];
    }
  | RefusedRequest;
