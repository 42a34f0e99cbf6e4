import type { RemoteParticipant } from '../contract';
import { Contact } from './shapes';

/** A customer: where they are written to, and by what other addresses WhatsApp knows them. */
export interface Person {
  /** The id that is this business's alone, where there is one; else the phone (whatsapp.md §0, 1). */
  readonly chat: string;
  readonly aliases: readonly string[];
  readonly author: RemoteParticipant;
}

export interface Named {
  readonly userId: string | undefined;
  /** Digits, without a plus. */
  readonly phone: string | undefined;
}

/** @returns undefined where neither is told */
export function personOf(named: Named, contacts: unknown): Person | undefined {
  const contact = contactOf(named, contacts);
  const userId = named.userId ?? contact?.user_id;
  const phone = named.phone ?? contact?.wa_id;
  const chat = userId ?? phone;
  if (chat === undefined) return undefined;
  const digits = phone !== undefined && /^\d+$/.test(phone) ? phone : undefined;
  const { name = contact?.profile?.username } = contact?.profile ?? {};
  return {
    chat,
    aliases: digits === undefined ? [] : [digits, `+${digits}`].filter((alias) => alias !== chat),
    author: {
      remoteId: chat,
      // WhatsApp cannot be asked, but a name that is known already must not give way to this.
      ...(name === undefined
        ? { name: digits === undefined ? 'WhatsApp user' : `+${digits}`, isUnnamed: true }
        : { name }),
      ...(digits === undefined ? {} : { phone: `+${digits}`, profileLink: `https://wa.me/${digits}` }),
    },
  };
}

/** The names stand beside the messages, not in them. */
function contactOf({ userId, phone }: Named, contacts: unknown): Contact | undefined {
  if (!Array.isArray(contacts)) return undefined;
  const known = contacts.flatMap((each: unknown) => Contact.safeParse(each).data ?? []);
  return (
    known.find(({ user_id }) => userId !== undefined && user_id === userId) ??
    known.find(({ wa_id }) => phone !== undefined && wa_id === phone)
  );
}
