import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import { readButtons } from './buttons';
import type { Call } from './call';
import { findChat } from './chats';
import { describeBot, describeGroup } from './describe';
import { checkEntities } from './entities';
import { countSent } from './flood-limits';
import { readReply } from './reply';
import { checkCommon, checkLinkPreview, checkParseMode, deliver } from './send';
import type { Group } from './state';

const TEXT_LIMIT = 4096;

/** Sends a text to a customer's phone, or to a group (telegram.md §3). */
export function sendMessage(call: Call): Outcome {
  const { bot, args } = call;
  const text = args.text('text');
  if (text.trim() === '') throw badRequest('message text is empty');
  checkParseMode(args);
  const buttons = readButtons(args);
  checkLinkPreview(args);
  checkEntities(args, 'entities');
  checkCommon(args);
  const chat = findChat(bot, args);
  // Lengths are counted in UTF-16 units, as JavaScript does (telegram.md §2).
  if (text.length > TEXT_LIMIT) throw badRequest('message is too long');
  if (!('customer' in chat)) return toGroup(call, chat, text);
  return deliver(call, chat, { text, buttons, ...readReply(chat, args) });
}

function toGroup({ sandbox, bot }: Call, group: Group, text: string): Outcome {
  countSent(sandbox, bot, group.chatId);
  const id = group.nextMessageId++;
  group.messages.push({ id, author: bot.name, text });
  sandbox.changes.emit('telegram');
  const message = {
    message_id: id,
    from: describeBot(bot),
    chat: describeGroup(group),
    date: sandbox.clock.seconds(),
    text,
  };
  return ok(message, { stored: true, chat: group.chatId, messageId: String(id) });
}
