import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import type { GraphRefusal } from '../graph/refusal';

const no = (text: string): DeliveryErrorDetail => ({ code: 905, retry: 'no', text });
const withWords = (text: string) => (refusal: GraphRefusal) => no(`${text} ${wordsOf(refusal)}`);
/** The whole number is held until somebody repairs it, as other messages would learn nothing else. */
const broken = (text: string): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', text });
const stopped = (text: string): DeliveryErrorDetail => ({ code: 902, retry: 'no', text });

/** Hours or days, in which the same attempts would only make it worse (whatsapp.md §4). */
const PAIR_WAIT_MS = 6_000;

/** What codes of the Cloud API mean for a message (whatsapp.md §4); what all of Meta shares is in `graph/classify.ts`. */
export const RULES: readonly RefusalRule[] = [
  { codes: [0, 190], error: broken('WhatsApp does not accept the access token. Enter a new one.') },
  {
    codes: [131005],
    error: broken(
      'The access token has no permission for this number. Make one with whatsapp_business_messaging and enter it.',
    ),
  },
  {
    codes: [33, 131045, 133006, 133010],
    error: broken('The number is not registered with WhatsApp. Register it in the WhatsApp Manager.'),
  },
  {
    codes: [131031],
    error: stopped('Meta has locked the WhatsApp account. See Business Support Home at Meta.'),
  },
  {
    codes: [131042],
    error: stopped('Meta takes no messages because of the payment method. Put it right in the WhatsApp Manager.'),
  },
  { codes: [130497], error: no("WhatsApp does not let this business write to people in the customer's country.") },
  {
    codes: [80007],
    error: { code: 903, retry: 'later', breadth: 'source', text: 'WhatsApp asks the number to send more slowly.' },
  },
  {
    // So many a second, which a moment's rest mends (whatsapp.md §9).
    codes: [130429],
    error: {
      code: 903,
      retry: 'later',
      breadth: 'source',
      retryAfterMs: 4_000,
      text: 'WhatsApp asks the number to send more slowly.',
    },
  },
  {
    codes: [131056],
    error: {
      code: 903,
      retry: 'later',
      breadth: 'chat',
      retryAfterMs: PAIR_WAIT_MS,
      text: 'WhatsApp takes messages to one person more slowly.',
    },
  },
  {
    codes: [131048, 131064],
    error: no(
      'WhatsApp does not take it for now: too many messages of this number were blocked or reported. Wait some hours.',
    ),
  },
  {
    codes: [131047],
    error: no('The customer has not written for 24 hours, so WhatsApp takes only a template. Send a template.'),
  },
  {
    codes: [131026],
    error: no(
      "WhatsApp cannot deliver to this person: the number may not be on WhatsApp, or the customer's app may be too old.",
    ),
  },
  { codes: [130403], error: no('This person is blocked by the business. Unblock them in the WhatsApp Manager.') },
  {
    codes: [130472, 131049],
    error: no('WhatsApp holds back marketing messages to this person. Try again after a day, or send no marketing.'),
  },
  { codes: [131050], error: no('The customer does not want marketing messages from this business.') },
  { codes: [131051], error: no('WhatsApp does not take messages of this kind.') },
  { codes: [131052], error: no('WhatsApp could not load the file.') },
  { codes: [131053], error: withWords('WhatsApp could not take the file.') },
  { codes: [131021], error: no('The number cannot write to itself.') },
  { codes: [131062], error: no('WhatsApp sends this template to phone numbers only, and has none of this person.') },
  { codes: [100, 131008, 131009, 135000], error: withWords('WhatsApp did not accept the message.') },
  { codes: [132000], error: no('The template has other placeholders than were filled. Load the templates again.') },
  {
    codes: [132001],
    error: no('WhatsApp has no such template in this language, or has not approved it. Load the templates again.'),
  },
  { codes: [132005], error: no('The template is too long with these values. Shorten them.') },
  { codes: [132007], error: no('What the template says is against the rules of WhatsApp.') },
  {
    codes: [132012, 132018],
    error: withWords('The values do not fit the template.'),
  },
  {
    codes: [132015],
    error: no('WhatsApp has paused the template because customers did not like it. Use another one.'),
  },
  { codes: [132016], error: no('WhatsApp has stopped the template for good. Use another one.') },
  { codes: [132068], error: no('The form (flow) of the template is blocked at WhatsApp.') },
  {
    codes: [132069],
    error: { code: 903, retry: 'later', text: 'The form (flow) of the template is slowed down at WhatsApp.' },
  },
  {
    codes: [1, 2, 131000, 131016, 131057, 133004],
    error: { code: 903, retry: 'later', text: 'WhatsApp cannot take the message just now.' },
  },
  {
    codes: [133005, 133008, 133009, 133016],
    error: broken(
      'WhatsApp did not register the number: the PIN was wrong, or too many were tried. Wait, and try again.',
    ),
  },
  { codes: [131037], error: broken('WhatsApp has not approved the name of the number yet.') },
];

