import type { NoAnswer } from '../../http/client';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';

/** An answer of the Bot API that is not a success. */
export interface Refusal {
  /** HTTP status; equals `error_code`. */
  readonly status: number;
  /** Free of the token. */
  readonly description?: string;
  readonly retryAfterMs?: number;
}

interface Rule {
  /** Lower-case parts of a description, any of which is enough. */
  readonly says: readonly string[];
  readonly error: DeliveryErrorDetail;
}

const no = (code: DeliveryErrorDetail['code'], text: string): DeliveryErrorDetail => ({ code, retry: 'no', text });

/** Refusals of one message, by their wording (telegram.md §4). */
const RULES: readonly Rule[] = [
  { says: ['bot was blocked by the user'], error: no(905, 'The customer has blocked the bot.') },
  { says: ['user is deactivated'], error: no(905, "The customer's Telegram account has been deleted.") },
  {
    says: ["can't initiate conversation"],
    error: no(904, 'The customer has to write to the bot first: Telegram lets no bot begin a conversation.'),
  },
  {
    says: ['chat not found', 'peer_id_invalid'],
    error: no(904, 'Telegram does not know this chat: the customer has to write to the bot first.'),
  },
  {
    says: ['bot was kicked', 'is not a member', 'chat was deleted'],
    error: no(904, 'The bot is no longer in this chat.'),
  },
  {
    says: ['upgraded to a supergroup'],
    error: no(904, 'The group has moved to a new address. Groups are not supported.'),
  },
  { says: ['text is empty'], error: no(905, 'The message has no text that Telegram would show.') },
  { says: ['message is too long'], error: no(905, 'The message is too long for Telegram.') },
];

/**
 * What a refusal of the Bot API means for a delivery (telegram.md §1 and §4). A token that Telegram does not accept
 * is worth another attempt, since its source is held until somebody repairs it.
 */
export function refusedBy({ status, description, retryAfterMs }: Refusal): DeliveryError {
  const said = description?.toLowerCase() ?? '';
  if (status === 401 || status === 421 || (status === 404 && !said.includes('method not found'))) {
    return new DeliveryError({
      code: 902,
      retry: 'later',
      breadth: 'source',
      text: "Telegram does not accept the bot's token. Enter the bot's current token from @BotFather.",
    });
  }
  if (status === 429) {
    // Nothing in the answer tells a chat's limit from the bot's, and the whole bot slows down (§9).
    return new DeliveryError({
      code: 903,
      retry: 'later',
      breadth: 'source',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      text: 'Telegram asks the bot to send more slowly.',
    });
  }
  if (status === 409) {
    return new DeliveryError({
      code: 902,
      retry: 'later',
      breadth: 'source',
      text: 'Another program is using the bot at the same time.',
    });
  }
  if (status === 500 || status === 502 || status === 503) {
    return new DeliveryError({
      code: 903,
      retry: 'later',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      text: `Telegram has an internal error (HTTP ${status}).`,
    });
  }
  if (status > 503) {
    return new DeliveryError({
      code: 905,
      retry: 'unknown',
      text: `Telegram did not say whether it took the message (HTTP ${status}).`,
    });
  }
  if (status === 413) return new DeliveryError(no(905, 'The message is too big for Telegram.'));
  const rule = RULES.find(({ says }) => says.some((part) => said.includes(part)));
  if (rule !== undefined) return new DeliveryError(rule.error);
  const detail = description === undefined ? `HTTP ${status}` : shorten(description);
  return new DeliveryError(no(905, `Telegram refused the message: ${detail}`));
}

/** No answer arrived: repeating is safe only when nothing was sent, as the Bot API knows no repeats (telegram.md §3). */
export function unanswered(failure: NoAnswer): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', text: `Telegram could not be reached: ${failure.message}.` })
    : new DeliveryError({ code: 905, retry: 'unknown', text: `Telegram did not answer: ${failure.message}.` });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(): DeliveryError {
  return new DeliveryError({
    code: 905,
    retry: 'unknown',
    text: 'Telegram answered in a way that was not understood.',
  });
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
