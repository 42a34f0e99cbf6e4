import { NO_ACCESS } from '../access/crm-access';
import type { KommoContent } from '../kommo/types';
import { needsAuthorisation } from '../ledger/access-trouble';
import { noteReferral } from '../ledger/chat-contacts';
import { chatChannel } from '../ledger/chats';
import type { ClaimedDelivery, ClaimedEdit, ClaimedMessage, ClaimedReaction, ClaimedRemoval } from '../ledger/claimed';
import type { HeldLane } from '../ledger/lane';
import { areSameFile } from '../ledger/media';
import { isReferralTold } from '../ledger/referrals';
import { wordsOf, type Around as SaidAround, type MessageContent } from '../model/content';
import { piecesOf } from '../model/referral-pieces';
import { together } from '../model/words';
import { inWords } from '../words/in-words';
import { askProfile } from './ask-profile';
import { beginWithContact } from './begin-with-contact';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import { refusalOf } from './guard/reasons';
import { KommoChat } from './kommo-chat';
import { drawForKommo, type Drawn } from './kommo-content';
import { captionOf, saysTheSame } from './kommo-edits';
import { carried, isAnswered, NO_REACTIONS, NOT_IN_KOMMO, refusesTheMessage, repeatable } from './kommo-outcomes';
import { reactionInWords, shownReaction } from './kommo-reactions';
import { precededBy, quoteInWords } from './kommo-words';
import type { Lease } from './lease';
import { LEASE_EXPIRED } from './lease-expired';
import { findQuoted, isInKommo } from './quoted';
import { reportUndelivered } from './report-undelivered';
import { sayInKommo, type Saying } from './say-in-kommo';
import { AWAITS_ADDRESS } from './unaddressed';

/** What is put before the words of a message that its customer has deleted or, where the first form is missing, changed. */
const DELETED_MARK = '🗑 The customer deleted this message.';
const CHANGED_MARK = '✎';

/** Carries what customers write, change, take back and react with, and our own notes, to Kommo. */
export class ToKommo implements Carrier {
  readonly awaitsReceipts = false;
  readonly #deps: Dependencies;
  readonly #held: HeldLane;
  readonly #chat: KommoChat;
  #hasAsked = false;
  #hasBegun: boolean;
  #hasReferral = false;

  constructor(deps: Dependencies, held: HeldLane) {
    this.#deps = deps;
    this.#held = held;
    this.#chat = new KommoChat(deps, held);
    this.#hasBegun = held.chat.contact.begun;
  }

  get #saying(): Saying {
    return { deps: this.#deps, held: this.#held, chat: this.#chat };
  }

