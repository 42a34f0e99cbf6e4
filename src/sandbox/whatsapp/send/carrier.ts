import type { Core } from '../../core';
import type { SandboxFile } from '../../files/sandbox-files';
import type { Orders } from '../../graph/orders';
import { addLineMessage, type Handset, type Line, type LineMessage } from '../../lines/records';
import { failure, type Failure } from '../codes';
import type { WhatsAppHooks } from '../hooks';
import { LinkFetcher } from '../media/fetch-link';
import { findMedia } from '../media/media';
import { isAnimatedWebp, plain, STATIC_STICKER_BYTES, unfit } from '../media/media-rules';
import { windowOf } from '../people/person';
import { tellStatus, type Carried } from '../statuses';
import type { Content, MediaWanted } from './content';

export interface Parcel {
  readonly line: Line;
  /** Null: nobody on WhatsApp has that address. */
  readonly handset: Handset | null;
  readonly address: string;
  readonly wamid: string;
  readonly content: Content | { readonly reaction: { readonly messageId: string; readonly emoji: string } };
  readonly replyTo: string | null;
  readonly callbackData: string | undefined;
}

const WINDOW =
  'Message failed to send because more than 24 hours have passed since the customer last replied to this number.';

/** Brings what the API accepted to the phone, or says later why not (whatsapp.md §0 row 4, §4). */
export class Carrier {
  readonly #links: LinkFetcher;

  constructor(
    private readonly core: Core,
    private readonly hooks: WhatsAppHooks,
    /** Late failures that were ordered, by line and by handset. */
    private readonly failures: Orders,
  ) {
    this.#links = new LinkFetcher(core);
  }

  carry(parcel: Parcel): void {
    const { content } = parcel;
    void ('reaction' in content ? this.#react(parcel, content.reaction) : this.#bring(parcel, content));
  }

  clear(): void {
    this.#links.clear();
  }

  async #bring(parcel: Parcel, content: Content): Promise<void> {
    const { core } = this;
    const { handset } = parcel;
    const carried: Carried = { ...parcel, category: content.category };
    // What is wrong was so when it was accepted.
    const early = this.#failureOf(parcel, content);
    const message = handset && this.#store(parcel, handset, content);
    const file = early || !content.media ? undefined : await this.#fileFor(content.media);
    const failed = early ?? (file && 'code' in file ? file : undefined);
    if (message && file && 'id' in file) Object.assign(message, { files: [file.id] });
    if (!(await core.pause(core.assumptions.number('whatsapp-sent-ms')))) return;
    if (failed) {
      if (message) {
        message.status = 'failed';
        message.facts.error = failed.code;
      }
      tellStatus(core, this.hooks, carried, 'failed', failed);
      core.changes.emit('lines');
      return;
    }
    if (!message) return;
    message.status = 'sent';
    tellStatus(core, this.hooks, carried, 'sent');
    core.changes.emit('lines');
    if (!(await core.pause(core.assumptions.number('whatsapp-delivered-ms')))) return;
    this.#deliver(carried, handset, message);
  }

  /** A blocked business is not told; its message stays `sent`. */
  #deliver(carried: Carried, handset: Handset, message: LineMessage): void {
    if (message.status !== 'sent' || handset.state === 'blocked' || handset.state === 'gone') return;
    message.status = 'delivered';
    handset.typingUntil = null;
    if (handset.facts.skipDelivered !== true) tellStatus(this.core, this.hooks, carried, 'delivered');
    this.core.changes.emit('lines');
  }

  #store(parcel: Parcel, handset: Handset, content: Content): LineMessage {
    const { wamid, callbackData, replyTo } = parcel;
    const { media, category, ...shown } = content;
    const quoted = handset.messages.find(({ id }) => id === replyTo);
    const message = addLineMessage(handset, {
      ...shown,
      id: wamid,
      from: 'line',
      at: this.core.clock.moment(),
      // What is not there any more is simply not quoted (whatsapp.md §4).
      replyTo: quoted?.id ?? null,
      status: 'accepted',
      facts: {
        category,
        ...(callbackData === undefined ? {} : { callbackData }),
        ...(media?.filename === undefined ? {} : { filename: media.filename }),
      },
    });
    this.core.changes.emit('lines');
    return message;
  }

  #failureOf(
    { line, handset }: Parcel,
    { template, category }: Pick<Content, 'template' | 'category'>,
  ): Failure | undefined {
    const { core } = this;
    const ordered = (handset && this.failures.take(handset.id)) ?? this.failures.take(line.id);
    if (ordered) return failure(ordered.code, ordered.details);
    if (!handset || handset.state === 'gone') return failure(131026, 'Message Undeliverable.');
    if (line.facts.account === 'payment-missing') {
      return failure(
        131042,
        'Message failed to send because there were one or more errors related to your payment method.',
      );
    }
    if (handset.state === 'blocked' && core.assumptions.is('whatsapp-blocked-by-person', 'fails-131026')) {
      return failure(131026, 'Message Undeliverable.');
    }
    if (template === null && windowOf(core, handset) === null) return failure(131047, WINDOW);
    if (category === 'marketing' && handset.facts.optedOut === true) {
      return failure(
        131050,
        'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
      );
    }
    return undefined;
  }

  async #fileFor(media: MediaWanted): Promise<SandboxFile | Failure> {
    const got =
      'id' in media.source
        ? (findMedia(this.core, media.source.id)?.file ?? { details: 'The media is not there any more.' })
        : await this.#links.fetch(media.kind, media.source.link);
    if ('details' in got) return failure(131053, got.details);
    const wrong = unfit(this.core, media.kind, got) ?? (await this.#unfitBytes(media, got));
    return wrong === undefined ? got : failure(131053, wrong);
  }

  async #unfitBytes({ kind, voice }: MediaWanted, file: SandboxFile): Promise<string | undefined> {
    if (voice && plain(file.mimeType) !== 'audio/ogg') return 'Voice messages must be OGG files with the OPUS codec.';
    if (kind !== 'sticker' || file.size <= STATIC_STICKER_BYTES) return undefined;
    const head: Buffer[] = [];
    for await (const chunk of this.core.files.open(file.id, { start: 0, end: 31 }) as AsyncIterable<Buffer>) {
      head.push(chunk);
    }
    return isAnimatedWebp(Buffer.concat(head))
      ? undefined
      : `Media file size too big. Max file size we currently support: ${String(STATIC_STICKER_BYTES)} bytes.`;
  }

  /** A reaction is sent, never delivered; of a message that is not there it fails. */
  async #react(parcel: Parcel, { messageId, emoji }: { messageId: string; emoji: string }): Promise<void> {
    const { core } = this;
    const { handset } = parcel;
    const target = handset?.messages.find(({ id }) => id === messageId);
    const failed =
      this.#failureOf(parcel, { template: null, category: 'service' }) ??
      (!target || target.removed ? failure(131009, 'Reaction message_id is not a message of this chat.') : undefined);
    if (!failed && target) {
      if (emoji === '') target.reactions.delete('line');
      else target.reactions.set('line', emoji);
      core.changes.emit('lines');
    }
    if (!(await core.pause(core.assumptions.number('whatsapp-sent-ms')))) return;
    tellStatus(core, this.hooks, { ...parcel, category: 'service' }, failed ? 'failed' : 'sent', failed);
  }
}
