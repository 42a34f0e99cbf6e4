import { createChatApi } from '../kommo/chat-api';
import { given } from '../kommo/given';
import { asAmojoMessageId, asAmojoParticipantId } from '../kommo/ids';
import type {
  Answer,
  Author,
  ChatApi,
  Customer,
  EditedContent,
  KommoContent,
  KommoPost,
  KommoQuote,
  Refused,
  StoredMessage,
} from '../kommo/types';
import type { ClaimedDelivery, ClaimedEdit, ClaimedMessage, ClaimedReaction, ClaimedRemoval } from '../ledger/claim';
import type { HeldLane } from '../ledger/lane';
import { areSameFile, markOffered } from '../ledger/media';
import type { FoundMessage } from '../ledger/targets';
import { isMediaType, wordsOf, type MessageContent } from '../model/content';
import { conversationIdOf, participantIdOf } from '../model/own-ids';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import { GONE } from './gone';
import { drawForKommo, type Drawn } from './kommo-content';
import { FIRST_LOOK_MS, lookForMessage } from './kommo-evidence';
import { drawPosts } from './kommo-posts';
import { reactionInWords, shownReaction } from './kommo-reactions';
import { fileInWords, inWordsAlone, placeholder, precededBy, quoteInWords } from './kommo-words';
import type { Lease } from './lease';
import { findQuoted, isInKommo, type Quoted } from './quoted';
import { openChannelSecret } from './secrets';

/** What is put before the words of a message that its customer has deleted or, where the first form is missing, changed. */
const DELETED_MARK = '🗑 The customer deleted this message.';
const CHANGED_MARK = '✎';

/** Carries what customers write, change, take back and react with, and our own notes, to Kommo. */
export class ToKommo implements Carrier {
  readonly awaitsReceipts = false;
  readonly #deps: Dependencies;
  readonly #held: HeldLane;
  readonly #api: ChatApi;

