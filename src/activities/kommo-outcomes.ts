import type { Answer, Refused, StoredMessage } from '../kommo/types';
import type { ClaimedDelivery } from '../ledger/claimed';
import { wordsOf, type Words } from '../model/words';
import type { Carried } from './drain-lane';
import { FIRST_LOOK_MS } from './kommo-evidence';

export const NOT_IN_KOMMO = {
  kind: 'settled',
  settlement: { outcome: { kind: 'ignored', reason: 'The message it concerns is not in Kommo' } },
} as const satisfies Carried;

export const NO_REACTIONS = {
  kind: 'settled',
  settlement: { outcome: { kind: 'ignored', reason: 'The channel has no reactions' } },
} as const satisfies Carried;

function putOff({ retryAfterMs, ...words }: Words & { readonly retryAfterMs?: number }): Carried {
  return {
    kind: 'put-off',
    reason: { code: 903, ...wordsOf(words) },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

export function stored(message: StoredMessage, kind: ClaimedDelivery['kind']): Carried {
  const customer = kind === 'note' || kind === 'echo' ? message.receiverId : message.senderId;
  return {
    kind: 'settled',
    settlement: {
      outcome: { kind: 'sent' },
      kommoId: message.messageId,
      ...(message.chatId === undefined ? {} : { chatKommoId: message.chatId }),
      ...(customer === undefined ? {} : { customerKommoId: customer }),
    },
  };
}

/** Of a send, which is not repeated without evidence. */
export function carried(answer: Answer<StoredMessage>, kind: ClaimedDelivery['kind']): Carried {
  switch (answer.kind) {
    case 'accepted':
      return stored(answer.value, kind);
    case 'later':
      return putOff(answer);
    case 'unknown':
      return { kind: 'uncertain', ...wordsOf(answer), recheckMs: FIRST_LOOK_MS };
    case 'refused':
      return answer.reason === 'repeated-msgid'
        ? { kind: 'uncertain', ...wordsOf(answer), recheckMs: FIRST_LOOK_MS }
        : { kind: 'put-off', reason: { code: 902, ...wordsOf(answer) } };
  }
}

/** Of calls that may be made twice: without an answer they are made again. */
export function repeatable(answer: Answer<unknown>): Carried {
  switch (answer.kind) {
    case 'accepted':
      return { kind: 'settled', settlement: { outcome: { kind: 'sent' } } };
    case 'later':
      return putOff(answer);
    case 'unknown':
      return { kind: 'put-off', reason: { code: 903, ...wordsOf(answer) } };
    case 'refused':
      return concernsTheMessage(answer)
        ? { kind: 'settled', settlement: { outcome: { kind: 'failed', failure: { code: 905, text: answer.text } } } }
        : { kind: 'put-off', reason: { code: 902, ...wordsOf(answer) } };
  }
}

/** Whether the far side has said yes or no. */
export function isAnswered(answer: Answer<unknown>): boolean {
  return answer.kind === 'accepted' || answer.kind === 'refused';
}

export function refusesTheMessage(answer: Answer<unknown>): answer is Refused {
  return answer.kind === 'refused' && concernsTheMessage(answer);
}

/** A refusal of the channel or account is no fault of the message, which waits until it is repaired or expires. */
function concernsTheMessage(refused: Refused): boolean {
  switch (refused.reason) {
    case 'signature':
    case 'not-connected':
    case 'blocked':
    case 'repeated-msgid':
      return false;
    case 'unknown-sender':
    case 'unknown-message':
    case 'too-large':
    case 'invalid':
    case 'other':
      return true;
  }
}
