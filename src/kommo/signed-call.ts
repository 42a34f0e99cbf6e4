import type { HttpRequest } from '../http/client';
import { invalidRequest, readAnswer, readFailure, type ReadBody } from './answers';
import { PathId } from './request-schemas';
import { rfc2822, signRequest } from './signing';
import type { Answer, CallOptions, ChatApiOptions, RefusalReason } from './types';

const ROOT = '/v2/origin/custom';
const CONTENT_TYPE = 'application/json';
const TIMEOUT_MS = 10_000;

export interface SignedCall<Value> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path below `/v2/origin/custom`, in parts. */
  readonly path: readonly string[];
  /** Without "?"; it is not signed (kommo-chat-api.md §4.1). */
  readonly query?: string;
  /** Serialised: these very characters are hashed and sent. */
  readonly body?: string;
  readonly read: ReadBody<Value>;
  /** Strings that no error text may repeat. */
  readonly secrets?: readonly string[];
  /** What a 404 of this operation means, where the sheet says so. */
  readonly notFound?: RefusalReason;
}

/** Signs a request, sends it once and reads the answer (kommo-chat-api.md §3–§5). */
export async function callSigned<Value>(
  options: ChatApiOptions,
  call: SignedCall<Value>,
  { signal }: CallOptions = {},
): Promise<Answer<Value>> {
  for (const part of call.path) {
    const fit = PathId.safeParse(part);
    if (!fit.success) return invalidRequest(fit.error);
  }
  const path = [ROOT, ...call.path].join('/');
  const body = call.body ?? '';
  const date = rfc2822(options.clock.now());
  const { contentMd5, signature } = signRequest({
    method: call.method,
    path,
    contentType: CONTENT_TYPE,
    date,
    body,
    secret: options.secret,
  });
  const request: HttpRequest = {
    method: call.method,
    url: `${new URL(options.origin).origin}${path}${call.query === undefined ? '' : `?${call.query}`}`,
    headers: { Date: date, 'Content-Type': CONTENT_TYPE, 'Content-MD5': contentMd5, 'X-Signature': signature },
    ...(call.body === undefined ? {} : { body }),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    const response = await options.http.request(request);
    return readAnswer(response, call.read, {
      now: options.clock.now(),
      secrets: call.secrets ?? [],
      ...(call.notFound === undefined ? {} : { notFound: call.notFound }),
    });
  } catch (error) {
    return readFailure(error);
  }
}
