import { planParts } from '../ledger/attempt';
import type { ClaimedMessage } from '../ledger/claimed';
import { findFile, type KnownFile } from '../ledger/media';
import type { Messenger, OutboundFile, OutboundMedia, OutboundPart, SentPart } from '../messengers/contract';
import type { Button, MediaType } from '../model/content';
import type { Carried } from './drain-lane';
import { isByBot, type ChatFacts } from './guard/facts';
import { judge } from './guard/judge';
import { refusalOf } from './guard/reasons';
import type { MessengerChat } from './messenger-chat';
import { failed } from './messenger-outcomes';
import type { Piece, Plan } from './plan-message';
import { findQuoted, type Quoted } from './quoted';

/** A message that is ready to be sent: in which pieces, and what goes with them. */
export interface Ready {
  readonly delivery: ClaimedMessage;
  readonly pieces: readonly Piece[];
  readonly mediaType: MediaType | undefined;
  readonly file: KnownFile | undefined;
  readonly buttons: readonly (readonly Button[])[] | undefined;
  readonly replyTo: string | undefined;
  /** When the customer wrote last, where the messenger has a window. */
  readonly wroteAt: number | null;
  /** One send, made otherwise than by the driver's `send`: a menu or a template of the messenger's own. */
  readonly special?: (part: OutboundPart) => Promise<SentPart>;
}

/** @returns what comes of it where there is nothing to send, or not yet. */
export async function prepareMessage(
  chat: MessengerChat,
  driver: Messenger,
  delivery: ClaimedMessage,
  facts: ChatFacts,
): Promise<Ready | Carried> {
  const { content } = delivery;
  const { db } = chat.deps;
  const quoted = await quotedBy(chat, driver, delivery);
  if (quoted?.kind === 'wait') return quoted.carried;
  const file = 'file' in content ? await findFile(db, chat.held.chat.chatId, content.file.id) : undefined;
  const quotedInWords = quoted?.kind === 'words' ? quoted.text : undefined;
  const plan = judge(content, { ...facts, file, quoted: quotedInWords });
  if (plan.kind === 'waiting') return { kind: 'await-media' };
  if (plan.kind === 'refused') return failed(refusalOf(driver.title, await chat.withTemplates(driver, plan.reason)));
  const replyTo = quoted?.kind === 'message' ? (quoted.message.remoteId ?? undefined) : undefined;
  const common = { delivery, file, replyTo, wroteAt: facts.wroteAt };
  if (plan.kind !== 'pieces') return { ...common, ...specialOf(chat, driver, plan, file) };
  // Once cut, it stays cut so: an upgrade in between must not send half of it twice.
  const planned = delivery.parts;
  const pieces = planned.length > 0 ? planned : plan.pieces;
  if (planned.length === 0 && pieces.length > 1) await planParts(db, chat.held, delivery.id, pieces);
  return { ...common, pieces, mediaType: plan.mediaType, buttons: plan.buttons };
}

function specialOf(
  chat: MessengerChat,
  driver: Messenger,
  plan: Extract<Plan, { kind: 'list' | 'template' }>,
  file: KnownFile | undefined,
): Required<Pick<Ready, 'pieces' | 'special'>> & Pick<Ready, 'mediaType' | 'buttons'> {
  const alone = { mediaType: undefined, buttons: undefined };
  if (plan.kind === 'list') {
    const { list } = plan;
    return {
      ...alone,
      pieces: [{ carries: 'text', text: list.body }],
      special: (part) => {
        if (driver.sendList === undefined) throw new Error(`${driver.title} has menus and does not send them`);
        return driver.sendList(chat.context, { ...part, list });
      },
    };
  }
  const { template, text, hasFile } = plan;
  return {
    ...alone,
    pieces: [{ carries: 'text', text }],
    special: (part) => {
      if (driver.templates === undefined) throw new Error(`${driver.title} has no templates`);
      const header = hasFile ? { file: outboundFile(chat, file) } : {};
      return driver.templates.send(chat.context, { ...part, template, text, ...header });
    },
  };
}

async function quotedBy(chat: MessengerChat, driver: Messenger, delivery: ClaimedMessage): Promise<Quoted | undefined> {
  const quote = delivery.content.replyTo;
  if (quote === undefined) return undefined;
  const found = await findQuoted(chat.deps.db, chat.held, delivery, quote);
  if (found?.kind !== 'message') return found;
  const { remoteId } = found.message;
  const pointable =
    driver.capabilities.outbound.quote === 'full' &&
    remoteId !== null &&
    (driver.isMessageId === undefined || driver.isMessageId(remoteId));
  if (pointable) return found;
  // What Kommo shows of it is what the manager saw when quoting it.
  const shown = quote.text?.trim() ?? '';
  return { kind: 'words', text: shown === '' ? found.words : shown };
}

/** One piece as the driver takes it; `key` names it for ever, `to` is the chat's address. */
export function partOf(
  chat: MessengerChat,
  ready: Ready,
  index: number,
  { key, to }: { readonly key: string; readonly to: string },
): OutboundPart {
  const piece = ready.pieces[index] ?? { carries: 'text', text: '' };
  const isLast = index === ready.pieces.length - 1;
  const customer = chat.held.chat.customer?.remoteId ?? null;
  const buttons = isLast && ready.buttons !== undefined ? { buttons: ready.buttons } : {};
  return {
    key,
    chat: to,
    content:
      piece.carries === 'media'
        ? { ...mediaOf(chat, ready, piece.text), ...buttons }
        : { type: 'text', text: piece.text, ...buttons },
    ...(index === 0 && ready.replyTo !== undefined ? { replyTo: ready.replyTo } : {}),
    ...(ready.wroteAt === null ? {} : { lastInboundAt: ready.wroteAt }),
    writtenAt: ready.delivery.writtenAt,
    ...(customer === null ? {} : { customer }),
    ...(isByBot(ready.delivery, chat.held.chat) ? { byBot: true } : {}),
  };
}

export function mediaOf(chat: MessengerChat, { file, mediaType }: Ready, caption: string): OutboundMedia {
  if (mediaType === undefined) throw new Error('A file is sent as nothing');
  return { type: mediaType, file: outboundFile(chat, file), ...(caption === '' ? {} : { caption }) };
}

function outboundFile({ deps: { files } }: MessengerChat, file: KnownFile | undefined): OutboundFile {
  if (file?.state !== 'stored') throw new Error('A file is sent that is not stored');
  return {
    name: files.fileName(file),
    mimeType: file.mimeType,
    size: file.size,
    ...(file.durationS === undefined ? {} : { durationS: file.durationS }),
    open: () => files.open(file),
    link: () => files.link(file, 'while-kept'),
  };
}
