import type { Response } from 'express';
import { hooksAnswered, hookSeconds } from '../metrics';
import type { HookCaller } from './hook';

/** Answers a webhook and counts it: `kind` is a word for the metric, never content. */
export function answerHook(
  response: Response,
  caller: HookCaller,
  kind: string,
  answer: { readonly status: number; readonly contentType?: string; readonly body?: string },
): void {
  hooksAnswered.inc({ caller, answer: kind });
  const startedAt = response.locals.startedAt as number | undefined;
  if (startedAt !== undefined) hookSeconds.observe({ caller }, (performance.now() - startedAt) / 1_000);
  response.status(answer.status);
  if (answer.contentType !== undefined) response.type(answer.contentType);
  response.end(answer.body ?? '');
}

/** Says no in JSON, ours unless told otherwise; `reason` never repeats what was sent. */
export function refuseHook(
  response: Response,
  caller: HookCaller,
  status: number,
  kind: string,
  reason: string,
  body = JSON.stringify({ error: kind, reason }),
): void {
  answerHook(response, caller, kind, { status, contentType: 'application/json', body });
}
