import type { NoAnswer } from '../../http/client';
import type { Params } from '../../model/words';
import { DeliveryError, repeatable, type DeliveryErrorDetail } from '../delivery-error';
import { say, type Code } from './phrases';

/** An answer of the Bot API that is not a success. */
export interface Refusal {
  /** HTTP status; equals `error_code`. */
  readonly status: number;
  /** Free of the token. */
  readonly description?: string;
  readonly retryAfterMs?: number;
  /** The group has this id now. */
  readonly movedTo?: string;
}

interface Rule {
  /** Lower-case parts of a description, any of which is enough. */
  readonly says: readonly string[];
  readonly error: DeliveryErrorDetail;
}

const no = (code: DeliveryErrorDetail['code'], said: Code, params?: Params): DeliveryErrorDetail => ({
  code,
  retry: 'no',
  ...say(said, params),
});

/** Refusals of one message, by their wording (telegram.md §4). The first that fits counts. */
const RULES: readonly Rule[] = [
  { says: ['bot was blocked by the user'], error: no(905, 'telegram.blocked') },
  { says: ['user is deactivated'], error: no(905, 'telegram.deactivated') },
  { says: ["can't initiate conversation"], error: no(904, 'telegram.write-first') },
  {
    // "Private chat not found" too.
    says: ['chat not found', 'peer_id_invalid'],
    error: no(904, 'telegram.unknown-chat'),
  },
  { says: ['bot was kicked', 'is not a member', 'chat was deleted'], error: no(904, 'telegram.not-in-chat') },
  { says: ['upgraded to a supergroup'], error: no(904, 'telegram.moved-away') },
  { says: ['not enough rights', 'need administrator rights'], error: no(905, 'telegram.no-right') },
  { says: ['text is empty'], error: no(905, 'telegram.no-text') },
  { says: ['message is too long', 'caption is too long'], error: no(905, 'telegram.too-long') },
  { says: ["can't parse entities"], error: no(905, 'telegram.formatting') },
  { says: ['button_data_invalid', 'reply markup is too long'], error: no(905, 'telegram.buttons') },
  { says: ['button_url_invalid', 'inline keyboard button url'], error: no(905, 'telegram.button-link') },
  { says: ['message to be replied not found', 'replied message not found'], error: no(905, 'telegram.quote-gone') },
  { says: ['message to edit not found', "message can't be edited"], error: no(905, 'telegram.unchangeable') },
  { says: ['message to delete not found'], error: no(901, 'telegram.gone') },
  { says: ["message can't be deleted"], error: no(905, 'telegram.undeletable') },
  { says: ['message to react not found'], error: no(905, 'telegram.reacted-gone') },
  { says: ['file is too big'], error: no(905, 'telegram.file-too-big') },
  {
    says: ['wrong file identifier', 'wrong file_id', 'invalid file_id', 'http url', 'web page content', 'file by url'],
    error: no(905, 'telegram.file'),
  },
  { says: ['voice_messages_forbidden'], error: no(905, 'telegram.no-voice') },
];

/** Kinds that Telegram is particular about, refused as what they are (telegram.md §4): a document takes any bytes. */
export function mayGoAsDocument({ status, description }: Refusal): boolean {
  if (status !== 400) return false;
  const said = description?.toLowerCase() ?? '';
  return said.includes('voice_messages_forbidden') || ruleFor(said) === undefined;
}

/**
 * What a refusal of the Bot API means for a delivery (telegram.md §1 and §4). A token that Telegram does not accept
 * is worth another attempt, since its source is held until somebody repairs it.
 */
export function refusedBy({ status, description, retryAfterMs, movedTo }: Refusal): DeliveryError {
  const said = description?.toLowerCase() ?? '';
  if (status === 401 || status === 421 || (status === 404 && !said.includes('method not found'))) {
    return new DeliveryError({
      code: 902,
      retry: 'later',
      breadth: 'source',
      ...say('telegram.token'),
    });
  }
  if (status === 429) {
    // Nothing in the answer tells a chat's limit from the bot's, and the whole bot slows down (§9).
    return new DeliveryError({
      code: 903,
      retry: 'later',
      breadth: 'source',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...say('telegram.slower'),
    });
  }
  if (status === 409) {
    return new DeliveryError({
      code: 902,
      retry: 'later',
      breadth: 'source',
      ...say('telegram.shared'),
    });
  }
  if (status === 500 || status === 502 || status === 503) {
    return new DeliveryError({
      code: 903,
      retry: 'later',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...say('telegram.internal', { status }),
    });
  }
  if (status > 503) {
    return new DeliveryError({
      code: 905,
      retry: 'unknown',
      ...say('telegram.unsure', { status }),
    });
  }
  if (status === 413) return new DeliveryError(no(905, 'telegram.too-big'));
  if (movedTo !== undefined) {
    return new DeliveryError({
      code: 904,
      retry: 'later',
      breadth: 'chat',
      movedTo,
      ...say('telegram.moved'),
    });
  }
  const rule = ruleFor(said);
  if (rule !== undefined) return new DeliveryError(rule.error);
  const detail = description === undefined ? `HTTP ${status}` : shorten(description);
  return new DeliveryError({ code: 905, retry: 'no', ...say('telegram.refused', { detail }) });
}

/** The same for a reaction; Telegram takes those of a list of its own (telegram.md §3). */
export function reactionRefusedBy(refusal: Refusal, emoji: string | null): DeliveryError {
  const isNotOnList = refusal.description?.toLowerCase().includes('reaction_invalid') === true;
  return isNotOnList ? new DeliveryError(no(905, 'telegram.reaction', { emoji: emoji ?? '–' })) : refusedBy(refusal);
}

/** The same for a customer's file (telegram.md §7). Asking once more is safe whatever became of the first time. */
export function fileRefusedBy(refusal: Refusal): DeliveryError {
  const said = refusal.description?.toLowerCase() ?? '';
  if (said.includes('file is too big')) {
    return new DeliveryError(no(905, 'telegram.file-withheld'));
  }
  if (said.includes('file_id') || said.includes('file identifier')) return fileGone();
  return repeatable(refusedBy(refusal));
}

export function fileGone(): DeliveryError {
  return new DeliveryError(no(905, 'telegram.file-gone'));
}

/** A Bot API server started with `--local` answers with a path on its own disk (telegram.md §1). */
export function fileOnServer(): DeliveryError {
  return new DeliveryError(no(905, 'telegram.file-on-server'));
}

/** No answer arrived: repeating is safe only when nothing was sent, as the Bot API knows no repeats (telegram.md §3). */
export function unanswered(failure: NoAnswer): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', ...say('telegram.not-reached', { why: failure.message }) })
    : new DeliveryError({ code: 905, retry: 'unknown', ...say('telegram.no-answer', { why: failure.message }) });
}

/** The connection broke within a file, so Telegram cannot have taken the message. */
export function brokenOff(failure: NoAnswer): DeliveryError {
  return new DeliveryError({
    code: 903,
    retry: 'later',
    ...say('telegram.broken-off', { why: failure.message }),
  });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(): DeliveryError {
  return new DeliveryError({
    code: 905,
    retry: 'unknown',
    ...say('telegram.unreadable'),
  });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'telegram.not-an-address'));
}

export function notAMessage(): DeliveryError {
  return new DeliveryError(no(905, 'telegram.not-a-message'));
}

export function notAnAlbum(): DeliveryError {
  return new DeliveryError(no(905, 'telegram.album'));
}

function ruleFor(said: string): Rule | undefined {
  return RULES.find(({ says }) => says.some((part) => said.includes(part)));
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
