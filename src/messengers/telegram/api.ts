import { z } from 'zod';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../http/client';
import { retryAfterMs, secondsToWait } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import type { TelegramCredentials } from './credentials';
import { brokenOff, refusedBy, unanswered, unreadable, type Refusal } from './errors';
import { parseJson } from '../../http/json';
import { formOf, type FilePart } from '../multipart';

const TIMEOUT_MS = 10_000;
/** A lane's activity has two minutes for all that it does. */
const LONGEST_UPLOAD_MS = 100_000;
const UPLOAD_BYTES_PER_MS = 512;

/** What the Bot API answered; failures of another kind are thrown. */
export type Answered<Result> =
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The envelope of every answer (telegram.md §1). */
const Envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    description: z.string().optional(),
    parameters: z
      .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() })
      .optional()
      .catch(undefined),
  }),
]);

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Calls one method of the Bot API (telegram.md §1) and reads its result: with a JSON body, or as a form where files go
 * along.
 *
 * @param result shape of `result`; fields beyond it are ignored, as the API only grows
 * @throws DeliveryError for missing answers and results of another shape; it never holds the token
 */
export async function askTelegram<Result>(
  context: DriverContext<TelegramCredentials>,
  method: string,
  parameters: Parameters,
  result: z.ZodType<Result>,
  files: readonly FilePart[] = [],
): Promise<Answered<Result>> {
  const url = addressOf(context.credentials, `bot${context.credentials.token}/${method}`);
  const response = await (files.length === 0
    ? post(context, url, parameters)
    : upload(context, url, parameters, files));
  const envelope = Envelope.safeParse(parseJson(response.body)).data;
  if (envelope?.ok === true) {
    const parsed = result.safeParse(envelope.result);
    if (!parsed.success) throw unreadable();
    return { kind: 'done', result: parsed.data };
  }
  if (envelope === undefined && response.status < 300) throw unreadable();
  const { description, parameters: more } = envelope ?? {};
  const wait = secondsToWait(more?.retry_after) ?? retryAfterMs(response.headers['retry-after'], context.clock.now());
  return {
    kind: 'refused',
    refusal: {
      status: response.status,
      ...(description === undefined ? {} : { description: redact(description, context.credentials) }),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(more?.migrate_to_chat_id === undefined ? {} : { movedTo: String(more.migrate_to_chat_id) }),
    },
  };
}

/** The same where a refusal leaves nothing to try. @throws DeliveryError for refusals too */
export async function callTelegram<Result>(
  context: DriverContext<TelegramCredentials>,
  method: string,
  parameters: Parameters,
  result: z.ZodType<Result>,
): Promise<Result> {
  const answer = await askTelegram(context, method, parameters, result);
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  return answer.result;
}

/** @param path below the server's address */
export function addressOf({ apiBaseUrl }: TelegramCredentials, path: string): string {
  return `${apiBaseUrl.replace(/\/+$/, '')}/${path}`;
}

async function post(
  context: DriverContext<TelegramCredentials>,
  url: string,
  parameters: Parameters,
): Promise<HttpResponse> {
  const headers = { 'Content-Type': 'application/json' };
  try {
    return await exchange(context, { url, headers, body: JSON.stringify(parameters), timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
}

async function upload(
  context: DriverContext<TelegramCredentials>,
  url: string,
  parameters: Parameters,
  files: readonly FilePart[],
): Promise<HttpResponse> {
  const form = formOf(parameters, files);
  const timeoutMs = Math.min(LONGEST_UPLOAD_MS, TIMEOUT_MS + Math.ceil(form.body.length / UPLOAD_BYTES_PER_MS));
  const headers = { 'Content-Type': form.contentType };
  try {
    return await exchange(context, { url, headers, body: form.body, timeoutMs });
  } catch (error) {
    if (error instanceof NoAnswer) throw form.isComplete() ? unanswered(error) : brokenOff(error);
    throw error;
  }
}

function exchange(
  { http, signal }: DriverContext<TelegramCredentials>,
  request: Omit<HttpRequest, 'method' | 'signal'>,
): Promise<HttpResponse> {
  return http.request({ ...request, method: 'POST', ...(signal === undefined ? {} : { signal }) });
}

/** Telegram has no reason to repeat the token; a server between us and it might. */
function redact(text: string, { token }: TelegramCredentials): string {
  return text.replaceAll(token, '…').replaceAll(token.slice(token.indexOf(':') + 1), '…');
}
