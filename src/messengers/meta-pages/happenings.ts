import { isRecord, type Raw } from '../../http/json';
import type { InboundEvent } from '../contract';
import type { Reaction } from '../../model/content';
import { together } from '../../model/words';
import { hashOf, ignored, unparsed } from '../not-carried';
import { messageOf, postbackOf, referralOf } from './messages';
import { say, type Code } from './phrases';
import type { Product } from './product';
import * as shapes from './shapes';
import { customerOf, type Happening, type Receiving } from './receiving';

type Read = (happening: Happening, raw: unknown) => readonly InboundEvent[];

/** What may have happened, by the key of an item that tells it (facebook.md §2): each has one of them. */
const READS: Readonly<Record<string, Read>> = {
  message: messageOf,
  postback: (happening, raw) => [postbackOf(happening, raw)],
  message_edit: (happening, raw) => [editOf(happening, raw)],
  reaction: (happening, raw) => [reactionOf(happening, raw)],
  delivery: deliveryOf,
  read: (happening, raw) => [readOf(happening, raw)],
  referral: (happening, raw) => [followedOf(happening, raw)],
  optin: (happening, raw) => [optinOf(happening, raw)],
  pass_thread_control: (happening, raw) => [handedOf(happening, raw)],
  take_thread_control: (happening, raw) => [handedOf(happening, raw)],
  request_thread_control: (happening) => [requestedOf(happening)],
};

/**
 * Reads one item of `messaging[]`, or of `standby[]`: that is what is said while another app has the chat, and no less said.
 */
export function happeningsOf(
  { product, receiving, source }: { readonly product: Product; readonly receiving: Receiving; readonly source: string },
  raw: unknown,
  time: number | undefined,
): readonly InboundEvent[] {
  const key = hashOf([source, raw]);
  const parsed = shapes.Item.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) return [unparsed(`item/${key}`, 'item', parsed.error?.issues)];
  const { sender, recipient, timestamp } = parsed.data;
  const at = timestamp ?? time ?? receiving.clock.now();
  if ('policy_enforcement' in raw) return [policyOf(source, at, raw)];
  const field = Object.keys(READS).find((name) => Object.hasOwn(raw, name));
  if (field === undefined) {
    const known = Object.keys(raw).find((name) => !ENVELOPE.includes(name));
    return [ignored(`item/${key}`, `${(known ?? 'nothing').slice(0, 40)} changes nothing`)];
  }
  // What left the Page is told with the Page as its sender.
  const isOurs = sender?.id === source || (sender?.id !== undefined && isEcho(raw));
  const chat = isOurs ? recipient?.id : sender?.id;
  if (chat === undefined) {
    const reason =
      sender?.user_ref === undefined ? 'nobody is told to have done it' : 'of a plugin’s guest without an id';
    return [unparsed(`item/${key}`, `${field}: ${reason}`)];
  }
  return READS[field]?.({ product, receiving, source, chat, isOurs, at }, raw[field]) ?? [];
}

const ENVELOPE = ['sender', 'recipient', 'timestamp'];

function isEcho({ message }: Raw): boolean {
  return isRecord(message) && message.is_echo === true;
}

function editOf(happening: Happening, raw: unknown): InboundEvent {
  const { source, chat, at, isOurs } = happening;
  const parsed = shapes.Edit.safeParse(raw);
  if (!parsed.success) return unparsed(`edit/${hashOf([source, chat, at, raw])}`, 'message_edit', parsed.error.issues);
  const { mid, text, num_edit } = parsed.data;
  const key = `edit/${source}/${mid}/${num_edit ?? at}`;
  if (isOurs) return ignored(key, 'a message of the business was changed');
  return {
    kind: 'edit',
    key,
    source,
    chat,
    author: customerOf(happening),
    remoteId: mid,
    at,
    content: { type: 'text', text },
  };
}

/** Where the emoji itself is not told. */
const EMOJI: Readonly<Record<string, string>> = {
  smile: '😆',
  angry: '😠',
  sad: '😢',
  wow: '😮',
  love: '❤',
  like: '👍',
  dislike: '👎',
};

function reactionOf(happening: Happening, raw: unknown): InboundEvent {
  const { source, chat, at, isOurs } = happening;
  const parsed = shapes.Reaction.safeParse(raw);
  if (!parsed.success) return unparsed(`reaction/${hashOf([source, chat, at, raw])}`, 'reaction', parsed.error.issues);
  const { mid, action = 'react', reaction, emoji } = parsed.data;
  const key = `reaction/${source}/${chat}/${mid}/${action}/${at}`;
  if (isOurs) return ignored(key, 'a reaction of the business');
  const author = customerOf(happening);
  return { kind: 'reaction', key, source, chat, author, remoteId: mid, at, reaction: shown(action, reaction, emoji) };
}

function shown(action: string, name: string | undefined, emoji: string | undefined): Reaction {
  if (action === 'unreact') return { kind: 'none' };
  const known = emoji ?? (name !== undefined && Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined);
  return known === undefined ? { kind: 'other', what: name ?? 'reaction' } : { kind: 'emoji', emoji: known };
}