/** @param hasWritten whether the customer ever did; where not, a chat could not be begun (whatsapp.md §4, 131026) */
export function refusedBy(refusal: GraphRefusal, hasWritten = true): DeliveryError {
  const error = classify(refusal, RULES, 'WhatsApp');
  if (refusal.code !== 131026 || hasWritten) return error;
  return new DeliveryError({ code: 904, retry: 'no', text: error.text });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError({ code: 904, retry: 'no', text: 'The address of the chat is not one of WhatsApp.' });
}

export function notAMessage(): DeliveryError {
  return new DeliveryError(no('This is not a message that WhatsApp could be pointed to.'));
}

/** A customer's file is kept for a week (whatsapp.md §7). */
export function fileGone(): DeliveryError {
  return new DeliveryError(no('WhatsApp does not have the file any more. Ask the customer to send it again.'));
}

export function sameLabels(): DeliveryError {
  return new DeliveryError(no('WhatsApp takes no two buttons with the same words. Name them differently.'));
}

export function tooManyButtons(): DeliveryError {
  return new DeliveryError(no('WhatsApp does not take these buttons: they are too many or too long.'));
}

export function noSuchTemplate(): DeliveryError {
  return new DeliveryError(no('WhatsApp has no template of this name in this language. Load the templates again.'));
}

/** @param missing what has no value, in words */
export function valuesMissing(missing: readonly string[]): DeliveryError {
  return new DeliveryError(no(`The template needs a value for ${missing.join(', ')}. Fill it and send it again.`));
}

/** @param what the part of it that is not supported */
export function notSendable(what: string): DeliveryError {
  return new DeliveryError(no(`The template cannot be sent from here: it has ${what}.`));
}

export function templateRefused(refusal: GraphRefusal): DeliveryError {
  const rule = CREATION.find(({ subcodes }) => subcodes.includes(refusal.subcode ?? 0));
  if (rule !== undefined) return new DeliveryError(no(rule.text));
  if (refusal.code === 100) {
    return new DeliveryError(no(`WhatsApp did not accept the template. ${wordsOf(refusal)}`));
  }
  return refusedBy(refusal);
}

/** Subcodes of a refused template (whatsapp.md §6). */
const CREATION: readonly { readonly subcodes: readonly number[]; readonly text: string }[] = [
  {
    subcodes: [2388024],
    text: 'WhatsApp has a template of this name and language already. Choose another name.',
  },
  { subcodes: [2388019], text: 'WhatsApp takes no more templates of this account. Delete some first.' },
  {
    subcodes: [2388299],
    text: 'A template may neither begin nor end with a placeholder. Put words before and after it.',
  },
  { subcodes: [2388293], text: 'The template has too many placeholders for so few words. Write more around them.' },
];
