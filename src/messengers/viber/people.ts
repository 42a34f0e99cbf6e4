import type { DriverContext, RemoteParticipant, RemoteProfile } from '../contract';
import { repeatable } from '../delivery-error';
import { callViber } from './api';
import type { ViberCredentials } from './credentials';
import { UserDetails, type User } from './shapes';

/** Viber keeps back the names of those who want it so (viber.md §1). */
export function participantOf({ id, name = '', avatar, language }: User): RemoteParticipant {
  const shown = name.trim();
  return {
    remoteId: id,
    ...(shown === '' ? { name: 'Viber user', isUnnamed: true } : { name: shown }),
    ...(avatar === undefined ? {} : { avatar }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Viber answers this twice in twelve hours for each customer (viber.md §8). */
export async function profile(context: DriverContext<ViberCredentials>, chat: string): Promise<RemoteProfile> {
  const { user } = await callViber(context, 'get_user_details', { id: chat }, UserDetails).catch((error: unknown) => {
    throw repeatable(error);
  });
  const name = user.name?.trim() ?? '';
  return {
    ...(name === '' ? {} : { name }),
    ...(user.avatar === undefined ? {} : { avatar: user.avatar }),
    ...(user.language === undefined ? {} : { language: user.language }),
  };
}
