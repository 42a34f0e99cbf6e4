import { comparableEmail } from '../../model/email';
import type { ReceiveContext, RemoteParticipant } from '../contract';
import type { CustomCredentials } from './credentials';
import type { Contact } from './protocol/objects';

export type Receiving = ReceiveContext<CustomCredentials>;

/** A verified event of the service: whom it is for, and what names it. */
export interface Arrived {
  /** The connection carries one source. */
  readonly source: string;
  /** `webhook-id`: the same when it is repeated. */
  readonly webhookId: string;
  /** When it came, milliseconds since 1970. */
  readonly now: number;
}

export function keyOf({ webhookId }: Arrived): string {
  return `event/${webhookId}`;
}

/** A clock that goes ahead would let a message overtake those that are written later. */
export function timeOf({ now }: Arrived, said: string): number {
  return Math.min(Date.parse(said), now);
}

export function participantOf(contact: Contact): RemoteParticipant {
  const { id, name = '', username = '', email = '', avatar_url: avatar, profile_url: profileLink, language } = contact;
  const shown = [name, username, email].map((each) => each.trim()).find((each) => each !== '');
  const phone = contact.phone?.replaceAll(/[\s().-]/g, '');
  return {
    remoteId: id,
    ...(shown === undefined ? { name: 'Customer', isUnnamed: true } : { name: shown }),
    ...(phone !== undefined && /^\+?\d{5,15}$/.test(phone) ? { phone } : {}),
    ...(comparableEmail(email) === undefined ? {} : { email: email.trim() }),
    ...(avatar === undefined ? {} : { avatar }),
    ...(profileLink === undefined ? {} : { profileLink }),
    ...(language === undefined || language === '' ? {} : { language }),
  };
}
