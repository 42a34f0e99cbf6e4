import { asAmojoParticipantId } from '../../kommo/ids';
import type { Author } from '../../kommo/types';
import type { ClaimedDelivery, ClaimedMessage } from '../../ledger/claimed';
import type { HeldLane } from '../../ledger/lane';
import { nameOfParticipant } from '../../ledger/profiles';
import { participantIdOf } from '../../model/own-ids';
import type { Carried } from '../drain-lane';
import { refusalOf } from '../guard/reasons';
import type { KommoChat } from '../kommo-chat';
import { drawForKommo } from '../kommo-content';
import type { Lease } from '../lease';
import { findQuoted } from '../quoted';
import { sayInKommo } from '../say-in-kommo';
import type { ImportDependencies } from './dependencies';

/** More than any chat has that people can read: 20 000 messages. */
const PAGES_AT_MOST = 400;

/** Tells Kommo of old messages: with their own times, silent, the business's as written by whoever of Kommo's users that was. */
export class ImportToKommo {
  readonly #names = new Map<string, string>();

  /** @param turn waits for the turn to ask Kommo */
  constructor(
    private readonly deps: ImportDependencies,
    private readonly held: HeldLane,
    private readonly chat: KommoChat,
    private readonly turn: () => Promise<void>,
  ) {}

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    if (delivery.kind !== 'message' && delivery.kind !== 'echo') {
      throw new Error(`An import has a row of the kind ${delivery.kind}`);
    }
    if (this.held.chat.gone !== null && delivery.state === 'claimed') {
      const failure = refusalOf('', { kind: this.held.chat.gone });
      return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure } } };
    }
    if (delivery.state === 'uncertain') {
      return this.chat.lookFor(delivery, { pages: PAGES_AT_MOST, beforePage: this.turn });
    }
    return this.#tell(delivery, lease);
  }

  async #tell(delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    const { deps, held, chat } = this;
    const { content } = delivery;
    const quoted = content.replyTo && (await findQuoted(deps.db, held, delivery, content.replyTo));
    if (quoted?.kind === 'wait') return quoted.carried;
    const { chatId, channel } = held.chat;
    const linkLife = channel.rules.storesFiles === true ? 'for-good' : 'while-kept';
    const drawn = await drawForKommo(deps.db, deps.files, { id: chatId, linkLife }, { content, around: content });
    // A file of an import is in the store before its row is in the ledger.
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    const author = await this.#authorOf(delivery);
    return sayInKommo(
      { deps, held, chat, ...(author === undefined ? {} : { author }) },
      delivery,
      drawn,
      quoted,
      lease,
    );
  }

  async #authorOf({ kind, authorId, authorKommoId }: ClaimedMessage): Promise<Author | undefined> {
    if (kind !== 'echo' || authorId === null || authorKommoId === null) return undefined;
    const name = this.#names.get(authorId) ?? (await nameOfParticipant(this.deps.db, authorId));
    this.#names.set(authorId, name);
    return {
      id: participantIdOf(this.held.chat.connection.messenger, authorId),
      name,
      refId: asAmojoParticipantId(authorKommoId),
    };
  }
}
