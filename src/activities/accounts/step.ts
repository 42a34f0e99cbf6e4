import type { Asked } from '../../access/crm-access';
import type { OAuthAnswer, OAuthReason } from '../../kommo/crm/oauth-types';
import type { CrmReason } from '../../kommo/crm/types';
import type { Answer } from '../../kommo/types';
import { DeliveryError } from '../../messengers/delivery-error';
import { wordsOf, type Words } from '../../model/words';
import type { StepResult } from '../../workflows/account-contract';
import { tryAgain } from '../try-again';

/** An address that is banned stays so for a while, and asking makes it longer (kommo-platform.md §9.4). */
const BLOCKED_FOR_MS = 10 * 60_000;

export const DONE = { kind: 'done' } as const satisfies StepResult;

export function needsPerson(words: Words): StepResult {
  return { kind: 'needs-person', ...wordsOf(words) };
}

/** What Kommo's CRM refused, where it is a matter for a person or of the request itself. */
export interface CrmRefusal extends Words {
  readonly kind: 'refused';
  readonly reason: CrmReason | 'no-access';
  /** Kommo's own words for what is wrong (kommo-platform.md §9.5). */
  readonly codes: readonly string[];
}

/** @throws ApplicationFailure where another attempt is what helps */
export function settled<Value>(
  answer: Asked<Value>,
): { readonly kind: 'accepted'; readonly value: Value } | CrmRefusal {
  switch (answer.kind) {
    case 'accepted':
      return answer;
    case 'no-access':
      return { kind: 'refused', reason: 'no-access', codes: [], ...wordsOf(answer) };
    case 'refused':
      if (answer.reason === 'blocked') throw tryAgain(answer.text, BLOCKED_FOR_MS);
      return {
        kind: 'refused',
        reason: answer.reason,
        codes: answer.faults.map(({ code }) => code),
        ...wordsOf(answer),
      };
    case 'later':
      throw tryAgain(answer.text, answer.retryAfterMs);
    case 'unknown':
      throw tryAgain(answer.text);
  }
}

/** The same for Kommo's chats. @throws ApplicationFailure where another attempt is what helps */
export function settledChat<Value>(
  answer: Answer<Value>,
): { readonly kind: 'accepted'; readonly value: Value } | ({ readonly kind: 'refused' } & Words) {
  switch (answer.kind) {
    case 'accepted':
      return answer;
    case 'refused':
      return { kind: 'refused', ...wordsOf(answer) };
    case 'later':
      throw tryAgain(answer.text, answer.retryAfterMs);
    case 'unknown':
      throw tryAgain(answer.text);
  }
}

/** The same for OAuth, where an answer that was lost is told to the caller: a code or a token may be used up by it. */
export function settledOAuth<Value>(
  answer: OAuthAnswer<Value>,
):
  | { readonly kind: 'accepted'; readonly value: Value }
  | ({ readonly kind: 'refused'; readonly reason: OAuthReason } & Words)
  | { readonly kind: 'unknown'; readonly text: string } {
  switch (answer.kind) {
    case 'accepted':
    case 'unknown':
      return answer;
    case 'refused':
      if (answer.reason === 'blocked') throw tryAgain(answer.text, BLOCKED_FOR_MS);
      return { kind: 'refused', reason: answer.reason, ...wordsOf(answer) };
    case 'later':
      throw tryAgain(answer.text, answer.retryAfterMs);
  }
}

/**
 * What a driver threw: a matter for a person, or for another attempt. A message may wait for better credentials; here they
 * are what is asked for. @throws whatever else it is
 */
export function refusedByMessenger(error: unknown): Words & { readonly fault: 'credentials' | 'webhook' } {
  if (!(error instanceof DeliveryError)) throw error;
  // A delivery waits until somebody enters new credentials; here it is what that person has to be told.
  if (error.code === 902) return { fault: 'credentials', ...error.words };
  if (error.retry !== 'no') throw tryAgain(error.text, error.retryAfterMs);
  return { fault: 'webhook', ...error.words };
}
