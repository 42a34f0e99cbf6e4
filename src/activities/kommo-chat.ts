import { createChatApi } from '../kommo/chat-api';
import { given } from '../kommo/given';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId, type AmojoChatId } from '../kommo/ids';
import type {
  Answer,
  Author,
  ChatApi,
  Customer,
  EditedContent,
  HistoryPageRequest,
  KommoContent,
  KommoPost,
  KommoQuote,
  StoredMessage,
} from '../kommo/types';
import type { ClaimedDelivery, ClaimedEdit, ClaimedRemoval } from '../ledger/claimed';
import type { HeldLane, LaneChat } from '../ledger/lane';
import type { FoundMessage } from '../ledger/targets';
import type { RemoteProfile } from '../messengers/contract';
import { conversationIdOf, participantIdOf } from '../model/own-ids';
import { wordsOf } from '../model/words';
import type { Dependencies } from './dependencies';
import type { Carried } from './drain-lane';
import { lookForMessage, type Search } from './kommo-evidence';
import { stored } from './kommo-outcomes';
import { openChannelSecret } from './secrets';

/** What Kommo is told beside a message's own content. */
export interface Around {
  readonly post?: KommoPost;
  /** A person of the business who said it elsewhere; without it the channel's bot did. */
  readonly author?: Author;
  readonly replyTo?: KommoQuote;
  readonly forward?: { readonly at: number; readonly text: string; readonly author: string };
}

/** The chat of a held lane as Kommo knows it, and what is said in it. */
export class KommoChat {
  readonly #held: HeldLane;
  readonly #api: ChatApi;
  #person: LaneChat['customer'];

