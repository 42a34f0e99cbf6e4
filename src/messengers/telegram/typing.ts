import { z } from 'zod';
import type { DriverContext } from '../contract';
import { callTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { chatIdOf } from './ids';

/** Shows that the bot types for five seconds at most, or until its next message (telegram.md §5). */
export async function typing(context: DriverContext<TelegramCredentials>, chat: string): Promise<void> {
  await callTelegram(context, 'sendChatAction', { chat_id: chatIdOf(chat), action: 'typing' }, z.literal(true));
}
