import { log } from '@temporalio/activity';
import { markPart, planParts } from '../ledger/attempt';
import { claimAlbum } from '../ledger/album';
import { moveChat } from '../ledger/chats';
import type { ClaimedDelivery, ClaimedMessage, ClaimedReaction, Settlement } from '../ledger/claim';
import { LaneLost, type HeldLane } from '../ledger/lane';
import { noteAnswered } from '../ledger/marks';
import { findFile, type KnownFile } from '../ledger/media';
import { writeNote } from '../ledger/notes';
import { believed, noteRefused } from '../ledger/restrictions';
import { findProof } from '../ledger/proofs';
import type {
  DriverContext,
  Messenger,
  OutboundFile,
  OutboundMedia,
  OutboundPart,
  SentPart,
} from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import type { Button, MediaType, MessageContent } from '../model/content';
import type { Forbidden } from '../model/restriction';
import { partKey } from '../model/part-key';
import type { Failure, Tick } from '../model/outcome';
import { together, type Words } from '../model/words';
import { sayOfDelivery as say } from '../words/delivery';
import { sayOfWaiting } from '../words/waiting';
import { tooLate } from './passing-templates';
import { leftInWords, type SendsLeft } from './allowance';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import type { Lease } from './lease';
import { followAnswer } from './follow-answer';
import { chatFacts, isByBot, type ChatFacts } from './guard/facts';
import { judge, sortOf } from './guard/judge';
import { refusalOf, type Reason } from './guard/reasons';
import type { Piece, Plan } from './plan-message';
import { findQuoted, type Quoted } from './quoted';
import { nameTemplate } from './templates/name-template';
import { AWAITS_ADDRESS, carryUnaddressed } from './unaddressed';
import { Turns } from './turn';
import { openCredentials } from '../ledger/sealed-credentials';

const LEASE_EXPIRED = {
  kind: 'put-off',
  reason: { code: 903, ...sayOfWaiting('waits.interrupted') },
  blameless: true,
} as const satisfies Carried;

const LOOK_FIRST = {
  kind: 'uncertain',
  ...sayOfWaiting('waits.no-answer'),
  recheckMs: 1_000,
} as const satisfies Carried;

/** A message that is ready to be sent: where to, in which pieces, and what goes with them. */
interface Ready {
  readonly delivery: ClaimedMessage;
  readonly pieces: readonly Piece[];
  readonly mediaType: MediaType | undefined;
  readonly file: KnownFile | undefined;
  readonly buttons: readonly (readonly Button[])[] | undefined;
  readonly replyTo: string | undefined;
  /** One send, made otherwise than by the driver's `send`: a menu or a template of the messenger's own. */
  readonly special?: (part: OutboundPart) => Promise<SentPart>;
}

/** Carries messages and reactions from Kommo to the customer. */
export class ToMessenger implements Carrier {
  readonly awaitsReceipts: boolean;
  readonly #deps: Dependencies;
  /** What the messenger forbids its source may be learned while we send. */
  #held: HeldLane;
  readonly #driver: Messenger | undefined;
  readonly #context: DriverContext<unknown>;
  readonly #turns: Turns;
  /** The chat's reply address; the messenger may tell a new one while we send. */
  #address: string | null;
  /** When the customer wrote last, where the messenger has a window. */
  #wroteAt: number | null = null;
  marksDue: boolean;

