import { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { retryAfterMs, secondsToWait } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import type { TelegramCredentials } from './credentials';
import { refusedBy, unanswered, unreadable } from './errors';

const TIMEOUT_MS = 10_000;

/** The envelope of every answer (telegram.md §1). */
const Envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    description: z.string().optional(),
    parameters: z.object({ retry_after: z.number().optional() }).optional().catch(undefined),
  }),
]);

/**
 * Calls one method of the Bot API with a JSON body (telegram.md §1) and reads its result.
 *
 * @param result shape of `result`; fields beyond it are ignored, as the API only grows
 * @throws DeliveryError for refusals, missing answers and results of another shape; it never holds the token
 */
export async function callTelegram<Result>(
  context: DriverContext<TelegramCredentials>,
  method: string,
  parameters: Readonly<Record<string, unknown>>,
  result: z.ZodType<Result>,
): Promise<Result> {
  const response = await request(context, method, parameters);
  const envelope = Envelope.safeParse(parseJson(response.body)).data;
  if (envelope?.ok === true) {
    const parsed = result.safeParse(envelope.result);
    if (!parsed.success) throw unreadable();
    return parsed.data;
  }
  if (envelope === undefined && response.status < 300) throw unreadable();
  const wait =
    secondsToWait(envelope?.parameters?.retry_after) ??
    retryAfterMs(response.headers['retry-after'], context.clock.now());
  throw refusedBy({
    status: response.status,
    ...(envelope?.description === undefined ? {} : { description: redact(envelope.description, context.credentials) }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

async function request(
  context: DriverContext<TelegramCredentials>,
  method: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<HttpResponse> {
  const { apiBaseUrl, token } = context.credentials;
  try {
    return await context.http.request({
      method: 'POST',
      url: `${apiBaseUrl.replace(/\/+$/, '')}/bot${token}/${method}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(parameters),
      timeoutMs: TIMEOUT_MS,
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
}

/** Telegram has no reason to repeat the token; a server between us and it might. */
function redact(text: string, { token }: TelegramCredentials): string {
  return text.replaceAll(token, '…').replaceAll(token.slice(token.indexOf(':') + 1), '…');
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
