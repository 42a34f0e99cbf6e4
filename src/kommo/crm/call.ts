import type { HttpRequest } from '../../http/client';
import type { CallOptions } from '../types';
import type { CrmAnswer, CrmReason } from './answer-types';
import type { ReadBody } from '../answers';
import { readAnswer, readFailure } from './answers';
import type { CrmApiOptions } from './types';

const TIMEOUT_MS = 10_000;

export interface CrmCall<Value> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v4`. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** Serialised. */
  readonly body?: string;
  readonly read: ReadBody<Value>;
  /** What a 404 means, where it is not a thing that was named. */
  readonly notFound?: CrmReason;
}

/** Sends a request once, with the token, and reads the answer (kommo-platform.md §0.2). */
export async function callCrm<Value>(
  options: CrmApiOptions,
  { method, path, query, body, read, notFound }: CrmCall<Value>,
  { signal }: CallOptions = {},
): Promise<CrmAnswer<Value>> {
  const token = await options.token();
  const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`;
  const request: HttpRequest = {
    method,
    url: `${options.baseUrl}/api/v4${path}${search}`,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
  };
  const onlyReads = method === 'GET';
  try {
    const now = options.clock.now();
    const response = await options.http.request(request);
    return readAnswer(response, read, { now, onlyReads, ...(notFound === undefined ? {} : { notFound }) });
  } catch (error) {
    return readFailure(error, onlyReads);
  }
}
