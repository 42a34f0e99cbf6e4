import type { Outcome } from '../../exchange';
import type { Sandbox } from '../../sandbox';
import { refuse } from '../answers';
import { addressOf } from '../attachments';
import { describePerson } from '../people';
import type { Message } from '../records';
import type { ScopedRequest } from './operation';

const LIMIT = 50;

/** A page of a chat's messages, newest first; 204 when there is nothing to show (kommo-chat-api.md §10.2). */
export function history(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const { assumptions } = sandbox;
  const offset = number(request, 'offset', 0, 0);
  const asked = number(request, 'limit', assumptions.number('history-default-limit'), 1);
  if (asked > LIMIT && assumptions.is('history-limit-over-50', 'refuse-400')) {
    refuse('limit', `greater than ${String(LIMIT)}`);
  }
  const chat = sandbox.kommo.chats.get(request.id);
  if (chat?.scopeId !== connection.scopeId) return { status: 204 };

  const visibleUntil = sandbox.clock.now() - assumptions.number('history-lag-ms');
  const visible = chat.messages.filter((message) => message.storedAt <= visibleUntil);
  if (assumptions.is('history-order', 'newest-first')) visible.reverse();
  const page = visible.slice(offset, offset + Math.min(asked, LIMIT));
  if (page.length === 0) return { status: 204, chat: chat.id };
  return { status: 200, chat: chat.id, body: { messages: page.map((message) => describe(sandbox, message)) } };
}

function number(request: ScopedRequest, name: string, absent: number, least: number): number {
  const given = request.query.get(name);
  if (given === null) return absent;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isNaN(value) || value < least) refuse(name, `a whole number from ${String(least)} expected`);
  return value;
}

function describe(sandbox: Sandbox, message: Message): object {
  const { content, mediaGroupId } = message;
  const own = addressOf(sandbox, message);
  const asSent = sandbox.assumptions.is('history-media', 'as-sent') ? content.media : undefined;
  const values = {
    text: content.text ?? '',
    media: asSent ?? own?.media ?? '',
    thumbnail: own?.thumbnail ?? '',
    file_name: content.file_name ?? '',
    file_size: content.file_size ?? 0,
  };
  const hidesEmpty = sandbox.assumptions.is('history-empty-values', 'absent');
  const shown = hidesEmpty ? Object.entries(values).filter(([, value]) => Boolean(value)) : Object.entries(values);
  return {
    timestamp: Math.floor(message.at / 1000),
    msec_timestamp: message.at,
    sender: describePerson(message.sender, sandbox.assumptions),
    ...(message.receiver ? { receiver: describePerson(message.receiver, sandbox.assumptions) } : {}),
    message: {
      id: message.id,
      ...(message.clientId === null ? {} : { client_id: message.clientId }),
      type: content.type,
      ...Object.fromEntries(shown),
      ...(mediaGroupId === null ? {} : { media_group_id: mediaGroupId }),
      ...(content.location === undefined ? {} : { location: content.location }),
      ...(content.contact === undefined ? {} : { contact: content.contact }),
    },
  };
}
