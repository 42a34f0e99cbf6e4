import { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { isRecord } from '../../http/json';
import { formOf, type FilePart } from '../multipart';
import { addressOf, type GraphAccess, type GraphCaller } from './access';
import { classify, type RefusalRule } from './classify';
import { brokenOff, unanswered, unreadable } from './failures';
import { parseWithBigIds } from '../big-ids';
import { refusalOf, waitOf, type GraphRefusal } from './refusal';

const TIMEOUT_MS = 10_000;
/** A lane's activity has two minutes for all that it does. */
const LONGEST_UPLOAD_MS = 100_000;
const UPLOAD_BYTES_PER_MS = 512;

export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Segments after the version, each as it is: `[phoneNumberId, 'messages']`. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: object;
  /** Instead of `json`: a form with files, streamed. */
  readonly form?: { readonly fields: Readonly<Record<string, unknown>>; readonly files: readonly FilePart[] };
  readonly timeoutMs?: number;
}

/** What the Graph API answered; failures of another kind are thrown. */
export type GraphAnswer<Result> =
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'refused'; readonly refusal: GraphRefusal };

/** Of calls that answer nothing but that they were carried out. */
export const Success = z.object({ success: z.literal(true) });

/**
 * Makes one call of the Graph API with the token as bearer, and reads its answer. Ids that are bare numbers come as strings
 * where they are long (`parseLossless`, `GraphId`).
 *
 * @param result shape of the answer; fields beyond it are ignored, as the API only grows
 * @throws DeliveryError for missing answers and answers of another shape; it never holds a token
 */
export async function askGraph<Result>(
  caller: GraphCaller,
  access: GraphAccess,
  request: GraphRequest,
  result: z.ZodType<Result>,
): Promise<GraphAnswer<Result>> {
  const response = await exchange(caller, access, request);
  const body = parseWithBigIds(response.body);
  if (isRecord(body) && 'error' in body) return refused(caller, access, response, body.error);
  if (response.status >= 300) return refused(caller, access, response, undefined);
  const parsed = result.safeParse(body);
  if (!parsed.success) throw unreadable(access.product);
  return { kind: 'done', result: parsed.data };
}

/** The same where a refusal leaves nothing to try. @throws DeliveryError for refusals too */
export async function callGraph<Result>(
  caller: GraphCaller,
  access: GraphAccess,
  request: GraphRequest,
  result: z.ZodType<Result>,
  rules: readonly RefusalRule[] = [],
): Promise<Result> {
  const answer = await askGraph(caller, access, request, result);
  if (answer.kind === 'refused') throw classify(answer.refusal, rules, access.product);
  return answer.result;
}

function refused(
  { clock }: GraphCaller,
  { token, secrets = [] }: GraphAccess,
  { status, headers }: HttpResponse,
  error: unknown,
): { readonly kind: 'refused'; readonly refusal: GraphRefusal } {
  const wait = waitOf(headers, clock.now());
  const refusal = refusalOf(error, status, [token, ...secrets]);
  return { kind: 'refused', refusal: wait === undefined ? refusal : { ...refusal, retryAfterMs: wait } };
}

async function exchange(caller: GraphCaller, access: GraphAccess, request: GraphRequest): Promise<HttpResponse> {
  const { method, path, query, json, timeoutMs = TIMEOUT_MS } = request;
  const form = request.form === undefined ? undefined : formOf(request.form.fields, request.form.files);
  const content =
    form === undefined
      ? json === undefined
        ? undefined
        : { type: 'application/json', body: JSON.stringify(json) }
      : { type: form.contentType, body: form.body };
  const withinMs =
    form === undefined
      ? timeoutMs
      : Math.min(LONGEST_UPLOAD_MS, timeoutMs + Math.ceil(form.body.length / UPLOAD_BYTES_PER_MS));
  try {
    return await caller.http.request({
      method,
      url: addressOf(access, path, query),
      headers: {
        Authorization: `Bearer ${access.token}`,
        ...(content === undefined ? {} : { 'Content-Type': content.type }),
      },
      ...(content === undefined ? {} : { body: content.body }),
      timeoutMs: withinMs,
      ...(caller.signal === undefined ? {} : { signal: caller.signal }),
    });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw form === undefined || form.isComplete()
      ? unanswered(error, access.product)
      : brokenOff(error, access.product);
  }
}
