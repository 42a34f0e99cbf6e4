import type { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { retryAfterMs } from '../../http/retry-after';
import { parseWithBigIds } from '../big-ids';
import type { DriverContext } from '../contract';
import type { Form } from '../multipart';
import type { WeChatCredentials } from './credentials';
import { unanswered, unreadable, type Refusal } from './errors';
import { Outcome } from './shapes';

type Context = DriverContext<WeChatCredentials>;

const TIMEOUT_MS = 10_000;

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Without a slash before it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly form?: Form;
  readonly timeoutMs?: number;
}

/** What the API answered; failures of another kind are thrown. */
export type Answered<Result> =
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * One request (wechat.md §3), and its answer read.
 *
 * @param result shape of the answer; fields beyond it are ignored
 * @throws DeliveryError for missing answers and answers of another shape; it never holds a secret
 */
export async function request<Result>(
  context: Context,
  call: Call,
  result: z.ZodType<Result>,
): Promise<Answered<Result>> {
  const response = await sent(context, call);
  const answer = parseWithBigIds(response.body);
  const refusal = refusalIn(context, call, response, answer);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const parsed = result.safeParse(answer);
  if (!parsed.success) throw unreadable();
  return { kind: 'done', result: parsed.data };
}

/** @returns undefined for a success */
export function refusalIn(
  { credentials, clock }: Context,
  { query }: Pick<Call, 'query'>,
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  answer: unknown,
): Refusal | undefined {
  const outcome = Outcome.safeParse(answer).data;
  const { errcode = 0, errmsg } = outcome ?? {};
  if (status < 300 && errcode === 0) return undefined;
  const wait = retryAfterMs(headers['retry-after'], clock.now());
  return {
    http: status,
    ...(errcode === 0 ? {} : { errcode }),
    ...(errmsg === undefined ? {} : { errmsg: without([credentials.appSecret, query?.access_token], errmsg) }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** A call's address; it may hold the access token. */
export function addressOf(
  { apiBaseUrl }: WeChatCredentials,
  { path, query = {} }: Pick<Call, 'path' | 'query'>,
): string {
  const asked = new URLSearchParams(query).toString();
  return `${apiBaseUrl.replace(/\/+$/, '')}/${path}${asked === '' ? '' : `?${asked}`}`;
}

function without(secrets: readonly (string | undefined)[], text: string): string {
  return secrets.reduce<string>((left, secret) => (secret ? left.replaceAll(secret, '…') : left), text);
}

async function sent({ http, credentials, signal }: Context, call: Call): Promise<HttpResponse> {
  const { method, body, form, timeoutMs = TIMEOUT_MS } = call;
  try {
    return await http.request({
      method,
      url: addressOf(credentials, call),
      timeoutMs,
      // Chinese as it is: WeChat takes no escapes for it (wechat.md §3), and JSON.stringify makes none.
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }),
      ...(form === undefined ? {} : { headers: { 'Content-Type': form.contentType }, body: form.body }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
}
