import { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { retryAfterMs } from '../../http/retry-after';
import { parseWithBigIds } from '../big-ids';
import type { DriverContext } from '../contract';
import type { ViberCredentials } from './credentials';
import { refusedBy, unanswered, unreadable, type Refusal } from './errors';

const TIMEOUT_MS = 10_000;

/** What the Bot API answered; failures of another kind are thrown. */
export type Answered<Result> =
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Part of every answer; HTTP says 200 for refusals too (viber.md §0). */
const Envelope = z.object({ status: z.int(), status_message: z.string().optional().catch(undefined) });

type Body = Readonly<Record<string, unknown>>;

/**
 * Calls one method of the Bot API (viber.md §1) and reads its answer.
 *
 * @param result shape of the answer; fields beyond it are ignored. Big numbers come as strings of their digits.
 * @throws DeliveryError for missing answers and answers of another shape; it never holds the token
 */
export async function askViber<Result>(
  context: DriverContext<ViberCredentials>,
  method: string,
  body: Body,
  result: z.ZodType<Result>,
  timeoutMs = TIMEOUT_MS,
): Promise<Answered<Result>> {
  const response = await post(context, method, body, timeoutMs);
  const answer = parseWithBigIds(response.body);
  const envelope = Envelope.safeParse(answer).data;
  if (response.status < 300) {
    if (envelope === undefined) throw unreadable();
    if (envelope.status === 0) {
      const parsed = result.safeParse(answer);
      if (!parsed.success) throw unreadable();
      return { kind: 'done', result: parsed.data };
    }
  }
  const { status, status_message: message } = envelope ?? {};
  const wait = retryAfterMs(response.headers['retry-after'], context.clock.now());
  return {
    kind: 'refused',
    refusal: {
      http: response.status,
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message: message.replaceAll(context.credentials.authToken, '…') }),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    },
  };
}

/** The same where a refusal leaves nothing to try. @throws DeliveryError for refusals too */
export async function callViber<Result>(
  context: DriverContext<ViberCredentials>,
  method: string,
  body: Body,
  result: z.ZodType<Result>,
): Promise<Result> {
  const answer = await askViber(context, method, body, result);
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  return answer.result;
}

async function post(
  { http, credentials, signal }: DriverContext<ViberCredentials>,
  method: string,
  body: Body,
  timeoutMs: number,
): Promise<HttpResponse> {
  try {
    return await http.request({
      method: 'POST',
      url: `${credentials.apiBaseUrl.replace(/\/+$/, '')}/${method}`,
      headers: { 'Content-Type': 'application/json', 'X-Viber-Auth-Token': credentials.authToken },
      body: JSON.stringify(body),
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
}
