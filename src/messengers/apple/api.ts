import type { z } from 'zod';
import { NoAnswer, type HttpDownload, type HttpRequest, type HttpResponse } from '../../http/client';
import { parseJson } from '../../http/json';
import { retryAfterMs } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import type { AppleCredentials } from './credentials';
import { unanswered, unreadable, type Refusal } from './errors';
import { newToken } from './token';

type Context = DriverContext<AppleCredentials>;

const TIMEOUT_MS = 10_000;
/** A slow line still has to come to an end. */
const FILE_WITHIN_MS = 10 * 60_000;
const LONGEST_MESSAGE = 200;

export interface AppleCall {
  readonly method: 'GET' | 'POST';
  readonly path: 'message' | 'preUpload' | 'preDownload' | 'decodePayload';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** @throws DeliveryError when no answer comes; refusals are returned */
export async function askApple(context: Context, { path, ...call }: AppleCall): Promise<HttpResponse> {
  const { credentials } = context;
  const authorization = `Bearer ${await newToken(context)}`;
  const url = `${credentials.apiBaseUrl.replace(/\/+$/, '')}/${path}`;
  const headers = { authorization, ...call.headers };
  return exchange(context, { ...call, url, headers, timeoutMs: TIMEOUT_MS }, path !== 'message');
}

/** Sends a file to an address that Apple has given for it. @throws DeliveryError when no answer comes */
export function putFile(context: Context, url: string, body: NonNullable<HttpRequest['body']>): Promise<HttpResponse> {
  const headers = { 'content-type': 'application/octet-stream' };
  return exchange(context, { method: 'POST', url, headers, body, timeoutMs: FILE_WITHIN_MS }, true);
}

/** Opens a file at an address that Apple has given for it. @throws DeliveryError when no answer comes */
export function getFile({ http, signal }: Context, url: string): Promise<HttpDownload> {
  return answered(
    http.download({ method: 'GET', url, timeoutMs: FILE_WITHIN_MS, ...(signal === undefined ? {} : { signal }) }),
    true,
  );
}

/** The JSON of a success. @throws DeliveryError for anything else than the shape */
export function read<Shape>({ body }: HttpResponse, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(parseJson(body));
  if (!parsed.success) throw unreadable();
  return parsed.data;
}

/** Of an answer that is no success; what Apple says of it is text (apple.md §4). */
export function refusalIn({ clock }: Context, { status, headers, body }: HttpResponse): Refusal {
  const said = body
    .toString('utf8', 0, 4 * LONGEST_MESSAGE)
    .replace(/\s+/g, ' ')
    .trim();
  const message = said.length > LONGEST_MESSAGE ? `${said.slice(0, LONGEST_MESSAGE - 1)}…` : said;
  const wait = retryAfterMs(headers['retry-after'], clock.now());
  return {
    status,
    ...(message === '' || message.startsWith('<') ? {} : { message }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function exchange({ http, signal }: Context, request: HttpRequest, isSafe: boolean): Promise<HttpResponse> {
  return answered(http.request({ ...request, ...(signal === undefined ? {} : { signal }) }), isSafe);
}

async function answered<Answer>(answer: Promise<Answer>, isSafe: boolean): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error, isSafe);
    throw error;
  }
}