  get contactDue(): boolean {
    return this.#held.chat.contact.due || this.#hasReferral;
  }

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    // A source that was removed only here still tells Kommo of what had come through it.
    if (this.#held.chat.gone === 'switched-off' && delivery.state === 'claimed') {
      const failure = refusalOf('', { kind: 'switched-off' });
      return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure } } };
    }
    // A chat that we begin is made in Kommo, and linked to its contact, before anything is in it.
    if (this.#held.chat.awaitsBinding && delivery.state === 'claimed') return AWAITS_ADDRESS;
    const carried = await this.#sayingWhy(await this.#carry(delivery, lease));
    if (carried.kind === 'settled') {
      await reportUndelivered(this.#deps, this.#held, delivery, carried.settlement.outcome);
    }
    return carried;
  }

  #carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    switch (delivery.kind) {
      case 'note':
        return this.#carryNote(delivery, lease);
      case 'message':
      case 'echo':
        return this.#carryMessage(delivery, lease);
      case 'edit':
        return this.#carryEdit(delivery, lease);
      case 'removal':
        return this.#carryRemoval(delivery);
      case 'reaction':
        return this.#carryReaction(delivery, lease);
    }
  }

  /** What waits because Kommo refuses the account or channel waits for an administrator, where they have to let us in. */
  async #sayingWhy(carried: Carried): Promise<Carried> {
    if (carried.kind !== 'put-off' || carried.reason.code !== 902) return carried;
    if (!(await needsAuthorisation(this.#deps.db, this.#held.chat.scopeId))) return carried;
    return { ...carried, reason: { code: 902, ...together([carried.reason, NO_ACCESS]) } };
  }

  /** Our own words, in the language of the account's managers. */
  async #carryNote(delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    const { content } = delivery;
    if (content.type !== 'text' || content.said === undefined) return this.#carryMessage(delivery, lease);
    const { said, ...rest } = content;
    const channel = await chatChannel(this.#deps.db, this.#held.chat.chatId);
    const text = inWords({ text: content.text, said }, channel?.language ?? 'en');
    return this.#carryMessage({ ...delivery, content: { ...rest, text } }, lease);
  }

  async #carryMessage(delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#chat.lookFor(delivery);
    await this.#learnWhoItIs();
    const { content } = delivery;
    const quoted = content.replyTo && (await findQuoted(this.#deps.db, this.#held, delivery, content.replyTo));
    if (quoted?.kind === 'wait') return quoted.carried;
    const drawn = await this.#draw(content, await this.#newsIn(delivery));
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    await this.#beginWithContact(delivery, lease);
    return sayInKommo(this.#saying, delivery, drawn, quoted, lease);
  }

  /** Of the first message that a person writes Kommo makes a contact and a lead (kommo-chat-api.md §12.2). */
  async #beginWithContact({ kind, content }: ClaimedMessage, lease: Lease): Promise<void> {
    if (kind !== 'message') return;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      await beginWithContact(this.#deps, this.#held, this.#chat, lease);
    }
    if (content.referral === undefined || !this.#held.chat.source.keepsReferrals) return;
    const pieces = piecesOf(content.referral);
    this.#hasReferral = (await noteReferral(this.#deps.db, this.#held.chat.chatId, pieces)) || this.#hasReferral;
  }

  async #learnWhoItIs(): Promise<void> {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    const profile = await askProfile(this.#deps, this.#held);
    if (profile !== undefined) this.#chat.learn(profile);
  }

  /** What brought the customer stands once in a chat, however often it is told. */
  async #newsIn({ messageId, content }: ClaimedMessage): Promise<SaidAround> {
    const { referral, ...others } = content;
    if (referral === undefined) return content;
    const isTold = await isReferralTold(this.#deps.db, { chatId: this.#held.chat.chatId, messageId }, referral);
    return isTold ? others : content;
  }

  /** @param around what of its surroundings is told */
  #draw(content: MessageContent, around: SaidAround = content): Promise<Drawn> {
    const { chatId, channel } = this.#held.chat;
    const linkLife = channel.rules.storesFiles === true ? 'for-good' : 'while-kept';
    return drawForKommo(this.#deps.db, this.#deps.files, { id: chatId, linkLife }, { content, around });
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
    const answer = await this.#chat.change(delivery, found.message, precededBy(quoteInWords(quoted), drawn.content));
    return refusesTheMessage(answer) ? this.#sayAnew(delivery, lease) : repeatable(answer);
  }

  async #sayAnew(delivery: ClaimedEdit, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#chat.lookFor(delivery);
    const drawn = await this.#draw(delivery.content);
    if (drawn.kind === 'waiting') return { kind: 'await-media' };
    const { content } = drawn;
    const marked: KommoContent =
      content.type === 'text' ? { ...content, text: `${CHANGED_MARK} ${content.text}` } : content;
    return sayInKommo(this.#saying, delivery, { ...drawn, content: marked }, undefined, lease);
  }

  /** Safe to repeat. What it said before stays readable, and in the ledger. */
  async #carryRemoval(delivery: ClaimedRemoval): Promise<Carried> {
    const found = await findQuoted(this.#deps.db, this.#held, delivery, delivery.target);
    if (found?.kind === 'wait') return found.carried;
    if (found?.kind !== 'message' || !isInKommo(found.message)) return NOT_IN_KOMMO;
    const { content } = found.message;
    const text = [DELETED_MARK, wordsOf(content)].filter((line) => line !== '').join('\n');
    const answer = await this.#chat.change(
      delivery,
      found.message,
      'file' in content ? { type: content.type, caption: text } : { type: 'text', text },
    );
    return repeatable(answer);
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
      const answer = await this.#chat.react(found.message, shown ?? null);
      const isDone = shown === undefined ? !isAnswered(answer) : !refusesTheMessage(answer);
      if (isDone) return repeatable(answer);
    }
    return words === undefined ? NOT_IN_KOMMO : this.#say(delivery, words, lease);
  }

  async #say(delivery: ClaimedReaction, text: string, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#chat.lookFor(delivery);
    if (!lease.holds()) return LEASE_EXPIRED;
    return carried(await this.#chat.send(delivery, { type: 'text', text: `[${text}]` }, {}), delivery.kind);
  }

  async #keepsFile(before: MessageContent, now: MessageContent): Promise<boolean> {
    return 'file' in before && 'file' in now && (await areSameFile(this.#deps.db, before.file.id, now.file.id));
  }
}
