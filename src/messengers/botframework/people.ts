import { comparableEmail } from '../../model/email';
import type { DriverContext, RemoteParticipant, RemoteProfile } from '../contract';
import { callConnector } from './api';
import { channelTitle } from './channels';
import type { BotCredentials } from './credentials';
import { conversationOf } from './reference';
import { Member, type Activity } from './shapes';

/** Who did it; undefined where the activity does not tell. */
export function participantOf({ channelId, from, locale }: Activity): RemoteParticipant | undefined {
  if (from === undefined) return undefined;
  const name = from.name?.trim() ?? '';
  return {
    remoteId: `${channelId}/${from.id}`,
    ...(name === '' ? { name: `${channelTitle(channelId)} user`, isUnnamed: true } : { name }),
    ...(locale === undefined ? {} : { language: locale }),
  };
}

/** Asks the channel who the customer is (skype.md §8). */
export async function profile(context: DriverContext<BotCredentials>, chat: string): Promise<RemoteProfile> {
  const conversation = conversationOf(context, chat);
  const call = { method: 'GET', path: ['members', conversation.user], isSafe: true } as const;
  const { name = '', givenName = '', email = '' } = await callConnector(context, conversation, call, Member);
  const [shown] = [name.trim(), givenName.trim()].filter((each) => each !== '');
  return {
    ...(shown === undefined ? {} : { name: shown }),
    ...(comparableEmail(email) === undefined ? {} : { email: email.trim() }),
  };
}
