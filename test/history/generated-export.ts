import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HISTORY_FORMATS } from '../../src/history/reader';

export interface Generated {
  readonly format: (typeof HISTORY_FORMATS)[number];
  readonly messages: number;
  /** Telegram and JSON Lines only: WhatsApp exports one chat at a time. Messages take turns among them. */
  readonly chats?: number;
}

/** Monday, 20 May 2024, 08:00 UTC, so that no date is in doubt; a message every 20 seconds from then on. */
export const GENERATED_FROM = Date.UTC(2024, 4, 20, 8);
export const GENERATED_EVERY_MS = 20_000;

/** What the message of a number says: the same whenever it is asked, and no two alike. */
export function generatedText(index: number): string {
  const opening = ['Hello 👋', 'Buenos días', 'Добрый день', 'مرحبا', 'Bom dia!\nTudo bem?'][index % 5] ?? '';
  return `${opening} ${index} ${'lorem ipsum dolor '.repeat(index % 7)}`.trim();
}

/** Odd ones are the customer's. */
export function isCustomers(index: number): boolean {
  return index % 2 === 1;
}

/**
 * Writes an export of so many messages, each a text, as a file on the disk; it is the same every time. No more than a piece of it
 * is in memory.
 */
export async function writeExport(path: string, { format, messages, chats = 1 }: Generated): Promise<void> {
  const file = createWriteStream(path);
  let piece: string[] = [];
  for (const part of RENDERED[format](messages, chats)) {
    piece.push(part);
    if (piece.length < 1_000) continue;
    if (!file.write(piece.join(''))) await once(file, 'drain');
    piece = [];
  }
  file.end(piece.join(''));
  await finished(file);
}

const RENDERED: Record<Generated['format'], (messages: number, chats: number) => Generator<string>> = {
  *lines(messages, chats) {
    for (let chat = 0; chat < chats; chat += 1) {
      yield `${JSON.stringify({ type: 'chat', id: `c${chat}`, title: `Customer ${chat}`, address: address(chat) })}\n`;
    }
    for (let index = 0; index < messages; index += 1) {
      const chat = index % chats;
      yield `${JSON.stringify({
        type: 'message',
        chat: `c${chat}`,
        id: `m${index}`,
        created_at: new Date(timeOf(index)).toISOString(),
        sender: isCustomers(index)
          ? { type: 'customer', id: address(chat), name: `Customer ${chat}` }
          : { type: 'agent', id: 'agent', name: 'Shop' },
        text: generatedText(index),
      })}\n`;
    }
  },

  *telegram(messages, chats) {
    yield '{"about":"","personal_information":{"user_id":777},"chats":{"about":"","list":[';
    for (let chat = 0; chat < chats; chat += 1) {
      const { name, id } = { name: `Customer ${chat}`, id: Number(address(chat)) };
      yield `${chat > 0 ? ',' : ''}{"name":"${name}","type":"personal_chat","id":${id},"messages":[`;
      for (let index = chat; index < messages; index += chats) {
        const by = isCustomers(index) ? { from: name, from_id: `user${id}` } : { from: 'Shop', from_id: 'user777' };
        const date = new Date(timeOf(index)).toISOString().slice(0, 19);
        const text = generatedText(index);
        const message = {
          id: index + 1,
          type: 'message',
          date,
          date_unixtime: String(timeOf(index) / 1_000),
          ...by,
          text,
        };
        yield `${index > chat ? ',' : ''}\n${JSON.stringify({ ...message, text_entities: [{ type: 'plain', text }] })}`;
      }
      yield ']}';
    }
    yield ']}}';
  },

  *whatsapp(messages) {
    for (let index = 0; index < messages; index += 1) {
      const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(.{8})/.exec(new Date(timeOf(index)).toISOString()) ?? [];
      yield `[${day}/${month}/${year}, ${time}] ${isCustomers(index) ? 'Customer 0' : 'Shop'}: ${generatedText(index)}\r\n`;
    }
  },
};

function timeOf(index: number): number {
  return GENERATED_FROM + index * GENERATED_EVERY_MS;
}

/** A number of the reserved kind, as both sides would write it. */
function address(chat: number): string {
  return String(4_930_123_000_000 + chat);
}
