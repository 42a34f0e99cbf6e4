import type { z } from 'zod';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../http/client';
import { parseJson } from '../../http/json';
import type { DriverContext } from '../contract';
import { DeliveryError } from '../delivery-error';
import { unanswered, unreadable } from './errors';
import { say } from './phrases';

const WITHIN_MS = 5_000;

/** One exchange; `isSafe` where it may be asked for once more. @throws DeliveryError when no answer comes */
export async function exchange(
  { http, signal }: DriverContext<unknown>,
  request: Omit<HttpRequest, 'signal'>,
  isSafe: boolean,
): Promise<HttpResponse> {
  try {
    return await http.request({ ...request, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error, isSafe);
    throw error;
  }
}

/** Fetches a public document. @throws DeliveryError, always worth another attempt */
export async function fetchJson<Shape>(
  context: DriverContext<unknown>,
  url: string,
  shape: z.ZodType<Shape>,
): Promise<Shape> {
  const { status, body } = await exchange(context, { method: 'GET', url, timeoutMs: WITHIN_MS }, true);
  if (status !== 200) {
    throw new DeliveryError({ code: 903, retry: 'later', ...say('botframework.internal', { status }) });
  }
  const parsed = shape.safeParse(parseJson(body));
  if (!parsed.success) throw unreadable(true);
  return parsed.data;
}
