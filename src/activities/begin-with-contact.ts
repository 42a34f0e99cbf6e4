import { log } from '@temporalio/activity';
import type { Asked } from '../access/crm-access';
import type { Contact, CrmAnswer, CrmApi, Page } from '../kommo/crm/types';
import { beginContact, noteLink, type ContactProfile, type LinkResult } from '../ledger/chat-contacts';
import { takeCrmTurn } from '../ledger/crm-turns';
import { numberingOf } from '../ledger/chats';
import type { HeldLane } from '../ledger/lane';
import { noteKommoChat } from '../ledger/open-chat';
import { comparableEmail } from '../model/email';
import { asIntegrationId } from '../model/ids';
import { readPhone, withPlus, type Phone } from '../model/phone';
import type { Dependencies } from './dependencies';
import type { KommoChat } from './kommo-chat';
import type { Lease } from './lease';
import { comparablePhone, searchedBy, type Numbering } from './national-phone';
import { setTimeout as rest } from 'node:timers/promises';

/** The customer's message does not wait longer for the search. */
const WITHIN_MS = 2_000;
/** What is left of the claim afterwards, to begin the send in. */
const FOR_THE_SEND_MS = 750;
/** More than one page of people for one number is no exact match. */
const MOST_FOUND = 250;

interface Linked {
  readonly result: LinkResult;
  readonly contactId: number | null;
  readonly text: string;
}

/** What is looked for, as it is compared. */
interface Wanted {
  readonly phone: Phone | undefined;
  readonly email: string | undefined;
}

/**
 * Before a chat's first message: notes what of the contact will be ours and, where the source has it so, looks for the contact
 * that this customer is already, and gives the chat to it (kommo-chat-api.md §8.1, §8.2). Exactly one has to have the very
 * number or address. Whatever comes of it, the message goes out, and within two seconds.
 */
export async function beginWithContact(
  deps: Dependencies,
  held: HeldLane,
  chat: KommoChat,
  lease: Lease,
): Promise<void> {
  const { chatId, kommoId, source } = held.chat;
  const person = chat.person;
  if (person === null) return;
  const profile: ContactProfile = { name: person.name, phone: person.phone, email: person.email };
  const wanted = { phone: readPhone(person.phone ?? ''), email: comparableEmail(person.email ?? '') };
  // A chat that Kommo knows has a contact, or had one.
  const looks = source.preLink && kommoId === null && (wanted.phone !== undefined || wanted.email !== undefined);
  const begun = await beginContact(deps.db, chatId, profile, looks);
  if (!begun || !looks) return;
  const linked = await new PreLink(deps, held, chat, wanted).within(
    Math.min(WITHIN_MS, lease.leftMs() - FOR_THE_SEND_MS),
  );
  await noteLink(deps.db, chatId, linked);
}

const LATE: Linked = { result: 'late', contactId: null, text: 'Kommo did not answer within two seconds' };

class PreLink {
  readonly #over = new AbortController();
  #deadline = 0;
  /** The link is on its way: whether it came to be, only its answer tells. */
  #linking = false;

  constructor(
    private readonly deps: Dependencies,
    private readonly held: HeldLane,
    private readonly chat: KommoChat,
    private readonly wanted: Wanted,
  ) {}

  async within(ms: number): Promise<Linked> {
    this.#deadline = performance.now() + ms;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Linked>((resolve) => {
      timer = setTimeout(
        () => {
          resolve(this.#late());
        },
        Math.max(ms, 0),
      );
    });
    // What fails in whatever way must not fail the message; nor may it do so after nobody waits for it any more.
    const looked = this.#look().catch((error: unknown): Linked => {
      log.warn('The contact could not be looked for', { chatId: this.held.chat.chatId, error });
      return this.#over.signal.aborted
        ? this.#late()
        : refused('It could not be looked for; see the log of the worker');
    });
    try {
      return await Promise.race([looked, late]);
    } finally {
      clearTimeout(timer);
      this.#over.abort();
    }
  }

  #late(): Linked {
    return this.#linking
      ? {
          result: 'unknown',
          contactId: null,
          text: 'Kommo was asked to link it, and did not answer within two seconds',
        }
      : LATE;
  }

  async #look(): Promise<Linked> {
    const found = new Map<number, Contact>();
    const { phone, email } = this.wanted;
    const numbering = await numberingOf(this.deps.db, this.held.chat.chatId);
    for (const query of [phone && searchedBy(phone), email]) {
      if (query === undefined) continue;
      const signal = this.#over.signal;
      const answer = await this.#ask((crm): Promise<CrmAnswer<Page<Contact>>> =>
        crm.findContacts({ query, limit: MOST_FOUND }, { signal }),
      );
      if (answer === undefined) return LATE;
      if (answer.kind !== 'accepted') return refused(answer.text);
      if (answer.value.more) return { result: 'several', contactId: null, text: 'Too many contacts are alike' };
      for (const contact of answer.value.items) if (this.#isExactly(contact, numbering)) found.set(contact.id, contact);
    }
    const [contact, other] = [...found.values()];
    if (contact === undefined)
      return { result: 'none', contactId: null, text: 'No contact has this number or address' };
    if (other !== undefined) {
      return { result: 'several', contactId: null, text: 'More than one contact has this number or address' };
    }
    return this.#link(contact.id);
  }

  #isExactly({ phones, emails }: Contact, numbering: Numbering): boolean {
    const { phone, email } = this.wanted;
    return (
      (phone !== undefined &&
        phones.some(
          ({ value }) => comparablePhone(value, numbering) === comparablePhone(withPlus(phone), numbering),
        )) ||
      (email !== undefined && emails.some(({ value }) => comparableEmail(value) === email))
    );
  }

  async #link(contactId: number): Promise<Linked> {
    const { db } = this.deps;
    const { signal } = this.#over;
    if (signal.aborted) return LATE;
    const made = await this.chat.create(signal);
    if (made.kind !== 'accepted') return refused(made.text);
    const { chatId } = made.value;
    await noteKommoChat(db, this.held.chat.chatId, chatId);
    const answer = await this.#ask((crm) => {
      this.#linking = true;
      return crm.linkChats([{ chatId, contactId }], { signal });
    });
    if (answer === undefined) return LATE;
    switch (answer.kind) {
      case 'accepted':
        return { result: 'linked', contactId, text: 'The contact was there already' };
      case 'unknown':
        return { result: 'unknown', contactId: null, text: answer.text };
      case 'refused':
      case 'no-access':
      case 'later':
        return refused(answer.text);
    }
  }

  /** @returns undefined where there is no turn in time, and nobody was asked */
  async #ask<Value>(request: (crm: CrmApi) => Promise<CrmAnswer<Value>>): Promise<Asked<Value> | undefined> {
    const { accountId, channel } = this.held.chat;
    const key = { accountId, integrationId: asIntegrationId(channel.integrationId) };
    const wait = await takeCrmTurn(this.deps.db, this.#deadline - performance.now());
    if (wait === undefined) return undefined;
    await rest(wait);
    return this.#over.signal.aborted ? undefined : this.deps.crm.ask(key, request);
  }
}

function refused(text: string): Linked {
  return { result: 'refused', contactId: null, text };
}
