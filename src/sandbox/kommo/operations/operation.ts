import type { z } from 'zod';
import type { Outcome } from '../../exchange';
import type { Sandbox } from '../../sandbox';
import { refuse } from '../answers';
import { check, strangers } from '../fields/check';
import type { Channel, Connection } from '../records';

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
  /** What is odd and no fault: a note in the journal. */
  readonly warnings: string[];
}

export interface ScopedRequest extends Request {
  readonly connection: Connection;
}

/** The fields of a request, checked; others are noted, or refused (kommo-chat-api.md §15.1 step 6). */
export function readFields<T>(request: Request, schema: z.ZodType<T>, data: unknown): T {
  const fields = check(schema, data);
  for (const stranger of strangers(schema, data)) {
    if (request.sandbox.assumptions.is('unknown-fields', 'refuse-400')) refuse(stranger, 'no such field');
    request.warnings.push(`${stranger}: no such field`);
  }
  return fields;
}

/** A success that has nothing to say (kommo-chat-api.md §14 row 13). */
export function done(request: Request, noted: Omit<Outcome, 'status' | 'body'>): Outcome {
  const body = request.sandbox.assumptions.is('success-body', '{}') ? { body: {} } : {};
  return { ...noted, ...body, status: 200 };
}
