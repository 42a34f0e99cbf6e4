import type { Around, Content, Quote, Referral, RemoteFile, SaidContent } from '../../model/content';
import type { InboundEvent } from '../contract';
import { ignored } from '../not-carried';
import { placeOf } from './button-id';
import { contentsOf } from './content';
import type { Origin } from './protocol/objects';
import type { InboundMessage, Said, ToCourier } from './protocol/to-courier';
import { keyOf, participantOf, timeOf, type Arrived } from './receiving';

type Data<Type extends ToCourier['type']> = ToCourier<Type>['data'];

/** The service's ids are its own over all chats, whoever wrote. */
export function messageKeyOf({ remoteId }: { readonly remoteId: string }): string {
  return `message/${remoteId}`;
}

export function messagesOf(
  arrived: Arrived,
  { message, conversation, contact }: Data<'message.created'>,
): InboundEvent[] {
  return partsOf(message, conversation.source).map(({ remoteId, content }) => {
    const common = {
      key: messageKeyOf({ remoteId }),
      source: arrived.source,
      chat: conversation.id,
      remoteId,
      at: timeOf(arrived, message.created_at),
      content,
    };
    const customer = participantOf(contact);
    return message.sender.type === 'customer'
      ? { kind: 'message', ...common, author: customer, opensWindow: true }
      : { kind: 'echo', ...common, customer };
  });
}

/** A message of several things becomes several; the first has the message's id, the others that and their number. */
export function partsOf(
  message: Pick<InboundMessage, 'id' | 'buttons' | 'reply_to'> & Said,
  origin?: Origin,
): readonly { readonly remoteId: string; readonly content: SaidContent }[] {
  const contents = contentsOf(withButtons(message));
  const isAlbum = contents.filter((content) => 'file' in content).length > 1;
  return contents.map((content, index) => ({
    remoteId: partId(message.id, index),
    content: {
      ...content,
      ...(index === 0 ? aroundOf(message, origin) : {}),
      ...(isAlbum && 'file' in content ? { album: message.id } : {}),
    },
  }));
}

export function editsOf(arrived: Arrived, { message, conversation, contact }: Data<'message.updated'>): InboundEvent[] {
  return contentsOf(message).map((content, index) => ({
    kind: 'edit',
    key: partKey(arrived, index),
    source: arrived.source,
    chat: conversation.id,
    author: participantOf(contact ?? { id: conversation.id }),
    remoteId: partId(message.id, index),
    at: timeOf(arrived, message.edited_at),
    content,
  }));
}

export function removalsOf(arrived: Arrived, { message, conversation }: Data<'message.deleted'>): InboundEvent[] {
  return Array.from({ length: message.attachment_count ?? 1 }, (_, index) => ({
    kind: 'removal',
    key: partKey(arrived, index),
    source: arrived.source,
    chat: conversation.id,
    remoteId: partId(message.id, index),
    at: timeOf(arrived, message.deleted_at),
  }));
}

/** One person has one reaction in Kommo: the newest. */
export function reactionOf(arrived: Arrived, timestamp: string, data: Data<'message.reaction'>): InboundEvent {
  const { message, conversation, contact, sender, reactions } = data;
  if (sender !== undefined && sender.type !== 'customer') {
    return ignored(keyOf(arrived), 'reactions of the business’s own people are not carried');
  }
  const emoji = reactions.at(-1);
  return {
    kind: 'reaction',
    key: keyOf(arrived),
    source: arrived.source,
    chat: conversation.id,
    author: participantOf(contact ?? { id: conversation.id }),
    remoteId: message.id,
    at: timeOf(arrived, timestamp),
    reaction: emoji === undefined ? { kind: 'none' } : { kind: 'emoji', emoji },
  };
}

export function pressOf(arrived: Arrived, timestamp: string, data: Data<'action.triggered'>): InboundEvent {
  const { action, message, conversation, contact } = data;
  return {
    kind: 'message',
    key: keyOf(arrived),
    source: arrived.source,
    chat: conversation.id,
    author: participantOf(contact),
    remoteId: `press/${arrived.webhookId}`,
    at: timeOf(arrived, timestamp),
    opensWindow: true,
    content: pressedIn(action, message.id),
  };
}

function pressedIn({ button_id, title = '' }: Data<'action.triggered'>['action'], of: string): Content<RemoteFile> {
  const place = placeOf(button_id);
  if (place === undefined) return { type: 'text', text: title === '' ? button_id : title };
  return { type: 'press', of, ...place, ...(title === '' ? {} : { label: title }) };
}

function partId(id: string, index: number): string {
  return index === 0 ? id : `${id}#${index + 1}`;
}

function partKey(arrived: Arrived, index: number): string {
  return partId(keyOf(arrived), index);
}

/** What was offered to the customer elsewhere, for the manager to read. */
function withButtons({ buttons = [], text = '', ...message }: Pick<InboundMessage, 'buttons'> & Said): Said {
  const lines = buttons.map(({ title, url }) => (url === undefined ? `[${title}]` : `[${title}] ${url}`));
  const said = [text, ...lines].filter((line) => line !== '').join('\n');
  return said === '' ? message : { ...message, text: said };
}

function aroundOf({ reply_to }: Pick<InboundMessage, 'reply_to'>, origin: Origin | undefined): Around {
  const referral = origin === undefined ? undefined : referralOf(origin);
  return {
    ...(reply_to === undefined ? {} : { replyTo: quoteOf(reply_to) }),
    ...(referral === undefined ? {} : { referral }),
  };
}

function quoteOf({ id, text, sender }: NonNullable<InboundMessage['reply_to']>): Quote {
  return {
    remoteId: id,
    ...(text === undefined ? {} : { text }),
    ...(sender?.name === undefined ? {} : { author: sender.name }),
  };
}

/** An address alone is the page that they write from, which a website tells with every message (webhook.md, websites). */
function referralOf({ url, ref, referrer, ...utm }: Origin): Referral | undefined {
  const marks = Object.entries(utm).map(([name, value]) => `${name}=${value}`);
  const text = [...marks, ...(referrer === undefined ? [] : [`referrer=${referrer}`])].join(' ');
  if (ref === undefined && text === '') return undefined;
  return {
    source: 'link',
    ...(ref === undefined ? {} : { id: ref }),
    ...(url === undefined ? {} : { url }),
    ...(text === '' ? {} : { text }),
    ...(marks.length === 0 ? {} : { utm }),
  };
}