  constructor(deps: Dependencies, held: HeldLane) {
    this.#deps = deps;
    this.#held = held;
    this.#address = held.chat.remoteId;
    this.marksDue = held.chat.marksDue;
    this.#driver = messengerOf(held.chat.connection.messenger);
    this.awaitsReceipts = this.#driver !== undefined && this.#driver.capabilities.receipts !== 'none';
    this.#context = {
      http: deps.http,
      clock: deps.clock,
      credentials: openCredentials(deps.vault, held.chat.connection),
      ...(held.chat.reference === null ? {} : { chatReference: held.chat.reference }),
    };
    this.#turns = new Turns(deps.db, held, this.#context.credentials);
  }

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    const { gone } = this.#held.chat;
    const driver = await this.#driverNow();
    if (driver === undefined) return failed(refusalOf('', { kind: 'no-driver' }));
    if (gone !== null && delivery.state === 'claimed') return failed(refusalOf(driver.title, { kind: gone }));
    const chat = this.#address;
    if (chat === null) {
      const named = delivery.kind === 'message' ? await this.#named(driver, delivery) : delivery;
      return carryUnaddressed(this.#deps, this.#held, driver, named);
    }
    if (this.#held.chat.awaitsBinding && delivery.state === 'claimed') return AWAITS_ADDRESS;
    switch (delivery.kind) {
      case 'message':
      case 'note':
      case 'echo':
        return this.#carryMessage(driver, chat, await this.#named(driver, delivery), lease);
      case 'reaction':
        return this.#react(driver, chat, delivery, lease);
      case 'edit':
      case 'removal':
        return ignored('Kommo tells of no changes, so there is nothing to change');
    }
  }

  #named(driver: Messenger, delivery: ClaimedMessage): Promise<ClaimedMessage> {
    return nameTemplate(this.#deps.db, driver, this.#held.chat.chatId, delivery);
  }

  /** The driver with what this one source has of its capabilities. */
  async #driverNow(): Promise<Messenger | undefined> {
    const driver = this.#driver;
    if (driver?.capabilitiesNow === undefined) return driver;
    return { ...driver, capabilities: await driver.capabilitiesNow(this.#context) };
  }

  async #carryMessage(driver: Messenger, chat: string, delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    const { credentials } = this.#context;
    const facts = await chatFacts(this.#deps, this.#held, { driver, credentials }, delivery);
    this.#wroteAt = facts.wroteAt;
    const ready = await this.#prepare(driver, delivery, facts);
    if ('kind' in ready) return ready;
    const carried = await this.#carryReady(driver, chat, ready, { lease, facts });
    const { left } = facts;
    if (left !== undefined)
      await this.#tellLeft(driver, delivery, carried, { sends: left, count: ready.pieces.length });
    await this.#noteAnswered(driver, delivery, carried);
    return carried;
  }

  async #carryReady(
    driver: Messenger,
    chat: string,
    ready: Ready,
    { lease, facts }: { readonly lease: Lease; readonly facts: ChatFacts },
  ): Promise<Carried> {
    const { delivery } = ready;
    if (delivery.state === 'claimed' && delivery.album !== null && delivery.parts.length === 0) {
      const carried = await this.#carryAlbum(driver, chat, ready, { lease, facts });
      if (carried !== undefined) return carried;
    }
    return ready.pieces.length > 1
      ? this.#carryParts(driver, chat, ready, lease)
      : this.#carryWhole(driver, this.#part(ready, 0, delivery.messageId, chat), ready, lease);
  }

  /** Kommo shows no such number, so a silent note does. */
  async #tellLeft(
    driver: Messenger,
    delivery: ClaimedMessage,
    carried: Carried,
    { sends, count }: { readonly sends: SendsLeft; readonly count: number },
  ): Promise<void> {
    if (carried.kind !== 'settled' || carried.settlement.outcome.kind !== 'sent') return;
    const { db, clock } = this.#deps;
    const words = leftInWords(driver.title, sends, count, clock.now());
    if (words === undefined) return;
    const { chatId } = this.#held.chat;
    const note = { chat: { id: chatId }, dedupeKey: `${delivery.id}/left`, ...words, at: clock.now() };
    // What was sent is sent: it must not be in doubt for want of a note.
    await writeNote(db, note).catch((error: unknown) => {
      log.warn('A note was not written', { chatId, error });
    });
  }

  /** A person who answers has read what they answer; a bot has read nothing. */
  async #noteAnswered(driver: Messenger, delivery: ClaimedMessage, carried: Carried): Promise<void> {
    if (driver.markRead === undefined || delivery.kind !== 'message' || isByBot(delivery, this.#held.chat)) return;
    if (carried.kind !== 'settled' || carried.settlement.outcome.kind !== 'sent') return;
    const { chatId } = this.#held.chat;
    try {
      if (await noteAnswered(this.#deps.db, chatId, delivery.writtenAt)) this.marksDue = true;
    } catch (error) {
      // As above: it is the message that counts.
      log.warn('That the manager has read was not written down', { chatId, error });
    }
  }

  /** @returns what comes of it where there is nothing to send, or not yet. */
  async #prepare(driver: Messenger, delivery: ClaimedMessage, facts: ChatFacts): Promise<Ready | Carried> {
    const { content } = delivery;
    const quoted = await this.#quoted(driver, delivery);
    if (quoted?.kind === 'wait') return quoted.carried;
    const file = 'file' in content ? await findFile(this.#deps.db, this.#held.chat.chatId, content.file.id) : undefined;
    const quotedInWords = quoted?.kind === 'words' ? quoted.text : undefined;
    const plan = judge(content, { ...facts, file, quoted: quotedInWords });
    if (plan.kind === 'waiting') return { kind: 'await-media' };
    if (plan.kind === 'refused') return failed(refusalOf(driver.title, await this.#withNames(driver, plan.reason)));
    const replyTo = quoted?.kind === 'message' ? (quoted.message.remoteId ?? undefined) : undefined;
    if (plan.kind !== 'pieces') return this.#special(driver, delivery, plan, { file, replyTo });
    // Once cut, it stays cut so: an upgrade in between must not send half of it twice.
    const planned = delivery.parts;
    const pieces = planned.length > 0 ? planned : plan.pieces;
    if (planned.length === 0 && pieces.length > 1) {
      await planParts(this.#deps.db, this.#held, delivery.id, pieces);
    }
    return {
      delivery,
      pieces,
      mediaType: plan.mediaType,
      file,
      buttons: plan.buttons,
      replyTo,
    };
  }

  #special(
    driver: Messenger,
    delivery: ClaimedMessage,
    plan: Extract<Plan, { kind: 'list' | 'template' }>,
    { file, replyTo }: Pick<Ready, 'file' | 'replyTo'>,
  ): Ready {
    const common = { delivery, mediaType: undefined, file, buttons: undefined, replyTo };
    if (plan.kind === 'list') {
      const { list } = plan;
      return {
        ...common,
        pieces: [{ carries: 'text', text: list.body }],
        special: (part) => {
          if (driver.sendList === undefined) throw new Error(`${driver.title} has menus and does not send them`);
          return driver.sendList(this.#context, { ...part, list });
        },
      };
    }
    const { template, text, hasFile } = plan;
    return {
      ...common,
      pieces: [{ carries: 'text', text }],
      special: (part) => {
        if (driver.templates === undefined) throw new Error(`${driver.title} has no templates`);
        const header = hasFile ? { file: this.#outboundFile(file) } : {};
        return driver.templates.send(this.#context, { ...part, template, text, ...header });
      },
    };
  }

  async #quoted(driver: Messenger, delivery: ClaimedMessage): Promise<Quoted | undefined> {
    const quote = delivery.content.replyTo;
    if (quote === undefined) return undefined;
    const found = await findQuoted(this.#deps.db, this.#held, delivery, quote);
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

  #part(ready: Ready, index: number, key: string, chat: string): OutboundPart {
    const piece = ready.pieces[index] ?? { carries: 'text', text: '' };
    const isLast = index === ready.pieces.length - 1;
    const customer = this.#held.chat.customer?.remoteId ?? null;
    const buttons = isLast && ready.buttons !== undefined ? { buttons: ready.buttons } : {};
    return {
      key,
      chat,
      content:
        piece.carries === 'media'
          ? { ...this.#media(ready, piece.text), ...buttons }
          : { type: 'text', text: piece.text, ...buttons },
      ...(index === 0 && ready.replyTo !== undefined ? { replyTo: ready.replyTo } : {}),
      ...(this.#wroteAt === null ? {} : { lastInboundAt: this.#wroteAt }),
      writtenAt: ready.delivery.writtenAt,
      ...(customer === null ? {} : { customer }),
      ...(isByBot(ready.delivery, this.#held.chat) ? { byBot: true } : {}),
    };
  }

  #media({ file, mediaType }: Ready, caption: string): OutboundMedia {
    if (mediaType === undefined) throw new Error('A file is sent as nothing');
    return { type: mediaType, file: this.#outboundFile(file), ...(caption === '' ? {} : { caption }) };
  }

  #outboundFile(file: KnownFile | undefined): OutboundFile {
    if (file?.state !== 'stored') throw new Error('A file is sent that is not stored');
    const { files } = this.#deps;
    return {
      name: files.fileName(file),
      mimeType: file.mimeType,
      size: file.size,
      ...(file.durationS === undefined ? {} : { durationS: file.durationS }),
      open: () => files.open(file),
      link: () => files.link(file, 'while-kept'),
    };
  }

  async #carryWhole(
    driver: Messenger,
    part: OutboundPart,
    { delivery, special }: Ready,
    lease: Lease,
  ): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#proofOf(driver, part, delivery);
    const turn = await this.#turns.await(driver, lease);
    if (turn !== undefined) return turn;
    if (!lease.holds()) return LEASE_EXPIRED;
    let sent: SentPart;
    const asked = this.#asking(driver, delivery.content);
    try {
      sent = await this.#heard(special === undefined ? driver.send(this.#context, part) : special(part));
    } catch (error) {
      const carried = await this.#afterFailure(driver, error, asked);
      const inDoubt = carried.kind === 'settled' && carried.settlement.outcome.kind === 'unknown';
      return inDoubt && (driver.lookup !== undefined || this.#mayResend(delivery)) ? LOOK_FIRST : carried;
    }
    return { kind: 'settled', settlement: this.#sent(driver, sent.remoteId) };
  }

  /** A messenger may answer with another address than the one that was written to. */
  async #heard(sending: Promise<SentPart>): Promise<SentPart> {
    const sent = await sending;
    const before = this.#address;
    if (sent.chat !== undefined && before !== null && sent.chat !== before) {
      const { chat, customer } = sent;
      const told = { chat, ...(customer === undefined ? {} : { customer }) };
      this.#address = await followAnswer(this.#deps, this.#held, before, told);
    }
    return sent;
  }

  /** What the messenger knows of a send that had no answer. */
  async #proofOf(driver: Messenger, part: OutboundPart, delivery: ClaimedDelivery): Promise<Carried> {
    const told = await findProof(this.#deps.db, this.#held.chat.source.id, part.key);
    if (told !== undefined) return { kind: 'settled', settlement: this.#sent(driver, told) };
    if (driver.capabilities.idempotent) return { kind: 'again' };
    const found = await driver.lookup?.(this.#context, part);
    if (found === 'absent') return { kind: 'absent' };
    if (found === undefined || found === 'unsure') {
      return this.#mayResend(delivery) ? { kind: 'again' } : unknown(driver);
    }
    return { kind: 'settled', settlement: this.#sent(driver, found.remoteId) };
  }

  /** The source's owner would rather have a message twice than not at all; once more, and no oftener. */
  #mayResend(delivery: ClaimedDelivery): boolean {
    return this.#held.chat.source.whenUnknown === 'resend' && delivery.resends === 0;
  }

  /**
   * Each part is claimed and recorded for itself, so a crash leaves at most one of them in doubt, and the others
   * still go out.
   */
  async #carryParts(driver: Messenger, chat: string, ready: Ready, lease: Lease): Promise<Carried> {
    const { db } = this.#deps;
    const { delivery } = ready;
    let inDoubt = false;
    let last: string | undefined;
    for (const [index] of ready.pieces.entries()) {
      const state = delivery.parts[index]?.state ?? 'pending';
      if (state === 'sent' || state === 'dropped' || state === 'failed') continue;
      if ((state === 'unknown' || state === 'claimed') && !driver.capabilities.idempotent) {
        if (state === 'claimed') await markPart(db, this.#held, delivery.id, index, 'unknown');
        inDoubt = true;
        continue;
      }
      const turn = await this.#turns.await(driver, lease);
      if (turn !== undefined) return { ...turn, part: index };
      await lease.confirm(() => markPart(db, this.#held, delivery.id, index, 'claimed'));
      if (!lease.holds()) return { ...LEASE_EXPIRED, part: index };
      const asked = this.#asking(driver, delivery.content);
      try {
        const part = this.#part(ready, index, partKey({ messageId: delivery.messageId, index }), chat);
        const sent = await this.#heard(driver.send(this.#context, part));
        await markPart(db, this.#held, delivery.id, index, 'sent', sent.remoteId);
        last = sent.remoteId;
      } catch (error) {
        if (error instanceof LaneLost) throw error;
        const carried = await this.#afterFailure(driver, error, asked);
        if (carried.kind === 'put-off') return { ...carried, part: index };
        const refused = carried.settlement.outcome.kind === 'failed';
        await markPart(db, this.#held, delivery.id, index, refused ? 'failed' : 'unknown');
        if (refused) return carried;
        inDoubt = true;
      }
    }
    return inDoubt ? unknown(driver) : { kind: 'settled', settlement: this.#sent(driver, last) };
  }

  /**
   * Sends what waits of the same album together with its first piece, as far as the messenger takes it in one.
   * @returns undefined where it is to go alone.
   */
  async #carryAlbum(
    driver: Messenger,
    chat: string,
    first: Ready,
    { lease, facts }: { readonly lease: Lease; readonly facts: ChatFacts },
  ): Promise<Carried | undefined> {
    const { album } = driver.capabilities;
    const type = first.mediaType;
    const together = type === undefined ? undefined : album?.together.find((types) => types.includes(type));
    if (album === null || driver.sendAlbum === undefined || together === undefined || first.pieces.length > 1) {
      return undefined;
    }
    const others = await lease.confirm(() =>
      claimAlbum(this.#deps.db, this.#held, first.delivery, { most: album.most - 1, together }),
    );
    const also = others.map(({ id }) => id);
    const pieces = [first];
    for (const other of others) {
      const ready = await this.#prepare(driver, other, { ...facts, begun: true });
      // What cannot go with the others now keeps its place, and goes by itself.
      if ('kind' in ready || ready.pieces.length > 1) return { ...BY_ITSELF, also };
      pieces.push(ready);
    }
    if (pieces.length === 1) return undefined;
    const turn = await this.#turns.await(driver, lease, pieces.length);
    if (turn !== undefined) return { ...turn, also };
    if (!lease.holds()) return { ...LEASE_EXPIRED, also };
    let sent: readonly SentPart[];
    const asked = this.#asking(driver, first.delivery.content);
    try {
      sent = await driver.sendAlbum(this.#context, {
        chat,
        ...(first.replyTo === undefined ? {} : { replyTo: first.replyTo }),
        items: pieces.map((ready) => ({
          key: ready.delivery.messageId,
          content: this.#media(ready, ready.pieces[0]?.text ?? ''),
        })),
      });
    } catch (error) {
      const carried = await this.#afterFailure(driver, error, asked);
      if (carried.kind !== 'settled') return { ...carried, also };
      // One bad piece has the whole album refused; which one, only sending them singly tells.
      if (carried.settlement.outcome.kind === 'failed') return { ...BY_ITSELF, also };
      return { ...carried, also: also.map((deliveryId) => ({ deliveryId, ...carried.settlement })) };
    }
    const settlements = pieces.map(({ delivery }, index) => ({
      deliveryId: delivery.id,
      ...this.#sent(driver, sent[index]?.remoteId),
    }));
    return { kind: 'settled', settlement: this.#sent(driver, sent[0]?.remoteId), also: settlements.slice(1) };
  }

  /** Safe to repeat, so it needs no evidence; Kommo has no tick for it, so a refusal is told by a note. */
  async #react(driver: Messenger, chat: string, delivery: ClaimedReaction, lease: Lease): Promise<Carried> {
    const found = await findQuoted(this.#deps.db, this.#held, delivery, delivery.target);
    if (found?.kind === 'wait') return found.carried;
    if (found?.kind !== 'message' || found.message.remoteId === null) {
      return ignored('The message it concerns is not in the messenger');
    }
    const emoji = delivery.reaction.kind === 'emoji' ? delivery.reaction.emoji : null;
    if (driver.react === undefined) {
      return this.#notReacted(delivery, say('not-shown.reaction', { messenger: driver.title }));
    }
    const turn = await this.#turns.await(driver, lease);
    if (turn !== undefined) return turn;
    if (!lease.holds()) return LEASE_EXPIRED;
    const asked: Asked = { sort: 'answering', at: this.#deps.clock.now() };
    try {
      await driver.react(this.#context, { chat, remoteId: found.message.remoteId, emoji });
    } catch (error) {
      const carried = await this.#afterFailure(driver, error, asked);
      if (carried.kind !== 'settled') return carried;
      const words =
        error instanceof DeliveryError ? error.words : say('not-shown.no-answer', { messenger: driver.title });
      return this.#notReacted(delivery, words);
    }
    return { kind: 'settled', settlement: { outcome: { kind: 'sent' } } };
  }

  async #notReacted(delivery: ClaimedDelivery, words: Words): Promise<Carried> {
    await writeNote(this.#deps.db, {
      chat: { id: this.#held.chat.chatId },
      dedupeKey: `${delivery.id}/not-shown`,
      ...together([say('note.reaction'), words]),
      at: this.#deps.clock.now(),
    });
    return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure: { code: 905, ...words } } } };
  }

  #sent(driver: Messenger, remoteId: string | undefined): Omit<Settlement, 'deliveryId'> {
    return {
      outcome: { kind: 'sent' },
      tick: this.#tickOfSent(driver),
      ...(remoteId === undefined ? {} : { remoteId }),
    };
  }

  #tickOfSent(driver: Messenger): Tick {
    return driver.capabilities.receipts === 'none' ? this.#held.chat.source.tickWhenSilent : 'sent';
  }

  #asking(driver: Messenger, content: MessageContent): Asked {
    return { sort: sortOf(content, { hasTemplates: driver.templates !== undefined }), at: this.#deps.clock.now() };
  }

  async #afterFailure(driver: Messenger, error: unknown, asked: Asked): Promise<Settled | PutOff> {
    // Anything but a DeliveryError is a bug of the driver; whether the request had left, nobody knows.
    if (!(error instanceof DeliveryError)) return unknown(driver);
    switch (error.retry) {
      case 'no': {
        const { code, words, windowClosed: isTooLate, forbids } = error;
        if (forbids !== undefined) await this.#noteForbidden(forbids === 'everything' ? forbids : asked.sort, asked.at);
        return failed({ code, ...(isTooLate ? await this.#tooLate(driver, words) : words) });
      }
      case 'unknown':
        if (!driver.capabilities.idempotent) return unknown(driver);
        return { kind: 'put-off', reason: { code: error.code, ...error.words }, inDoubt: true };
      case 'later': {
        const moved = error.movedTo !== undefined && (await this.#move(error.movedTo));
        return {
          kind: 'put-off',
          reason: { code: error.code, ...error.words },
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
          ...(moved ? { blameless: true } : {}),
          holdSource: error.breadth === 'source',
        };
      }
    }
  }

  /** The next message is refused before it is sent, also within this run. */
  async #noteForbidden(what: Forbidden, at: number): Promise<void> {
    const { chat } = this.#held;
    const sourceId = chat.source.id;
    const { db, log } = this.#deps;
    log.warn({ sourceId, what }, 'The messenger restricts the source');
    try {
      const restriction = await noteRefused(db, { sourceId, what, at });
      this.#held = { ...this.#held, chat: { ...chat, source: { ...chat.source, restriction } } };
    } catch (err) {
      // What was refused has to be recorded; the next one asks the messenger again.
      log.warn({ sourceId, err }, 'A restriction was not written down');
    }
  }

  async #tooLate(driver: Messenger, words: Words): Promise<Words> {
    const restriction = believed(this.#held.chat.source.restriction, this.#deps.clock.now());
    return tooLate(driver, words, { names: await this.#templates(driver), restriction });
  }

  /** With the names of templates that would pass, where any would. */
  async #withNames(driver: Messenger, reason: Reason): Promise<Reason> {
    if (!('passes' in reason) || reason.passes.kind === 'nothing') return reason;
    return { ...reason, passes: { kind: 'templates', names: await this.#templates(driver) } };
  }

  /** Names of templates that would pass now. */
  #templates(driver: Messenger): Promise<readonly string[]> {
    return this.#deps.templates.names(driver, this.#context, this.#held.chat.source.id);
  }

  /** Only the messenger itself can tell a new address (promise P5). */
  async #move(to: string): Promise<boolean> {
    const moved = await moveChat(this.#deps.db, { id: this.#held.chat.chatId }, to);
    if (moved) this.#address = to;
    return moved;
  }
}

/** What the messenger is asked to carry, as it may forbid it, and when it was. */
interface Asked {
  readonly sort: ReturnType<typeof sortOf>;
  readonly at: number;
}

type Settled = Extract<Carried, { kind: 'settled' }>;
type PutOff = Extract<Carried, { kind: 'put-off' }>;

/** Put back to be sent piece by piece. */
const BY_ITSELF = {
  kind: 'put-off',
  reason: { code: 903, ...sayOfWaiting('waits.one-by-one') },
  blameless: true,
  alone: true,
} as const satisfies Carried;

function failed(failure: Failure): Settled {
  return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure }, tick: 'failed' } };
}

function ignored(reason: string): Settled {
  return { kind: 'settled', settlement: { outcome: { kind: 'ignored', reason } } };
}

function unknown(driver: Messenger): Settled {
  return {
    kind: 'settled',
    settlement: {
      outcome: {
        kind: 'unknown',
        ...say('in-doubt.no-answer', { messenger: driver.title }),
      },
      tick: 'failed',
    },
  };
}
