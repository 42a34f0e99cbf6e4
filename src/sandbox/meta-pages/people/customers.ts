import type { NewHandsetMessage } from '../../control/lines-contract';
import type { OnHandset, Refused } from '../../lines/emulator';
import { addLineMessage, type LineMessage, type NewLineMessage } from '../../lines/records';
import { nextId } from '../ids';
import type { Parts } from '../parts';
import type { OddMessage, Told } from '../product';
import { describe } from './inbound';
import { itemOf } from './item';
import { takeReferral } from './referrals';
import { ownerOf } from './threads';

const MOST_EDITS = 5;

/** Writes a message; words beside files go as a message of their own (facebook.md §2). */
export function say(parts: Parts, on: OnHandset, said: NewHandsetMessage): LineMessage | Refused {
  const { core, product } = parts;
  const refusal = cannotWrite(parts, on) ?? cannotSend(parts, said);
  if (refusal) return refusal;
  const odd = said.other === undefined ? undefined : product.odd[said.other]?.(core);
  const { files = [], as = 'file', text = '', replyTo = null, durationS = null, location } = said;
  const isFile = files.length > 0;
  const first = addTold(parts, on, {
    kind: isFile ? as : location ? 'location' : 'text',
    text: isFile ? '' : text,
    files,
    durationS,
    replyTo,
    forwarded: said.forwarded ?? false,
    ...(location ? { location: { title: null, address: null, ...location } } : {}),
    ...(said.timestampMs === undefined ? {} : { at: said.timestampMs }),
    odd,
    referral: takeReferral(core, on, said.referral),
  });
  if (isFile && text !== '') addTold(parts, on, { kind: 'text', text });
  return first;
}

/** Up to five times, and only words (facebook.md §2). */
export function edit(parts: Parts, on: OnHandset, message: LineMessage, text: string): LineMessage | Refused {
  const refusal = cannotChange(parts, on, message);
  if (refusal) return refusal;
  if (message.kind !== 'text') return { refused: 'Only a text can be edited.' };
  if (message.edits >= MOST_EDITS) return { refused: `A message can be edited ${String(MOST_EDITS)} times.` };
  message.text = text;
  message.edits += 1;
  tell(parts, on, 'edit', { message_edit: { mid: message.id, text, num_edit: message.edits } });
  return message;
}

export function remove(parts: Parts, on: OnHandset, message: LineMessage): LineMessage | Refused {
  const refusal = cannotChange(parts, on, message);
  if (refusal) return refusal;
  message.removed = true;
  if (parts.product.removal === 'told') {
    tell(parts, on, 'message', { message: { mid: message.id, is_deleted: true } });
  }
  return message;
}

/** Reacting opens the window, too (facebook.md §6). */
export function react(parts: Parts, on: OnHandset, message: LineMessage, emoji: string | null): LineMessage | Refused {
  const refusal = cannotWrite(parts, on);
  if (refusal) return refusal;
  if (message.removed) return { refused: 'The message was taken back.' };
  const { id: mid, reactions } = message;
  if (emoji === null) {
    if (reactions.delete('customer')) tell(parts, on, 'reaction', { reaction: { mid, action: 'unreact' } });
    return message;
  }
  reactions.set('customer', emoji);
  open(parts, on);
  const reaction = { mid, action: 'react', reaction: parts.product.reactionName(emoji), emoji };
  tell(parts, on, 'reaction', { reaction });
  return message;
}

export type Added = Partial<Omit<NewLineMessage, 'id' | 'from'>> & {
  readonly odd?: OddMessage | undefined;
  readonly referral?: object | undefined;
  /** What pressing a quick reply brings back. */
  readonly quickReply?: string;
};

/** A message of the customer, which a webhook tells of. */
export function addTold(parts: Parts, on: OnHandset, { odd, referral, quickReply, ...fields }: Added): LineMessage {
  const message = add(parts, on, { ...fields, ...odd?.shown });
  const described = odd?.message ?? describe(parts, message);
  const quoted =
    message.replyTo === null ? {} : { reply_to: { mid: message.replyTo, is_self_reply: isOwn(on, message) } };
  tellMessage(parts, on, message, {
    message: {
      mid: message.id,
      ...described,
      ...(quickReply === undefined ? {} : { quick_reply: { payload: quickReply } }),
      ...('reply_to' in described ? {} : quoted),
      ...(referral === undefined ? {} : { referral }),
    },
  });
  return message;
}

