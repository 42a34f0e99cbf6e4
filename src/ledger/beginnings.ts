import { randomUUID } from 'node:crypto';
import type { ChatId } from '../model/ids';
import type { MessageFromKommo } from './acceptable';
import { wellFormed } from './acceptable-text';
import { BoundedMap } from './bounded-map';
import type { Database } from './database';
import type { PlacedEvent } from './lane-rows';
import type { Vault } from './vault';

const REMEMBERED = 20_000;

/** Where the number lies that a chat began with, as the vault binds it. */
export const phonePlace = (chatId: ChatId): string => `write_firsts.phone/${chatId}`;

interface ByPhone {
  readonly chatId: ChatId;
  readonly event: MessageFromKommo;
  readonly phone: string;
}

/**
 * Notes of Kommo's messages what they tell of how their chats began (kommo-chat-api.md §11.3): with a phone number, and that
 * Kommo names the chat by our id since. Before their rows are inserted, so that no row is there without it.
 */
export class Beginnings {
  readonly #db: Database;
  readonly #vault: Vault;
  /** Chats that began with a number, or whose beginning is over. */
  readonly #noted = new BoundedMap<ChatId, 'begun' | 'confirmed'>(REMEMBERED);

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  forget(): void {
    this.#noted.clear();
  }

  async note(placed: readonly PlacedEvent[]): Promise<void> {
    const begun = new Map<ChatId, ByPhone>();
    const confirmed = new Set<ChatId>();
    for (const { event, place } of placed) {
      if (event.side !== 'kommo') continue;
      const { chatId } = place;
      if (event.chatClientId !== null) {
        if (this.#noted.get(chatId) !== 'confirmed') confirmed.add(chatId);
      } else if (event.kind === 'message-from-kommo' && this.#noted.get(chatId) === undefined) {
        const { phone } = event.customer;
        if (phone !== undefined && !begun.has(chatId)) begun.set(chatId, { chatId, event, phone });
      }
    }
    if (begun.size > 0) await this.#begin([...begun.values()]);
    if (confirmed.size > 0) await this.#confirm([...confirmed]);
  }

  /** A chat that has an address did not begin so; of two hooks of the same moment, the first makes the customer. */
  async #begin(begun: readonly ByPhone[]): Promise<void> {
    await this.#db.query(
      `with given as (
         select * from jsonb_to_recordset($1)
           as given(chat_id uuid, customer_id uuid, kommo_id text, name text, unnamed boolean, phone text)
       ), begun as (
         insert into write_firsts (chat_id, account_id, begun_in, phone)
         select chats.id, chats.account_id, 'kommo', given.phone
         from given join chats on chats.id = given.chat_id
         where chats.remote_id is null
         order by chats.id
         on conflict (chat_id) do nothing
         returning chat_id
       ), person as (
         insert into participants (id, account_id, kind, source_id, kommo_id, name, unnamed)
         select given.customer_id, chats.account_id, 'customer', chats.source_id, given.kommo_id, given.name, given.unnamed
         from given
         join begun on begun.chat_id = given.chat_id
         join chats on chats.id = given.chat_id and chats.customer_id is null
       )
       update chats set customer_id = given.customer_id
       from given join begun on begun.chat_id = given.chat_id
       where chats.id = given.chat_id and chats.customer_id is null`,
      [
        JSON.stringify(
          begun.map(({ chatId, event: { customer }, phone }) => ({
            chat_id: chatId,
            customer_id: randomUUID(),
            kommo_id: customer.kommoId,
            name: wellFormed(customer.name === '' ? phone : customer.name),
            unnamed: customer.name === '',
            phone: this.#vault.seal(phone, phonePlace(chatId)),
          })),
        ),
      ],
    );
    for (const { chatId } of begun) this.#noted.set(chatId, 'begun');
  }

  async #confirm(chatIds: readonly ChatId[]): Promise<void> {
    await this.#db.query(
      `update write_firsts set confirmed_at = now() where chat_id = any($1) and confirmed_at is null`,
      [chatIds],
    );
    for (const chatId of chatIds) this.#noted.set(chatId, 'confirmed');
  }
}
