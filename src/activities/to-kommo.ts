import { createChatApi } from '../kommo/chat-api';
import { asAmojoChatId, asAmojoParticipantId } from '../kommo/ids';
import type { Answer, Author, ChatApi, Customer, Refused, StoredMessage } from '../kommo/types';
import type { ClaimedDelivery } from '../ledger/claim';
import type { HeldLane } from '../ledger/lane';
import type { MessageContent } from '../model/content';
import { conversationIdOf, participantIdOf } from '../model/own-ids';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import type { Lease } from './lease';
import { openChannelSecret } from './secrets';

/** A message accepted with 200 is displayed, and in the history, only seconds later; absence counts from here on. */
const ABSENCE_COUNTS_AFTER_MS = 12_000;
/** Evidence is looked for so long; then the outcome is unknown and the lane goes on. */
const LONGEST_SEARCH_MS = 30_000;
const FIRST_LOOK_MS = 1_000;
const NEXT_LOOK_MS = 3_000;
const HISTORY_PAGES = 4;
const HISTORY_LIMIT = 50;

/** Carries messages from the customer to Kommo. */
export class ToKommo implements Carrier {
  readonly awaitsReceipts = false;
  readonly #held: HeldLane;
  readonly #api: ChatApi;

  constructor(deps: Dependencies, held: HeldLane) {
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
    if (delivery.state === 'uncertain') return this.#lookFor(delivery);
    if (!lease.holds()) {
      return {
        kind: 'put-off',
        reason: { code: 903, text: 'The worker was interrupted before sending; nothing was sent' },
        blameless: true,
      };
    }
    const answer = await this.#send(delivery, textFor(delivery.content));
    if (answer.kind !== 'refused' || !concernsTheMessage(answer)) return this.#carried(answer, delivery.kind);
    // The manager has to learn that something was said even if Kommo will not take what it was.
    const placeholder = await this.#send(delivery, `A message could not be shown here: ${answer.text}`);
    if (placeholder.kind === 'refused' && concernsTheMessage(placeholder)) {
      return {
        kind: 'settled',
        settlement: { outcome: { kind: 'failed', failure: { code: 905, text: `Kommo refused it: ${answer.text}` } } },
      };
    }
    return this.#carried(placeholder, delivery.kind);
  }

  #send(delivery: ClaimedDelivery, text: string): Promise<Answer<StoredMessage>> {
    const { chat } = this.#held;
    const common = {
      msgid: delivery.messageId,
      conversationId: conversationIdOf(chat.connection.messenger, chat.chatId),
      at: delivery.kommoMsec ?? delivery.writtenAt,
      text,
      ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
    };
    // A note is the channel bot's, and silent: it asks nobody to do anything.
    return this.#api.sendMessage(
      chat.scopeId,
      delivery.kind === 'note'
        ? { ...common, direction: 'outgoing', sender: this.#bot(), receiver: this.#customer(), silent: true }
        : { ...common, direction: 'incoming', sender: this.#customer() },
    );
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
        return {
          kind: 'put-off',
          reason: { code: 903, text: answer.text },
          ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
        };
      case 'unknown':
        return { kind: 'uncertain', text: answer.text, recheckMs: FIRST_LOOK_MS };
      case 'refused':
        return answer.reason === 'repeated-msgid'
          ? { kind: 'uncertain', text: answer.text, recheckMs: FIRST_LOOK_MS }
          : { kind: 'put-off', reason: { code: 902, text: answer.text } };
    }
  }

  /**
   * Evidence for a send without an answer: the chat's history by our message id. A blind repeat is not safe, since
   * nobody states what Kommo does with a `msgid` it has (kommo-chat-api.md §9.7).
   */
  async #lookFor(delivery: ClaimedDelivery): Promise<Carried> {
    const age = delivery.uncertainForMs ?? 0;
    const found = await this.#findInHistory(delivery.messageId);
    if (typeof found === 'object') return stored(found, delivery.kind);
    if (found === 'absent') {
      return age >= ABSENCE_COUNTS_AFTER_MS
        ? { kind: 'absent' }
        : {
            kind: 'uncertain',
            text: 'Kommo is asked whether the message arrived',
            recheckMs: ABSENCE_COUNTS_AFTER_MS - age,
          };
    }
    if (age < LONGEST_SEARCH_MS) {
      return { kind: 'uncertain', text: 'Kommo does not say whether the message arrived', recheckMs: NEXT_LOOK_MS };
    }
    return {
      kind: 'settled',
      settlement: { outcome: { kind: 'unknown', text: 'May have arrived in Kommo: it gave no answer, then or since' } },
    };
  }

  async #findInHistory(msgid: string): Promise<StoredMessage | 'absent' | 'no-answer'> {
    const { chat } = this.#held;
    const chatId = chat.kommoId === null ? await this.#askChatId() : asAmojoChatId(chat.kommoId);
    if (chatId === undefined) return 'no-answer';
    for (let page = 0; page < HISTORY_PAGES; page += 1) {
      const answer = await this.#api.history(chat.scopeId, chatId, {
        offset: page * HISTORY_LIMIT,
        limit: HISTORY_LIMIT,
      });
      if (answer.kind !== 'accepted') return 'no-answer';
      const { messages } = answer.value;
      const message = messages.find((each) => each.msgid === msgid);
      if (message !== undefined) return { messageId: message.id, chatId };
      if (messages.length < HISTORY_LIMIT) break;
    }
    return 'absent';
  }

  /** Making a chat that exists answers with its id (kommo-chat-api.md §8.1). */
  async #askChatId(): Promise<StoredMessage['chatId']> {
    const { chat } = this.#held;
    const answer = await this.#api.createChat(chat.scopeId, {
      conversationId: conversationIdOf(chat.connection.messenger, chat.chatId),
      user: this.#customer(),
      ...(chat.source.externalId === null ? {} : { sourceExternalId: chat.source.externalId }),
    });
    return answer.kind === 'accepted' ? answer.value.chatId : undefined;
  }
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

function textFor(content: MessageContent): string {
  if (content.type === 'text') return content.text;
  const caption = content.caption?.trim() ?? '';
  return `[${content.what}]${caption === '' ? '' : ` ${caption}`}`;
}
