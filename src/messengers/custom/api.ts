import { randomUUID } from 'node:crypto';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { isRecord, parseJson } from '../../http/json';
import { retryAfterMs } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import { keysOf, type CustomCredentials } from './credentials';
import { notAService, refusedBy, unanswered, type ServiceRefusal } from './errors';
import { ANSWER_WITHIN_MS, PING_WITHIN_MS } from './limits';
import { Refusal, ServicePong } from './protocol/answers';
import { VERSION } from './protocol/event';
import type { DataFromCourier, FromCourierType } from './protocol/from-courier';
import { signatureHeaders } from './signing';
import { withoutNulls } from './without-nulls';

export type Context = DriverContext<CustomCredentials>;

/** What is to be told to the service. */
export interface Event<Type extends FromCourierType> {
  readonly type: Type;
  /** `webhook-id`: the same on every attempt, where a repeat would do harm; left out: a new one. */
  readonly id?: string;
  /** When it happened, milliseconds since 1970; left out: now. */
  readonly at?: number;
  readonly data: DataFromCourier<Type>;
}

/** Tells the service, and has it taken. @throws DeliveryError as of webhook.md §4 */
export async function tell<Type extends FromCourierType>(
  context: Context,
  event: Event<Type>,
  timeoutMs = ANSWER_WITHIN_MS,
): Promise<HttpResponse> {
  const response = await ask(context, event, timeoutMs);
  if (response.status >= 200 && response.status < 300) return response;
  throw refusedBy(refusalIn(response, context.clock.now()));
}

/**
 * Asks the service whether it is there and accepts our signature (webhook.md §1).
 *
 * @param inboundUrl where it shall send its events from now on
 * @throws DeliveryError, also where its answer is not one to a ping
 */
export async function ping(context: Context, inboundUrl?: string): Promise<ServicePong> {
  const challenge = randomUUID();
  const data = { challenge, ...(inboundUrl === undefined ? {} : { inbound_url: inboundUrl }) };
  const { body } = await tell(context, { type: 'connection.ping', data }, PING_WITHIN_MS);
  const pong = pongIn(body);
  if (pong?.challenge !== challenge) throw notAService();
  return pong;
}

/** Of `inbound_url` alone a `null` says something: that the service has nowhere to send its events. */
function pongIn(body: Buffer): ServicePong | undefined {
  const said = parseJson(body);
  const isNowhere = isRecord(said) && said.inbound_url === null;
  const read = ServicePong.safeParse(withoutNulls(said)).data;
  return read && (isNowhere ? { ...read, inbound_url: null } : read);
}

/** Tells the service, whatever it answers. @throws DeliveryError where it does not */
export async function ask<Type extends FromCourierType>(
  { http, clock, credentials, signal }: Context,
  { type, data, id = `evt_${randomUUID()}`, at = clock.now() }: Event<Type>,
  timeoutMs: number,
): Promise<HttpResponse> {
  const said = { type, version: VERSION, timestamp: new Date(at).toISOString(), data };
  const body = Buffer.from(JSON.stringify(said));
  const signed = { id, timestamp: Math.floor(clock.now() / 1_000), body };
  try {
    return await http.request({
      method: 'POST',
      url: credentials.serviceUrl,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Courier',
        ...signatureHeaders(keysOf(credentials.outboundSecret), signed),
      },
      body,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
}

/** What an answer that is no success says. @param now milliseconds since 1970 */
export function refusalIn({ status, headers, body }: HttpResponse, now: number): ServiceRefusal {
  const { code, message, retryable } = Refusal.safeParse(withoutNulls(parseJson(body))).data?.error ?? {};
  const wait = retryAfterMs(headers['retry-after'], now);
  return {
    http: status,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(retryable === undefined ? {} : { retryable }),
    ...(wait === undefined ? {} : { retryAfterMs: Math.min(wait, LONGEST_WAIT_MS) }),
  };
}

/** A service that asks for longer is asked again after this (webhook.md §5). */
const LONGEST_WAIT_MS = 60 * 60 * 1_000;
