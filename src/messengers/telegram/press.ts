import { z } from 'zod';
import type { Content, RemoteFile } from '../../model/content';
import type { DriverContext } from '../contract';
import { askTelegram } from './api';
import { botIdOf, type TelegramCredentials } from './credentials';
import { refusedBy } from './errors';
import { isPrivate } from './groups';
import { participantOf } from './participant';
import { CallbackQuery, InlineKeyboard } from './shapes';
import { ignored, unparsed, type Receiving, type Understood } from './understood';

/** What is asked for after a button was pressed. */
export const PressAnswer = z.object({ kind: z.literal('press'), callbackQueryId: z.string() });

/** What a button of ours sends back: its place. Telegram takes 64 bytes, too few for words (telegram.md §9). */
export function buttonData(row: number, column: number): string {
  return `b${row}.${column}`;
}

function placeIn(data: string): { readonly row: number; readonly column: number } | undefined {
  const [, row, column] = /^b(\d{1,3})\.(\d{1,3})$/.exec(data) ?? [];
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) };
}

/** The customer pressed a button under a message of the bot (telegram.md §2). The query carries no time of its own. */
export function pressOf(context: Receiving, raw: unknown, key: string): Understood {
  const parsed = CallbackQuery.safeParse(raw);
  if (!parsed.success) return unparsed(key, 'callback_query', parsed.error.issues);
  const query = parsed.data;
  const eventKey = `callback/${query.id}`;
  const acknowledge = { what: { kind: 'press', callbackQueryId: query.id } };
  const { message } = query;
  if (message === undefined || !isPrivate(message.chat)) {
    return { ...ignored(eventKey, 'a button was pressed outside a private chat'), acknowledge };
  }
  return {
    acknowledge,
    event: {
      kind: 'message',
      key: eventKey,
      source: botIdOf(context.credentials),
      chat: String(message.chat.id),
      author: participantOf(query.from),
      remoteId: eventKey,
      at: context.clock.now(),
      opensWindow: true,
      content: contentOf(query.data ?? '', String(message.message_id), message.reply_markup),
    },
  };
}

function contentOf(data: string, of: string, markup: unknown): Content<RemoteFile> {
  const label = labelOf(data, markup);
  const place = placeIn(data);
  if (place !== undefined) return { type: 'press', of, ...place, ...(label === undefined ? {} : { label }) };
  // A button that the bot had before it was connected to us.
  return label === undefined ? { type: 'unsupported', what: 'button press' } : { type: 'text', text: label };
}

function labelOf(data: string, markup: unknown): string | undefined {
  const rows = InlineKeyboard.safeParse(markup).data?.inline_keyboard ?? [];
  const label = rows
    .flat()
    .find((button) => button.callback_data === data)
    ?.text.trim();
  return label === '' ? undefined : label;
}

/** Stops the button's spinner; it has stopped by itself where the query is too old (telegram.md §2). */
export async function answerPress(context: DriverContext<TelegramCredentials>, callbackQueryId: string): Promise<void> {
  const answer = await askTelegram(
    context,
    'answerCallbackQuery',
    { callback_query_id: callbackQueryId },
    z.literal(true),
  );
  if (answer.kind === 'done' || answer.refusal.description?.toLowerCase().includes('query is too old') === true) return;
  throw refusedBy(answer.refusal);
}
