import { together, type Params, type Words } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import type { GraphRefusal } from '../graph/refusal';
import { say, type Code } from './phrases';

const no = (said: Code, params?: Params): DeliveryErrorDetail => ({ code: 905, retry: 'no', ...say(said, params) });
const withWords = (said: Code) => (refusal: GraphRefusal) => no(said, { detail: wordsOf(refusal) });
/** The whole number is held until somebody repairs it, as other messages would learn nothing else. */
const broken = (said: Code): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', ...say(said) });
const stopped = (said: Code): DeliveryErrorDetail => ({ code: 902, retry: 'no', ...say(said) });

/** Hours or days, in which the same attempts would only make it worse (whatsapp.md §4). */
const PAIR_WAIT_MS = 6_000;

/** What codes of the Cloud API mean for a message (whatsapp.md §4); what all of Meta shares is in `graph/classify.ts`. */
export const RULES: readonly RefusalRule[] = [
  { codes: [0, 190], error: broken('whatsapp.token') },
  { codes: [131005], error: broken('whatsapp.permission') },
  { codes: [33, 131045, 133006, 133010], error: broken('whatsapp.not-registered') },
  { codes: [131031], error: { ...stopped('whatsapp.locked'), forbids: 'everything' } },
  { codes: [131042], error: stopped('whatsapp.payment') },
  { codes: [130497], error: no('whatsapp.country') },
  { codes: [80007], error: { code: 903, retry: 'later', breadth: 'source', ...say('whatsapp.number-slower') } },
  {
    // So many a second, which a moment's rest mends (whatsapp.md §9).
    codes: [130429],
    error: {
      code: 903,
      retry: 'later',
      breadth: 'source',
      retryAfterMs: 4_000,
      ...say('whatsapp.number-slower'),
    },
  },
  {
    codes: [131056],
    error: {
      code: 903,
      retry: 'later',
      breadth: 'chat',
      retryAfterMs: PAIR_WAIT_MS,
      ...say('whatsapp.person-slower'),
    },
  },
  { codes: [131048, 131064], error: no('whatsapp.spam') },
  { codes: [131047], error: { ...no('whatsapp.window-closed'), windowClosed: true } },
  { codes: [131026], error: no('whatsapp.undeliverable') },
  { codes: [130403], error: no('whatsapp.blocked') },
  { codes: [130472, 131049], error: no('whatsapp.marketing-held') },
  { codes: [131050], error: no('whatsapp.marketing-unwanted') },
  { codes: [131051], error: no('whatsapp.kind') },
  { codes: [131052], error: no('whatsapp.file-not-loaded') },
  { codes: [131053], error: withWords('whatsapp.file') },
  { codes: [131021], error: no('whatsapp.to-itself') },
  { codes: [131062], error: no('whatsapp.no-phone') },
  { codes: [100, 131008, 131009, 135000], error: withWords('whatsapp.message') },
  { codes: [132000], error: no('whatsapp.template-changed') },
  { codes: [132001], error: no('whatsapp.template-unapproved') },
  { codes: [132005], error: no('whatsapp.template-long') },
  { codes: [132007], error: no('whatsapp.template-rules') },
  { codes: [132012, 132018], error: withWords('whatsapp.template-values') },
  { codes: [132015], error: no('whatsapp.template-paused') },
  { codes: [132016], error: no('whatsapp.template-stopped') },
  { codes: [132068], error: no('whatsapp.form-blocked') },
  { codes: [132069], error: { code: 903, retry: 'later', ...say('whatsapp.form-slowed') } },
  { codes: [1, 2, 131000, 131016, 131057, 133004], error: { code: 903, retry: 'later', ...say('whatsapp.busy') } },
  { codes: [133005, 133008, 133009, 133016], error: broken('whatsapp.pin') },
  { codes: [131037], error: broken('whatsapp.name-unapproved') },
];

/** @param hasWritten whether the customer ever did; where not, a chat could not be begun (whatsapp.md §4, 131026) */
export function refusedBy(refusal: GraphRefusal, hasWritten = true): DeliveryError {
  const error = classify(refusal, RULES, 'WhatsApp');
  if (refusal.code !== 131026 || hasWritten) return error;
  return new DeliveryError({ code: 904, retry: 'no', ...error.words });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError({ code: 904, retry: 'no', ...say('whatsapp.not-an-address') });
}

export function notAMessage(): DeliveryError {
  return new DeliveryError(no('whatsapp.not-a-message'));
}

/** A customer's file is kept for a week (whatsapp.md §7). */
export function fileGone(): DeliveryError {
  return new DeliveryError(no('whatsapp.file-gone'));
}

export function sameLabels(): DeliveryError {
  return new DeliveryError(no('whatsapp.same-labels'));
}

export function tooManyButtons(): DeliveryError {
  return new DeliveryError(no('whatsapp.buttons'));
}

export function noSuchTemplate(): DeliveryError {
  return new DeliveryError(no('whatsapp.no-template'));
}

/** @param missing what has no value */
export function valuesMissing(missing: readonly Words[]): DeliveryError {
  return new DeliveryError(no('whatsapp.values-missing', { what: together(missing, ', ') }));
}

/** @param what the part of it that is not supported */
export function notSendable(what: Words): DeliveryError {
  return new DeliveryError(no('whatsapp.not-sendable', { what }));
}

export function noPlaceForFile(): DeliveryError {
  return new DeliveryError(no('whatsapp.no-place-for-file'));
}

export function nameRefused(): DeliveryError {
  return new DeliveryError(no('whatsapp.template-name'));
}

/** @param names of placeholders */
export function examplesMissing(names: readonly string[]): DeliveryError {
  return new DeliveryError(no('whatsapp.examples-missing', { names: names.join(', ') }));
}

export function templateRefused(refusal: GraphRefusal): DeliveryError {
  const rule = CREATION.find(({ subcodes }) => subcodes.includes(refusal.subcode ?? 0));
  if (rule !== undefined) return new DeliveryError(no(rule.said));
  if (refusal.code === 100) return new DeliveryError(no('whatsapp.template', { detail: wordsOf(refusal) }));
  return refusedBy(refusal);
}

/** Subcodes of a refused template (whatsapp.md §6). */
const CREATION: readonly { readonly subcodes: readonly number[]; readonly said: Code }[] = [
  { subcodes: [2388024], said: 'whatsapp.template-exists' },
  { subcodes: [2388019], said: 'whatsapp.template-limit' },
  { subcodes: [2388299], said: 'whatsapp.template-edges' },
  { subcodes: [2388293], said: 'whatsapp.template-sparse' },
];
