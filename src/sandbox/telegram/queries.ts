import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Call } from './call';

const TEXT_LIMIT = 200;
const ANSWER_WITHIN_MS = 60_000;

/** Stops the spinner of a pressed button (telegram.md §2, §3). */
export function answerCallbackQuery({ sandbox, bot, args }: Call): Outcome {
  if (args.text('text').length > TEXT_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
  args.flag('show_alert');
  args.integer('cache_time', 0);
  if (args.text('url') !== '') throw badRequest('URL_INVALID');
  const query = bot.queries.get(args.id('callback_query_id') ?? '');
  if (!query || query.answered || sandbox.clock.now() - query.at > ANSWER_WITHIN_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  query.answered = true;
  const message = bot.phones.get(query.chatId)?.messages.find(({ pressing }) => pressing?.queryId === query.id);
  if (message) message.pressing = null;
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true, chat: query.chatId, messageId: String(query.messageId) });
}
