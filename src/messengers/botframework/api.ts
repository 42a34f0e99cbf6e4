import { z } from 'zod';
import type { HttpResponse } from '../../http/client';
import { parseJson } from '../../http/json';
import { retryAfterMs } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import { baseOf } from './addresses';
import type { BotCredentials } from './credentials';
import { refusedBy, unreadable, type Refusal } from './errors';
import { exchange } from './fetch-json';
import type { Conversation } from './reference';
import { newToken, tokenFor } from './token';

type Context = DriverContext<BotCredentials>;

const TIMEOUT_MS = 10_000;
/**
 * What was refused for its token may go once more at once. Not later than this: who was stopped for long may not be the one
 * that sends in this chat any more (design §3, Fencing).
 */
const SECOND_TRY_WITHIN_MS = 3_000;

interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the conversation. */
  readonly path: readonly string[];
  readonly body?: object;
  /** It may be asked for once more, whatever became of the first time: nothing that stays is made by it. */
  readonly isSafe: boolean;
}

/**
 * Calls the connector (skype.md §3) at the server of a conversation, and reads its answer.
 *
 * @param result shape of the answer; fields beyond it are ignored
 * @throws DeliveryError as of skype.md §4; it never holds a token
 */
export async function callConnector<Result>(
  context: Context,
  conversation: Conversation,
  call: Call,
  result: z.ZodType<Result>,
): Promise<Result> {
  const begun = performance.now();
  let token = await tokenFor(context);
  let response = await send(context, conversation, call, token);
  if (response.status === 401) {
    token = await newToken(context);
    if (performance.now() - begun <= SECOND_TRY_WITHIN_MS) response = await send(context, conversation, call, token);
  }
  if (response.status >= 300) throw refusedBy(refusalOf(context, conversation, response, token));
  const parsed = result.safeParse(parseJson(response.body));
  if (!parsed.success) throw unreadable(call.isSafe);
  return parsed.data;
}

function send(
  context: Context,
  { serviceUrl, id }: Conversation,
  { method, path, body, isSafe }: Call,
  token: string,
): Promise<HttpResponse> {
  const below = ['v3', 'conversations', id, ...path].map(encodeURIComponent).join('/');
  const request = {
    method,
    url: `${baseOf(serviceUrl)}/${below}`,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs: TIMEOUT_MS,
  };
  return exchange(context, request, isSafe);
}

const text = z.string().optional().catch(undefined);
/** Teams nests a code of its own, and says some of it without the envelope (skype.md §4). */
const Fault = z.object({ code: text, subCode: text, errorCode: text, message: text });
const Envelope = z.object({
  error: Fault.extend({
    innerHttpError: z
      .object({ body: z.object({ error: Fault }) })
      .optional()
      .catch(undefined),
  })
    .optional()
    .catch(undefined),
});

function refusalOf(context: Context, { channelId }: Conversation, response: HttpResponse, token: string): Refusal {
  const raw = parseJson(response.body);
  const bare = Fault.safeParse(raw).data;
  const within = Envelope.safeParse(raw).data?.error;
  const inner = within?.innerHttpError?.body.error;
  const codes = [inner, within, bare].flatMap((fault) => [fault?.subCode, fault?.code, fault?.errorCode]);
  const message = within?.message ?? bare?.message;
  const wait = retryAfterMs(response.headers['retry-after'], context.clock.now());
  return {
    status: response.status,
    codes: codes.flatMap((code) => (code === undefined ? [] : [code.toLowerCase()])),
    channelId,
    ...(message === undefined ? {} : { message: message.replaceAll(token, '…') }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}