  constructor(deps: Dependencies, held: HeldLane) {
    this.#deps = deps;
    this.#held = held;
    this.#api = createChatApi({
      http: deps.http,
      clock: deps.clock,
      origin: held.chat.channel.origin,
      channelId: held.chat.channel.id,
      secret: openChannelSecret(deps.vault, held.chat.channel),
    });
  }

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    // A source that was removed only here still tells Kommo of what had come through it.
    if (this.#held.chat.gone === 'switched-off' && delivery.state === 'claimed') {
      const failure = { code: 902, text: GONE['switched-off'] } as const;
      return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure } } };
    }
    switch (delivery.kind) {
      case 'message':
      case 'note':
        return this.#carryMessage(delivery, lease);
      case 'edit':
        return this.#carryEdit(delivery, lease);
      case 'removal':
        return this.#carryRemoval(delivery);
      case 'reaction':
        return this.#carryReaction(delivery, lease);
    }
  }

  async #carryMessage(delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#lookFor(delivery);
    const { content } = delivery;
    const quoted = content.replyTo && (await findQuoted(this.#deps.db, this.#held, delivery, content.replyTo));
    if (quoted?.kind === 'wait') return quoted.carried;
    const drawn = await this.#draw(content);
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    return this.#sendAsWellAsItGoes(delivery, drawn, quoted, lease);
  }

  /**
   * In full; where Kommo does not take that, what it refers to in words; then a file as a link; at last as a placeholder, so
   * that the manager learns of it.
   */
  async #sendAsWellAsItGoes(
    delivery: ClaimedDelivery & { readonly content: MessageContent },
    { content, posts, offered }: Extract<Drawn, { kind: 'drawn' }>,
    quoted: Found | undefined,
    lease: Lease,
  ): Promise<Carried> {
    if (!lease.holds()) return LEASE_EXPIRED;
    const canQuote = this.#held.chat.channel.rules.quoting !== false;
    const quote = delivery.followsInAlbum ? '' : quoteInWords(quoted);
    const full = canQuote ? content : precededBy(quote, content);
    const around = {
      ...this.#around(delivery.content, canQuote ? quoted : undefined),
      ...given({ post: posts?.post }),
    };
    let answer = await this.#send(delivery, full, around);
    if (refusesTheMessage(answer) && (Object.keys(around).length > 0 || content.sharedPost !== undefined)) {
      answer = await this.#send(delivery, inWordsAlone([quote, posts?.otherwise ?? ''], content), {});
    }
    if (!refusesTheMessage(answer)) {
      if (answer.kind === 'accepted' && offered !== undefined) await markOffered(this.#deps.db, offered);
      return this.#carried(answer, delivery.kind);
    }
    const asLink = fileInWords(content, answer.text);
    if (asLink !== undefined) answer = await this.#send(delivery, asLink, {});
    if (!refusesTheMessage(answer)) return this.#carried(answer, delivery.kind);
    const why = answer.text;
    answer = await this.#send(delivery, placeholder('A message could not be shown here', undefined, why), {});
    if (!refusesTheMessage(answer)) return this.#carried(answer, delivery.kind);
    return {
      kind: 'settled',
      settlement: { outcome: { kind: 'failed', failure: { code: 905, text: `Kommo refused it: ${why}` } } },
    };
  }

  #around(content: MessageContent, quoted: Found | undefined): Around {
    const { replyTo, forwarded } = content;
    const at = this.#deps.clock.now();
    const forward =
      forwarded === undefined
        ? {}
        : {
            forward: {
              at: forwarded.at ?? at,
              text: forwarded.text ?? wordsOrType(content),
              author: forwarded.author ?? 'Unknown',
            },
          };
    if (replyTo === undefined || quoted === undefined) return forward;
    const quote: KommoQuote =
      quoted.kind === 'message'
        ? nameInKommo(quoted.message)
        : { at: replyTo.at ?? at, text: quoted.text, author: replyTo.author ?? 'Unknown' };
    return { ...forward, replyTo: quote };
  }

  #draw(content: MessageContent): Promise<Drawn> {
    const { chatId, channel } = this.#held.chat;
    const linkLife = channel.rules.storesFiles === true ? 'for-good' : 'while-kept';
    return drawForKommo(this.#deps.db, this.#deps.files, { id: chatId, linkLife }, content);
  }

  #send(delivery: ClaimedDelivery, content: KommoContent, { post, ...around }: Around): Promise<Answer<StoredMessage>> {
    const { chat } = this.#held;
    const common = {
      msgid: delivery.messageId,
      conversationId: this.#conversationId(),
      at: delivery.kommoMsec ?? delivery.writtenAt,
      content,
      ...around,
      ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
    };
    // A note is the channel bot's, and silent: it asks nobody to do anything.
    if (delivery.kind === 'note') {
      const parties = { sender: this.#bot(), receiver: this.#customer() };
      return this.#api.sendMessage(chat.scopeId, { ...common, direction: 'outgoing', ...parties, silent: true });
    }
    // One act of the customer is one notification: an album's first piece, a message's first form.
    const silent = delivery.followsInAlbum || delivery.kind !== 'message';
    const said = { ...common, ...given({ post }), silent };
    return this.#api.sendMessage(chat.scopeId, { ...said, direction: 'incoming', sender: this.#customer() });
  }

  /** Safe to repeat. What is changed before Kommo has it, or after it was lost, comes as a message of its own. */
  async #carryEdit(delivery: ClaimedEdit, lease: Lease): Promise<Carried> {
    const found = await findQuoted(this.#deps.db, this.#held, delivery, delivery.target);
    if (found?.kind === 'wait') return found.carried;
    if (found?.kind !== 'message' || !isInKommo(found.message)) return this.#sayAnew(delivery, lease);
    const { content: before } = found.message;
    const keepsFile = await this.#keepsFile(before, delivery.content);
    if ((keepsFile || !('file' in delivery.content)) && saysTheSame(before, delivery.content)) {
      return {
        kind: 'settled',
        settlement: { outcome: { kind: 'ignored', reason: 'Nothing that shows has changed' } },
      };
    }
    const drawn = keepsFile ? captionOf(delivery.content) : await this.#draw(delivery.content);
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    // A quote stays with an edited message, but not one that was made of words.
    const inWords = this.#held.chat.channel.rules.quoting === false ? delivery.content.replyTo : undefined;
    const quoted = inWords && (await findQuoted(this.#deps.db, this.#held, delivery, inWords));
    if (quoted?.kind === 'wait') return quoted.carried;
    const answer = await this.#api.editMessage(this.#held.chat.scopeId, {
      ...nameInKommo(found.message),
      conversationId: this.#conversationId(),
      at: delivery.kommoMsec ?? delivery.writtenAt,
      content: precededBy(quoteInWords(quoted), drawn.content),
    });
    return refusesTheMessage(answer) ? this.#sayAnew(delivery, lease) : this.#repeatable(answer);
  }

  async #sayAnew(delivery: ClaimedEdit, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#lookFor(delivery);
    const drawn = await this.#draw(delivery.content);
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    const { content } = drawn;
    const marked: KommoContent =
      content.type === 'text' ? { ...content, text: `${CHANGED_MARK} ${content.text}` } : content;
    return this.#sendAsWellAsItGoes(delivery, { ...drawn, content: marked }, undefined, lease);
  }

  /** Safe to repeat. What it said before stays readable, and in the ledger. */
  async #carryRemoval(delivery: ClaimedRemoval): Promise<Carried> {
    const found = await findQuoted(this.#deps.db, this.#held, delivery, delivery.target);
    if (found?.kind === 'wait') return found.carried;
    if (found?.kind !== 'message' || !isInKommo(found.message)) return NOT_IN_KOMMO;
    const { content } = found.message;
    const text = [DELETED_MARK, wordsOf(content)].filter((line) => line !== '').join('\n');
    const answer = await this.#api.editMessage(this.#held.chat.scopeId, {
      ...nameInKommo(found.message),
      conversationId: this.#conversationId(),
      at: delivery.kommoMsec ?? delivery.writtenAt,
      content: 'file' in content ? { type: content.type, caption: text } : { type: 'text', text },
    });
    return this.#repeatable(answer);
  }

  /** Safe to repeat. A reaction that Kommo cannot show is said in words, silently, and the one before it is taken back. */
  async #carryReaction(delivery: ClaimedReaction, lease: Lease): Promise<Carried> {
    const { reactions } = this.#held.chat.channel.rules;
    const words = reactionInWords(delivery.reaction);
    if (words === undefined && reactions === 'none') return NO_REACTIONS;
    const found = await findQuoted(this.#deps.db, this.#held, delivery, delivery.target);
    if (found?.kind === 'wait') return found.carried;
    if (found?.kind === 'message' && isInKommo(found.message) && reactions !== 'none') {
      const shown = shownReaction(delivery.reaction, reactions);
      const answer = await this.#api.react(this.#held.chat.scopeId, {
        conversationId: this.#conversationId(),
        message: nameInKommo(found.message),
        user: { id: this.#customer().id },
        emoji: shown ?? null,
      });
      const isDone = shown === undefined ? !isAnswered(answer) : !refusesTheMessage(answer);
      if (isDone) return this.#repeatable(answer);
    }
    return words === undefined ? NOT_IN_KOMMO : this.#say(delivery, words, lease);
  }

  async #say(delivery: ClaimedReaction, text: string, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#lookFor(delivery);
    if (!lease.holds()) return LEASE_EXPIRED;
    return this.#carried(await this.#send(delivery, { type: 'text', text: `[${text}]` }, {}), delivery.kind);
  }

  async #keepsFile(before: MessageContent, now: MessageContent): Promise<boolean> {
    return 'file' in before && 'file' in now && (await areSameFile(this.#deps.db, before.file.id, now.file.id));
  }

  #conversationId(): string {
    return conversationIdOf(this.#held.chat.connection.messenger, this.#held.chat.chatId);
  }

  #bot(): Author {
    const { bot } = this.#held.chat.channel;
    return { id: `bot-${bot.id}`, name: bot.name, refId: asAmojoParticipantId(bot.id) };
  }

  #customer(): Customer {
    const { chat } = this.#held;
    const { customer } = chat;
    if (customer === null) throw new Error(`Chat ${chat.chatId} has a message and no customer`);
    return {
      id: participantIdOf(chat.connection.messenger, customer.id),
      name: customer.name,
      ...(customer.phone === null ? {} : { phone: customer.phone }),
      ...(customer.profileLink === null ? {} : { profileLink: customer.profileLink }),
    };
  }

  #carried(answer: Answer<StoredMessage>, kind: ClaimedDelivery['kind']): Carried {
    switch (answer.kind) {
      case 'accepted':
        return stored(answer.value, kind);
      case 'later':
        return putOff(answer);
      case 'unknown':
        return { kind: 'uncertain', text: answer.text, recheckMs: FIRST_LOOK_MS };
      case 'refused':
        return answer.reason === 'repeated-msgid'
          ? { kind: 'uncertain', text: answer.text, recheckMs: FIRST_LOOK_MS }
          : { kind: 'put-off', reason: { code: 902, text: answer.text } };
    }
  }

  /** Of calls that may be made twice: without an answer they are made again. */
  #repeatable(answer: Answer<unknown>): Carried {
    switch (answer.kind) {
      case 'accepted':
        return { kind: 'settled', settlement: { outcome: { kind: 'sent' } } };
      case 'later':
        return putOff(answer);
      case 'unknown':
        return { kind: 'put-off', reason: { code: 903, text: answer.text } };
      case 'refused':
        return concernsTheMessage(answer)
          ? { kind: 'settled', settlement: { outcome: { kind: 'failed', failure: { code: 905, text: answer.text } } } }
          : { kind: 'put-off', reason: { code: 902, text: answer.text } };
    }
  }

  async #lookFor(delivery: ClaimedDelivery): Promise<Carried> {
    const evidence = await lookForMessage(
      this.#api,
      this.#held,
      () => this.#createChat(),
      delivery.messageId,
      delivery.uncertainForMs ?? 0,
    );
    switch (evidence.kind) {
      case 'stored':
        return stored(evidence.message, delivery.kind);
      case 'absent':
        return { kind: 'absent' };
      case 'look-again':
        return { kind: 'uncertain', text: evidence.text, recheckMs: evidence.afterMs };
      case 'none': {
        const text = 'May have arrived in Kommo: it gave no answer, then or since';
        return { kind: 'settled', settlement: { outcome: { kind: 'unknown', text } } };
      }
    }
  }

  #createChat(): ReturnType<ChatApi['createChat']> {
    const { chat } = this.#held;
    return this.#api.createChat(chat.scopeId, {
      conversationId: this.#conversationId(),
      user: this.#customer(),
      ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
    });
  }
}

