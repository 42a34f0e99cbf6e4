import type { RemoteParticipant } from '../contract';
import type { User } from './shapes';

export function participantOf(user: User): RemoteParticipant {
  return {
    remoteId: String(user.id),
    name: nameOf(user),
    ...(user.username === undefined ? {} : { profileLink: `https://t.me/${user.username}` }),
    ...(user.language_code === undefined ? {} : { language: user.language_code }),
  };
}

/** A first name may consist of nothing that shows. */
export function nameOf(user: User): string {
  const name = [user.first_name, user.last_name ?? ''].join(' ').trim();
  return name === '' ? (user.username ?? 'Telegram user') : name;
}
