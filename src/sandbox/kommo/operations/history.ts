import type { Outcome } from '../../exchange';
import { refuse } from '../answers';
import { describePerson } from '../people';
import type { Message } from '../state';
import type { ScopedRequest } from './operation';

const LIMIT = 50;

/** A page of a chat's messages, newest first; 204 when there is nothing to show (kommo-chat-api.md §10.2). */
export function history(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const offset = number(request, 'offset', 0, 0);
  const asked = number(request, 'limit', LIMIT, 1);
  if (asked > LIMIT && sandbox.assumptions.is('history-limit-over-50', 'refuse-400')) {
    refuse('limit', `greater than ${String(LIMIT)}`);
  }
  const chat = sandbox.kommo.chats.get(request.id);
  if (chat?.scopeId !== connection.scopeId) return { status: 204 };

  const visibleUntil = sandbox.clock.now() - sandbox.assumptions.number('history-lag-ms');
  const visible = chat.messages.filter((message) => message.storedAt <= visibleUntil);
  const end = visible.length - offset;
  const page = visible.slice(Math.max(0, end - Math.min(asked, LIMIT)), Math.max(0, end)).reverse();
  if (page.length === 0) return { status: 204, chat: chat.id };
  return { status: 200, chat: chat.id, body: { messages: page.map(describe) } };
}

function number(request: ScopedRequest, name: string, absent: number, least: number): number {
  const given = request.query.get(name);
  if (given === null) return absent;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (Number.isNaN(value) || value < least) refuse(name, `a whole number from ${String(least)} expected`);
  return value;
}

function describe(message: Message): object {
  const { content } = message;
  return {
    timestamp: Math.floor(message.at / 1000),
    msec_timestamp: message.at,
    sender: describePerson(message.sender),
    ...(message.receiver ? { receiver: describePerson(message.receiver) } : {}),
    message: {
      id: message.id,
      ...(message.clientId === null ? {} : { client_id: message.clientId }),
      type: content.type,
      text: content.text ?? '',
      media: content.media ?? '',
      thumbnail: '',
      file_name: content.file_name ?? '',
      file_size: content.file_size ?? 0,
      ...(content.location === undefined ? {} : { location: content.location }),
      ...(content.contact === undefined ? {} : { contact: content.contact }),
    },
  };
}
