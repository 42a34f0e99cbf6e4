import type { Press, Referral, SaidContent } from '../../model/content';
import type { InboundEvent, PastMessage } from '../contract';
import { hashOf, ignored, unparsed } from '../not-carried';
import { attachmentOf } from './attachments';
import { placeIn } from './places';
import { pieceId } from './product';
import * as shapes from './shapes';
import { customerOf, type Happening } from './receiving';

/** Reads `message`: of the customer, or one that left the Page (facebook.md §2). */
export function messageOf(happening: Happening, raw: unknown): readonly InboundEvent[] {
  const { source, chat, at, isOurs } = happening;
  const parsed = shapes.Message.safeParse(raw);
  if (!parsed.success) return [unparsed(`message/${hashOf([source, chat, at, raw])}`, 'message', parsed.error.issues)];
  const message = parsed.data;
  const { mid } = message;
  if (message.is_self) return [ignored(`self/${source}/${mid}`, 'the account wrote to itself')];
  if (message.is_deleted) {
    if (isOurs) return [ignored(`removal/${source}/${mid}`, 'a message of the business was taken back')];
    return [{ kind: 'removal', key: `removal/${source}/${mid}`, source, chat, remoteId: mid, at }];
  }
  if (message.is_echo || isOurs) return echoOf(happening, message);
  return contentsOf(message).map((content, index) => ({
    kind: 'message',
    key: keyOf({ source, remoteId: pieceId(mid, index), by: 'customer' }),
    source,
    chat,
    author: customerOf(happening),
    remoteId: pieceId(mid, index),
    at,
    opensWindow: true,
    content,
  }));
}

/** What left the Page is told apart, and as an echo. */
export function keyOf({ source, remoteId, by }: Omit<PastMessage, 'chat'>): string {
  return `${by === 'customer' ? 'message' : 'echo'}/${source}/${remoteId}`;
}

/**
 * What left the Page. What we sent comes back with our key, and proves the send; what a person wrote in the Page's inbox, or
 * another app sent, is new.
 */
function echoOf(happening: Happening, message: shapes.Message): readonly InboundEvent[] {
  const { source, chat, at, receiving } = happening;
  const { mid, app_id, metadata } = message;
  const isOwn = app_id === receiving.credentials.appId;
  const contents = contentsOf(message);
  const [first] = contents;
  const echo = { kind: 'echo', source, chat, at, customer: customerOf(happening) } as const;
  if (metadata !== undefined && (isOwn || app_id === undefined) && first !== undefined) {
    const key = `echo/${source}/${mid}`;
    return [{ ...echo, key, remoteId: mid, correlation: metadata, content: first }];
  }
  if (isOwn) return [ignored(`echo/${source}/${mid}`, 'a message that this app sent')];
  return contents.map((content, index) => ({
    ...echo,
    key: keyOf({ source, remoteId: pieceId(mid, index), by: 'business' }),
    remoteId: pieceId(mid, index),
    content,
  }));
}

/** Reads `postback`: a button of a template, the menu or the first screen was pressed. */
export function postbackOf(happening: Happening, raw: unknown): InboundEvent {
  const { source, chat, at } = happening;
  const parsed = shapes.Postback.safeParse(raw);
  if (!parsed.success) return unparsed(`postback/${hashOf([source, chat, at, raw])}`, 'postback', parsed.error.issues);
  const { mid, title, payload, referral } = parsed.data;
  const remoteId = mid ?? `postback/${chat}/${at}`;
  if (title === undefined && payload === undefined) {
    return unparsed(`postback/${source}/${remoteId}`, 'postback: neither a title nor a payload');
  }
  return {
    kind: 'message',
    key: keyOf({ source, remoteId, by: 'customer' }),
    source,
    chat,
    author: customerOf(happening),
    remoteId,
    at,
    opensWindow: true,
    content: {
      ...(pressOf(payload, title, undefined) ?? { type: 'text', text: title ?? payload ?? '' }),
      ...around(referralOf(referral)),
    },
  };
}

