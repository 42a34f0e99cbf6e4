import type { Outcome } from '../../exchange';
import type { Sandbox } from '../../sandbox';
import type { Channel, Connection } from '../state';

/** A request that has passed the checks common to all (kommo-chat-api.md §15.1 steps 1 to 5). */
export interface Request {
  readonly sandbox: Sandbox;
  readonly channel: Channel;
  /** The id in the middle of the path: a message's or a chat's. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  /** The journal's number of this request. */
  readonly seq: number;
}

export interface ScopedRequest extends Request {
  readonly connection: Connection;
}

/** A success that has nothing to say (kommo-chat-api.md §14 row 13). */
export function done(request: Request, noted: Omit<Outcome, 'status' | 'body'>): Outcome {
  const body = request.sandbox.assumptions.is('success-body', '{}') ? { body: {} } : {};
  return { ...noted, ...body, status: 200 };
}