  constructor(deps: Dependencies, held: HeldLane) {
    this.#held = held;
    this.#person = held.chat.customer;
    this.#api = createChatApi({
      http: deps.http,
      clock: deps.clock,
      origin: held.chat.channel.origin,
      channelId: held.chat.channel.id,
      secret: openChannelSecret(deps.vault, held.chat.channel),
    });
  }

  /** What the messenger has told of the customer since the lane was taken. */
  learn({ name, phone, email, avatar, profileLink }: RemoteProfile): void {
    this.#person = this.#person && { ...this.#person, ...given({ name, phone, email, avatar, profileLink }) };
  }

  /** Who the customer is, as Kommo is told. */
  get person(): LaneChat['customer'] {
    return this.#person;
  }

  /** Makes the chat before there is a message in it. Safe to repeat. */
  create(signal?: AbortSignal): ReturnType<ChatApi['createChat']> {
    const { chat } = this.#held;
    return this.#api.createChat(
      chat.scopeId,
      {
        conversationId: this.#conversationId,
        user: this.#customer,
        ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
      },
      signal === undefined ? {} : { signal },
    );
  }

  send(
    delivery: ClaimedDelivery,
    content: KommoContent,
    { post, author, ...around }: Around,
  ): Promise<Answer<StoredMessage>> {
    const { chat } = this.#held;
    const common = {
      msgid: delivery.messageId,
      conversationId: this.#conversationId,
      at: delivery.kommoMsec ?? delivery.writtenAt,
      content,
      ...around,
      ...this.#kommosName,
      ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
    };
    // A note is the channel bot's, as is what a person of the business wrote elsewhere; it asks nobody to do anything.
    if (delivery.kind === 'note' || delivery.kind === 'echo') {
      const parties = { sender: author ?? this.#bot, receiver: this.#customer };
      return this.#api.sendMessage(chat.scopeId, { ...common, direction: 'outgoing', ...parties, silent: true });
    }
    // One act of the customer is one notification: an album's first piece, a message's first form.
    const isNews = this.#held.lane === 'import' ? delivery.loud : delivery.kind === 'message';
    const silent = delivery.followsInAlbum || !isNews;
    const said = { ...common, ...given({ post }), silent };
    return this.#api.sendMessage(chat.scopeId, { ...said, direction: 'incoming', sender: this.#customer });
  }

  /** Gives a message another content. */
  change(
    delivery: ClaimedEdit | ClaimedRemoval,
    message: FoundMessage,
    content: EditedContent,
  ): ReturnType<ChatApi['editMessage']> {
    return this.#api.editMessage(this.#held.chat.scopeId, {
      ...nameInKommo(message),
      conversationId: this.#conversationId,
      at: delivery.kommoMsec ?? delivery.writtenAt,
      content,
    });
  }

  /** The customer's reaction; null takes it back. */
  react(message: FoundMessage, emoji: string | null): ReturnType<ChatApi['react']> {
    return this.#api.react(this.#held.chat.scopeId, {
      conversationId: this.#conversationId,
      message: nameInKommo(message),
      user: { id: this.#customer.id },
      emoji,
    });
  }

  /** A page of what Kommo has of the chat, newest first; 204 and an unknown chat are an empty one (§10.2). */
  async history(page: HistoryPageRequest): ReturnType<ChatApi['history']> {
    const { chat } = this.#held;
    const known = chat.kommoId === null ? undefined : asAmojoChatId(chat.kommoId);
    if (known !== undefined) return this.#api.history(chat.scopeId, known, page);
    const made = await this.create();
    if (made.kind !== 'accepted') return made;
    return this.#api.history(chat.scopeId, made.value.chatId, page);
  }

  /** Evidence for a send that had no answer. */
  async lookFor(delivery: ClaimedDelivery, search?: Search): Promise<Carried> {
    const evidence = await lookForMessage(
      this.#api,
      this.#held,
      () => this.create(),
      delivery.messageId,
      delivery.uncertainForMs ?? 0,
      search,
    );
    switch (evidence.kind) {
      case 'stored':
        return stored(evidence.message, delivery.kind);
      case 'absent':
        return { kind: 'absent' };
      case 'look-again':
        return { kind: 'uncertain', ...wordsOf(evidence), recheckMs: evidence.afterMs };
      case 'none': {
        const text = 'May have arrived in Kommo: it gave no answer, then or since';
        return { kind: 'settled', settlement: { outcome: { kind: 'unknown', text } } };
      }
    }
  }

  get #conversationId(): string {
    return conversationIdOf(this.#held.chat.connection.messenger, this.#held.chat.chatId);
  }

  /** Binds our names to a chat and a customer of Kommo's own. */
  get #kommosName(): { conversationRefId?: AmojoChatId } {
    const { unconfirmed, kommoId } = this.#held.chat;
    return unconfirmed && kommoId !== null ? { conversationRefId: asAmojoChatId(kommoId) } : {};
  }

  get #bot(): Author {
    const { bot } = this.#held.chat.channel;
    return { id: `bot-${bot.id}`, name: bot.name, refId: asAmojoParticipantId(bot.id) };
  }

  get #customer(): Customer {
    const { chat } = this.#held;
    const customer = this.#person;
    if (customer === null) throw new Error(`Chat ${chat.chatId} has a message and no customer`);
    return {
      id: participantIdOf(chat.connection.messenger, customer.id),
      name: customer.name,
      ...(chat.unconfirmed && customer.kommoId !== null ? { refId: asAmojoParticipantId(customer.kommoId) } : {}),
      ...(customer.phone === null ? {} : { phone: customer.phone }),
      ...(customer.email === null ? {} : { email: customer.email }),
      ...(customer.avatar === null ? {} : { avatar: customer.avatar }),
      ...(customer.profileLink === null ? {} : { profileLink: customer.profileLink }),
    };
  }
}

/** By amojo's id where we know it, else by ours; a click on the quote then leads to the message (§9.5). */
export function nameInKommo({
  kommoId,
  messageId,
}: FoundMessage): { id: ReturnType<typeof asAmojoMessageId> } | { msgid: string } {
  return kommoId === null ? { msgid: messageId } : { id: asAmojoMessageId(kommoId) };
}