/** All that a message says, in pieces: each file is one (facebook.md §2). At least one. */
function contentsOf(message: shapes.Message): readonly SaidContent[] {
  const { mid, referral, reply_to } = message;
  const [first, ...more] = saidIn(message);
  const album = more.length === 0 ? {} : { album: mid };
  const story = reply_to?.story?.url;
  const quoted = reply_to?.mid === undefined || first.type === 'press' ? {} : { replyTo: { remoteId: reply_to.mid } };
  const sharedPost =
    story === undefined || !URL.canParse(story) ? {} : { sharedPost: { url: story, site: 'your Instagram story' } };
  return [
    { ...first, ...album, ...quoted, ...sharedPost, ...around(referralOf(referral)) },
    ...more.map((piece) => ({ ...piece, ...album })),
  ];
}

function saidIn(message: shapes.Message): readonly [SaidContent, ...SaidContent[]] {
  const { text = '', quick_reply, reply_to, attachments } = message;
  const press = pressOf(quick_reply?.payload, text, reply_to?.mid);
  if (press !== undefined) return [press];
  const words: SaidContent = { type: 'text', text };
  const [first, ...more] = attachments.map(attachmentOf);
  if (first === undefined) {
    if (text !== '') return [words];
    const what = message.is_unsupported ? 'message of a kind that Meta does not hand over' : 'message without content';
    return [{ type: 'unsupported', what }];
  }
  if (text === '') return [first, ...more];
  if (first.type === 'text' && first.sharedPost !== undefined) return [{ ...first, text }, ...more];
  // The preview of a link says nothing beside its text.
  if (isPreview(attachments[0])) return [words, ...more];
  if ('file' in first || first.type === 'unsupported') return [{ ...first, caption: text }, ...more];
  if (first.type === 'text') return [{ ...first, text: `${text}\n${first.text}` }, ...more];
  return [words, first, ...more];
}

function isPreview(attachment: unknown): boolean {
  return shapes.Attachment.safeParse(attachment).data?.type === 'fallback';
}

/** What our own buttons send back. Meta does not tell the message they stood under; our key of it does. */
function pressOf(payload: string | undefined, label: string | undefined, of: string | undefined): Press | undefined {
  const place = payload === undefined ? undefined : placeIn(payload);
  if (place === undefined) return undefined;
  const { row, column, key } = place;
  return {
    type: 'press',
    ...(of === undefined ? {} : { of }),
    ...(key === '' ? {} : { ofKey: key }),
    row,
    column,
    ...(label === undefined || label === '' ? {} : { label }),
  };
}

function around(referral: Referral | undefined): { readonly referral?: Referral } {
  return referral === undefined ? {} : { referral };
}

/** An ad, a product of the shop, or a link such as m.me/shop?ref=… */
export function referralOf(read: shapes.Referral | undefined): Referral | undefined {
  if (read === undefined) return undefined;
  const { ref, source, ad_id, referer_uri, product, ads_context_data: ad } = read;
  const isAd = ad_id !== undefined || source?.toUpperCase() === 'ADS';
  const id = isAd ? (ad_id ?? ref) : (ref ?? product?.id);
  const text = isAd && ad_id !== undefined ? ref : product?.id === undefined ? undefined : `product ${product.id}`;
  const url = referer_uri !== undefined && URL.canParse(referer_uri) ? referer_uri : undefined;
  if (id === undefined && url === undefined && ad?.ad_title === undefined && text === undefined) return undefined;
  return {
    source: isAd ? 'ad' : 'link',
    ...(id === undefined ? {} : { id }),
    ...(url === undefined ? {} : { url }),
    ...(ad?.ad_title === undefined ? {} : { title: ad.ad_title }),
    ...(text === undefined ? {} : { text }),
  };
}