type Found = Exclude<Quoted, { kind: 'wait' }>;

interface Around {
  readonly post?: KommoPost;
  readonly replyTo?: KommoQuote;
  readonly forward?: { readonly at: number; readonly text: string; readonly author: string };
}

const LEASE_EXPIRED = {
  kind: 'put-off',
  reason: { code: 903, text: 'The worker was interrupted before sending; nothing was sent' },
  blameless: true,
} as const satisfies Carried;

const NOT_IN_KOMMO = {
  kind: 'settled',
  settlement: { outcome: { kind: 'ignored', reason: 'The message it concerns is not in Kommo' } },
} as const satisfies Carried;

const NO_REACTIONS = {
  kind: 'settled',
  settlement: { outcome: { kind: 'ignored', reason: 'The channel has no reactions' } },
} as const satisfies Carried;

function putOff({ text, retryAfterMs }: { readonly text: string; readonly retryAfterMs?: number }): Carried {
  return {
    kind: 'put-off',
    reason: { code: 903, text },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function stored(message: StoredMessage, kind: ClaimedDelivery['kind']): Carried {
  const customer = kind === 'note' ? message.receiverId : message.senderId;
  return {
    kind: 'settled',
    settlement: {
      outcome: { kind: 'sent' },
      kommoId: message.messageId,
      ...(message.chatId === undefined ? {} : { chatKommoId: message.chatId }),
      ...(customer === undefined ? {} : { customerKommoId: customer }),
    },
  };
}

/** By amojo's id where we know it, else by ours; a click on the quote then leads to the message (§9.5). */
function nameInKommo({
  kommoId,
  messageId,
}: FoundMessage): { id: ReturnType<typeof asAmojoMessageId> } | { msgid: string } {
  return kommoId === null ? { msgid: messageId } : { id: asAmojoMessageId(kommoId) };
}

/** Whether the far side has said yes or no. */
function isAnswered(answer: Answer<unknown>): boolean {
  return answer.kind === 'accepted' || answer.kind === 'refused';
}

function refusesTheMessage(answer: Answer<unknown>): answer is Refused {
  return answer.kind === 'refused' && concernsTheMessage(answer);
}

/** A refusal of the channel or account is no fault of the message, which waits until it is repaired or expires. */
function concernsTheMessage(refused: Refused): boolean {
  switch (refused.reason) {
    case 'signature':
    case 'not-connected':
    case 'blocked':
    case 'repeated-msgid':
      return false;
    case 'unknown-sender':
    case 'unknown-message':
    case 'too-large':
    case 'invalid':
    case 'other':
      return true;
  }
}

/** Of an edit whose file stays as it is, only the words are told (kommo-chat-api.md §9.4). */
function captionOf(content: MessageContent): { readonly kind: 'drawn'; readonly content: EditedContent } {
  const type = isMediaType(content.type) ? content.type : 'file';
  const words = drawPosts(content).words;
  return { kind: 'drawn', content: precededBy(words, { type, caption: wordsOf(content) }) };
}

/** Telegram tells of changes that nobody sees, such as a link's preview. */
function saysTheSame(before: MessageContent, now: MessageContent): boolean {
  const place = (content: MessageContent): string =>
    content.type === 'location' ? `${String(content.latitude)},${String(content.longitude)}` : '';
  return (
    before.type === now.type &&
    wordsOf(before) === wordsOf(now) &&
    place(before) === place(now) &&
    before.sharedPost?.url === now.sharedPost?.url
  );
}

function wordsOrType(content: MessageContent): string {
  const words = wordsOf(content);
  return words === '' ? (content.sharedPost?.url ?? `[${content.type}]`) : words;
}