/** Names some messages, and a time before which all were delivered (facebook.md §0, 4). */
function deliveryOf({ source, chat, at }: Happening, raw: unknown): readonly InboundEvent[] {
  const parsed = shapes.Delivery.safeParse(raw);
  const unknown = `delivered/${hashOf([source, chat, at, raw])}`;
  if (!parsed.success) return [unparsed(unknown, 'delivery', parsed.error.issues)];
  const { mids, watermark: until } = parsed.data;
  const named = [...new Set(mids)].map((mid): InboundEvent => {
    const key = `delivered/${source}/${mid}`;
    return { kind: 'receipt', key, source, chat, remoteId: mid, state: 'delivered', at: until ?? at };
  });
  if (until === undefined) return named.length > 0 ? named : [unparsed(unknown, 'delivery: it names nothing')];
  const key = `delivered-until/${source}/${chat}/${until}`;
  return [...named, { kind: 'watermark', key, source, chat, state: 'delivered', until }];
}

/** Of Messenger until a time, of Instagram one message (facebook.md §11). */
function readOf({ source, chat, at }: Happening, raw: unknown): InboundEvent {
  const parsed = shapes.Read.safeParse(raw);
  const { watermark: until, mid } = parsed.data ?? {};
  if (until !== undefined) {
    return { kind: 'watermark', key: `read-until/${source}/${chat}/${until}`, source, chat, state: 'read', until };
  }
  if (mid !== undefined) {
    return { kind: 'receipt', key: `read/${source}/${mid}`, source, chat, remoteId: mid, state: 'read', at };
  }
  return unparsed(`read/${hashOf([source, chat, at, raw])}`, 'read: it names nothing', parsed.error?.issues);
}

/** A customer who has written before came by a link or an ad. Their next message does not tell it again. */
function followedOf({ source, chat, at }: Happening, raw: unknown): InboundEvent {
  const key = `referral/${source}/${chat}/${at}`;
  const referral = referralOf(shapes.Referral.safeParse(raw).data);
  if (referral === undefined) return ignored(key, 'the customer opened the chat');
  const words = [referral.title, referral.id, referral.text, referral.url].filter((word) => word !== undefined);
  const how = referral.source === 'ad' ? 'pages.note.by-ad' : 'pages.note.by-link';
  return { kind: 'notice', key, source, chat, at, ...say(how, { what: words.join(', ') }) };
}

function optinOf({ source, chat, at }: Happening, raw: unknown): InboundEvent {
  const { type, title, ref } = shapes.Optin.safeParse(raw).data ?? {};
  const key = `optin/${source}/${chat}/${at}`;
  const words = [title, ref].filter((word) => word !== undefined).join(', ');
  if (type === undefined && words === '') return ignored(key, 'the customer agreed to nothing in particular');
  const agreed = words === '' ? say('pages.note.agreed') : say('pages.note.agreed-to', { what: words });
  return { kind: 'notice', key, source, chat, at, ...agreed };
}

/** One app has a chat at a time; while it is another one, ours is told of it and may not answer (facebook.md §0, 13). */
function handedOf({ source, chat, at, receiving }: Happening, raw: unknown): InboundEvent {
  const { new_owner_app_id: owner, previous_owner_app_id: previous } = shapes.Handover.safeParse(raw).data ?? {};
  const key = `handover/${source}/${chat}/${at}/${owner ?? ''}`;
  const { appId } = receiving.credentials;
  if (owner === appId) {
    return { kind: 'notice', key, source, chat, at, ...say('pages.note.yours') };
  }
  if (owner === undefined && previous !== appId) return ignored(key, 'the chat went from another app to another');
  return { kind: 'notice', key, source, chat, at, ...say('pages.note.elsewhere') };
}

function requestedOf({ source, chat, at }: Happening): InboundEvent {
  const key = `handover-request/${source}/${chat}/${at}`;
  return { kind: 'notice', key, source, chat, at, ...say('pages.note.asked-for') };
}

function policyOf(source: string, at: number, raw: Raw): InboundEvent {
  const parsed = shapes.Policy.safeParse(raw.policy_enforcement);
  if (!parsed.success) return unparsed(`policy/${hashOf([source, raw])}`, 'policy_enforcement', parsed.error.issues);
  const { action, reason } = parsed.data;
  const notice = { kind: 'source-notice', key: `policy/${source}/${at}/${action}`, source, at } as const;
  const why = reason === undefined ? [] : [say('pages.meta-says', { reason: reason.slice(0, 500) })];
  const told = (code: Code) => together([say(code), ...why]);
  switch (action) {
    case 'block':
      return { ...notice, weight: 'broken', ...told('pages.told-blocked') };
    case 'unblock':
      return { ...notice, weight: 'information', ...told('pages.told-unblocked') };
    case 'warning':
      return { ...notice, weight: 'limited', ...told('pages.told-warning') };
    default:
      return { ...notice, weight: 'information', ...told('pages.told-decision') };
  }
}
