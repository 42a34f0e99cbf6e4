import { z } from 'zod';
import { parseJson } from '../../http/json';
import type { DriverContext } from '../contract';
import { isSafe } from './addresses';
import type { BotCredentials } from './credentials';
import { notAnAddress, unsafeAddress } from './errors';
import type { Activity } from './shapes';

/** What it takes to write in a chat beside its id (skype.md §0, 1): it comes with every activity, and may change. */
const Reference = z.object({ serviceUrl: z.string(), bot: z.string(), user: z.string() });

/** A conversation of one channel, and where it is now. */
export interface Conversation extends z.infer<typeof Reference> {
  readonly channelId: string;
  /** The channel's own. */
  readonly id: string;
}

/** Ids of the channels are the channel's own, so two may use the same one. */
export function chatOf({ channelId, conversation }: Activity): string {
  return `${channelId}/${conversation.id}`;
}

/** As the ledger keeps it; undefined where the activity does not tell who is who. */
export function referenceOf({ serviceUrl, recipient, from }: Activity): string | undefined {
  if (recipient === undefined || from === undefined) return undefined;
  return JSON.stringify({ serviceUrl, bot: recipient.id, user: from.id } satisfies z.infer<typeof Reference>);
}

/** @throws DeliveryError 904 where nobody knows yet where the chat is, or our token may not be sent there. */
export function conversationOf(
  { chatReference, credentials }: DriverContext<BotCredentials>,
  chat: string,
): Conversation {
  const reference = Reference.safeParse(parseJson(Buffer.from(chatReference ?? ''))).data;
  const [channelId = '', ...rest] = chat.split('/');
  const id = rest.join('/');
  if (reference === undefined || channelId === '' || id === '') throw notAnAddress();
  if (!isSafe(reference.serviceUrl, credentials)) throw unsafeAddress();
  return { ...reference, channelId, id };
}