/** One that is told as a postback. */
export function addPostback(
  parts: Parts,
  on: OnHandset,
  { title, payload, referral }: { readonly title: string; readonly payload: string; readonly referral?: object },
): LineMessage {
  const message = add(parts, on, { kind: 'text', text: title });
  const postback = { mid: message.id, title, payload, ...(referral === undefined ? {} : { referral }) };
  tellMessage(parts, on, message, { postback }, 'postback');
  return message;
}

/** Something that is no message of the chat. */
export function tell(parts: Parts, on: OnHandset, what: Told, told: Readonly<Record<string, unknown>>): void {
  const { core, product, hooks } = parts;
  const field = product.fieldOf[what];
  if (field === undefined) return;
  const item = itemOf(on, core.clock.moment(), told);
  hooks.send(on.line, { field, item, chat: on.handset.id, ...ownedBy(on) });
}

/** Opens the window, and the chat where it was thrown away. */
export function open({ core }: Parts, { handset }: OnHandset, at = core.clock.now()): void {
  handset.wroteAt = Math.max(handset.wroteAt ?? 0, at);
  handset.facts.deletedChat = false;
  if (handset.state === 'new') handset.state = 'open';
}

export function cannotWrite({ product }: Parts, { handset }: OnHandset): Refused | undefined {
  if (handset.state === 'blocked') return { refused: `${handset.name} has blocked the business.` };
  if (handset.state === 'gone') return { refused: `${handset.name} is not on ${product.title} any more.` };
  return undefined;
}

function add(parts: Parts, on: OnHandset, fields: Partial<Omit<NewLineMessage, 'id' | 'from'>>): LineMessage {
  const { core, product } = parts;
  const message = addLineMessage(on.handset, {
    at: core.clock.moment(),
    ...fields,
    id: product.newMid(nextId(core.lines)),
    from: 'customer',
  });
  // Quick replies are gone after an answer, whatever it says (facebook.md §3).
  for (const each of on.handset.messages) if (each.facts.quickReplies === true) Object.assign(each, { buttons: [] });
  open(parts, on, message.at);
  return message;
}

function tellMessage(
  { product, hooks }: Parts,
  on: OnHandset,
  message: LineMessage,
  told: Readonly<Record<string, unknown>>,
  what: Told = 'message',
): void {
  const field = product.fieldOf[what];
  if (field === undefined) return;
  hooks.send(on.line, {
    field,
    item: itemOf(on, message.at, told),
    chat: on.handset.id,
    messageId: message.id,
    taken: () => (message.handed = true),
    ...ownedBy(on),
  });
}

function ownedBy({ handset }: OnHandset): { readonly owner?: string } {
  const owner = ownerOf(handset);
  return owner === undefined ? {} : { owner };
}

function isOwn({ handset }: OnHandset, { replyTo }: LineMessage): boolean {
  return handset.messages.find(({ id }) => id === replyTo)?.from === 'customer';
}

function cannotSend(
  { product }: Parts,
  { files = [], as, contact, location, other }: NewHandsetMessage,
): Refused | undefined {
  if (contact) return { refused: `${product.title} has no contact cards.` };
  if (location && !product.place) return { refused: `${product.title} has no locations.` };
  if (other !== undefined && !Object.hasOwn(product.odd, other)) {
    return { refused: `${product.title} has no ${other}; it has ${Object.keys(product.odd).join(', ')}.` };
  }
  if (files.length > product.mostPictures) {
    return { refused: `${product.title} puts ${String(product.mostPictures)} files into one message at most.` };
  }
  const together = as === 'picture' || as === 'video';
  return files.length > 1 && !together ? { refused: 'Only pictures and videos go together.' } : undefined;
}

function cannotChange(parts: Parts, on: OnHandset, message: LineMessage): Refused | undefined {
  if (message.from !== 'customer') return { refused: 'Only an own message can be changed.' };
  if (message.removed) return { refused: 'The message was taken back.' };
  return cannotWrite(parts, on);
}
