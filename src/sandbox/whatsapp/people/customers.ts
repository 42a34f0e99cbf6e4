import type { NewHandsetMessage } from '../../control/lines-contract';
import type { Core } from '../../core';
import type { OnHandset, Pressed, Refused } from '../../lines/emulator';
import { addLineMessage, type LineMessage, type NewLineMessage } from '../../lines/records';
import type { WhatsAppHooks } from '../hooks';
import { newWamid } from '../ids';
import { displayNumberOf, isCoexistence } from '../number';
import { pressOf } from '../send/content';
import { describe, unsupported, type Described } from './inbound';
import { contactOf, hiddenPhoneOf, identityOf } from './person';

const EDIT_MS = 15 * 60 * 1000;
const REVOKE_MS = 2 * 24 * 60 * 60 * 1000;

/** What customers do on their phones, and what the business is told of it (whatsapp.md §2). */
export class Customers {
  constructor(
    private readonly core: Core,
    private readonly hooks: WhatsAppHooks,
  ) {}

  say(on: OnHandset, said: NewHandsetMessage): LineMessage | Refused {
    const refusal = this.#cannotWrite(on);
    if (refusal) return refusal;
    if ((said.files?.length ?? 0) > 1) return { refused: 'WhatsApp sends each file as a message of its own.' };
    const message = this.#add(on, {
      kind: kindOf(said),
      text: said.text ?? '',
      files: said.files ?? [],
      durationS: said.durationS ?? null,
      location: said.location
        ? {
            latitude: said.location.latitude,
            longitude: said.location.longitude,
            title: said.location.title ?? null,
            address: said.location.address ?? null,
          }
        : null,
      contact: said.contact ?? null,
      replyTo: said.replyTo ?? null,
      forwarded: said.forwarded ?? false,
      facts: said.other === undefined ? {} : { other: said.other },
      ...(said.timestampMs === undefined ? {} : { at: said.timestampMs }),
    });
    this.#tell(on, message, describe(this.core, on.line, message), {
      ...this.#contextOf(on, message),
      ...referralOf(said),
    });
    return message;
  }

  /** Told as an edit on a number that is on a phone, too; elsewhere the business sees that there was something. */
  edit(on: OnHandset, message: LineMessage, text: string): LineMessage | Refused {
    const refusal = this.#cannotChange(on, message, EDIT_MS, 'edited');
    if (refusal) return refusal;
    const hasWords =
      message.kind === 'text' || message.kind === 'picture' || message.kind === 'video' || message.kind === 'file';
    if (!hasWords) return { refused: 'Only a text or the words beside a file can be edited.' };
    message.text = text;
    message.edits += 1;
    if (!isCoexistence(on.line)) this.#tellAbout(on, unsupported(131051));
    else {
      const { type, ...block } = describe(this.core, on.line, message);
      const context = { context: { id: message.id } };
      this.#tellAbout(on, {
        type: 'edit',
        edit: { original_message_id: message.id, message: { ...context, type, ...block } },
      });
    }
    return message;
  }

  /** Told only where the number is on a phone, too. */
  remove(on: OnHandset, message: LineMessage): LineMessage | Refused {
    const refusal = this.#cannotChange(on, message, REVOKE_MS, 'taken back');
    if (refusal) return refusal;
    message.removed = true;
    if (isCoexistence(on.line)) {
      this.#tellAbout(on, { type: 'revoke', revoke: { original_message_id: message.id } });
    }
    return message;
  }

  react(on: OnHandset, message: LineMessage, emoji: string | null): LineMessage | Refused {
    const refusal = this.#cannotWrite(on);
    if (refusal) return refusal;
    if (emoji === null) message.reactions.delete('customer');
    else message.reactions.set('customer', emoji);
    const removed = this.core.assumptions.is('whatsapp-reaction-removed', 'absent') ? {} : { emoji: '' };
    this.#open(on);
    this.#tellAbout(on, {
      type: 'reaction',
      reaction: { message_id: message.id, ...(emoji === null ? removed : { emoji }) },
    });
    return message;
  }

  press(on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
    const refusal = this.#cannotWrite(on);
    if (refusal) return refusal;
    if ('listRow' in pressed) {
      const row = message.list?.sections.flatMap(({ rows }) => rows)[pressed.listRow];
      if (!row) return { refused: 'There is no such row.' };
      const { callbackData: id, title, description } = row;
      const reply = { id, title, ...(description === '' ? {} : { description }) };
      return this.#answer(on, message, title, {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: reply },
      });
    }
    const button = message.buttons[pressed.row]?.[pressed.column];
    if (!button) return { refused: 'There is no such button.' };
    const press = pressOf(button);
    const { text } = button;
    switch (press.does) {
      case 'reply':
        return this.#answer(on, message, text, {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: press.id, title: text } },
        });
      case 'quick-reply':
        return this.#answer(on, message, text, { type: 'button', button: { payload: press.payload, text } });
      case 'location':
        return this.say(on, { location: { latitude: 40.4168, longitude: -3.7038 }, replyTo: message.id });
      case 'phone':
        return this.#sharePhone(on, message);
      case 'nothing':
        // It opens an address or copies a code; nobody is told.
        return message;
    }
  }

  /** Whatever is told of this person that is no message of the chat. */
  tellAbout(on: OnHandset, described: Described): void {
    this.#tellAbout(on, described);
  }

  /** The customer gives the number that the business has not known; from now on it comes with what they write. */
  #sharePhone(on: OnHandset, message: LineMessage): LineMessage | Refused {
    const { handset } = on;
    const phone = handset.phone ?? hiddenPhoneOf(handset);
    if (phone === undefined) return { refused: 'This customer has no phone number to share.' };
    handset.phone = phone;
    const shared = this.#add(on, {
      kind: 'contact',
      contact: { name: handset.name, phone },
      replyTo: message.id,
      facts: { origin: 'contact_request' },
    });
    this.#tell(on, shared, describe(this.core, on.line, shared), this.#contextOf(on, shared));
    return shared;
  }

  #answer(on: OnHandset, to: LineMessage, text: string, described: Described): LineMessage {
    const message = this.#add(on, { kind: 'text', text, replyTo: to.id });
    this.#tell(on, message, described, this.#contextOf(on, message));
    return message;
  }

  #add(on: OnHandset, fields: Partial<Omit<NewLineMessage, 'id' | 'from'>>): LineMessage {
    const { core } = this;
    const { waId = '', userId = '' } = identityOf(core, on.handset);
    const message = addLineMessage(on.handset, {
      at: core.clock.moment(),
      ...fields,
      id: newWamid(core.lines, waId === '' ? userId : waId, 'in'),
      from: 'customer',
    });
    this.#open(on, message.at);
    return message;
  }

  /** Writing opens the window. */
  #open({ handset }: OnHandset, at = this.core.clock.now()): void {
    handset.wroteAt = Math.max(handset.wroteAt ?? 0, at);
    if (handset.state === 'new') handset.state = 'open';
  }

  #tell(on: OnHandset, message: LineMessage, described: Described, more: object): void {
    this.#send(on, {
      id: message.id,
      at: message.at,
      described: { ...described, ...more },
      done: () => (message.handed = true),
    });
  }

  #tellAbout(on: OnHandset, described: Described): void {
    const { waId = '', userId = '' } = identityOf(this.core, on.handset);
    const id = newWamid(this.core.lines, waId === '' ? userId : waId, 'in');
    this.#send(on, { id, at: this.core.clock.now(), described, done: () => undefined });
  }

  #send(
    { line, handset }: OnHandset,
    { id, at, described, done }: { id: string; at: number; described: Described; done: () => void },
  ): void {
    const { waId, userId } = identityOf(this.core, handset);
    const { type, ...block } = described;
    const message = {
      ...(waId === undefined ? {} : { from: waId }),
      ...(userId === undefined ? {} : { from_user_id: userId }),
      id,
      timestamp: String(Math.floor(at / 1000)),
      type,
      ...block,
    };
    this.hooks.sendValue(
      line,
      { contacts: [contactOf(this.core, handset)], messages: [message] },
      { chat: handset.id, messageId: id, taken: done },
    );
  }

  #contextOf({ line, handset }: OnHandset, { replyTo, forwarded }: LineMessage): object {
    const quoted = handset.messages.find(({ id }) => id === replyTo);
    if (forwarded) return { context: { forwarded: true } };
    if (!quoted) return {};
    const { waId, userId } = identityOf(this.core, handset);
    const from = quoted.from === 'customer' ? (waId ?? userId) : displayNumberOf(line);
    return { context: { from, id: quoted.id } };
  }

  #cannotWrite({ handset }: OnHandset): Refused | undefined {
    if (handset.state === 'blocked') return { refused: `${handset.name} has blocked the business.` };
    if (handset.state === 'gone') return { refused: `${handset.name} is not on WhatsApp any more.` };
    if (handset.facts.blockedByBusiness === true) return { refused: 'The business has blocked this customer.' };
    return undefined;
  }

  #cannotChange(on: OnHandset, message: LineMessage, withinMs: number, done: string): Refused | undefined {
    if (message.from !== 'customer') return { refused: 'Only an own message can be changed.' };
    if (message.removed) return { refused: 'The message was taken back.' };
    return this.core.clock.now() - message.at > withinMs
      ? { refused: `It is too late: a message can be ${done} for ${String(withinMs / 60_000)} minutes.` }
      : this.#cannotWrite(on);
  }
}

function kindOf({ files, as = 'file', location, contact, other }: NewHandsetMessage): LineMessage['kind'] {
  if (files) return as;
  if (location) return 'location';
  if (contact) return 'contact';
  return other === undefined ? 'text' : 'other';
}

/** The first message after a click on an advertisement (whatsapp.md §2, Quote, forward, ad). */
function referralOf({ referral }: NewHandsetMessage): object {
  if (!referral) return {};
  const { title = 'Sale', url = 'https://fb.me/sandbox', ref = 'ARAsandbox' } = referral;
  return {
    referral: {
      source_url: url,
      source_id: '120210000000000001',
      source_type: 'ad',
      headline: title,
      body: 'Only this week',
      media_type: 'image',
      image_url: 'https://scontent.example.com/ad.jpg',
      thumbnail_url: 'https://scontent.example.com/ad-small.jpg',
      ctwa_clid: ref,
      welcome_message: { text: 'Hi! How can we help?' },
    },
  };
}
