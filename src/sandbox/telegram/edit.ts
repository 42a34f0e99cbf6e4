import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Named } from './arguments';
import { readInlineButtons, type Buttons } from './buttons';
import type { Call } from './call';
import { findPhone } from './chats';
import { describeMessage } from './describe';
import { checkEntities } from './entities';
import { readInputMedia } from './input-media';
import { takeFile } from './media-argument';
import { checkLinkPreview, checkParseMode, readCaption } from './send';
import type { Phone, PhoneMessage } from './state';

const TEXT_LIMIT = 4096;
const NO_MESSAGE = 'message identifier is not specified';
const DELETE_WITHIN_MS = 48 * 60 * 60 * 1000;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';

interface Found {
  readonly phone: Phone;
  readonly message: PhoneMessage;
}

/** telegram.md §3; an edit without buttons takes them away. */
export function editMessageText(call: Call): Outcome {
  const { args } = call;
  const text = args.text('text');
  if (text.trim() === '') throw badRequest('message text is empty');
  checkParseMode(args);
  checkLinkPreview(args);
  checkEntities(args, 'entities');
  const buttons = readInlineButtons(args);
  const found = findOwn(call);
  if (text.length > TEXT_LIMIT) throw badRequest('message is too long');
  if (found.message.kind !== 'text') throw badRequest('there is no text in the message to edit');
  return change(call, found, { text, buttons });
}

export function editMessageCaption(call: Call): Outcome {
  const text = readCaption(call.args);
  const buttons = readInlineButtons(call.args);
  const found = findOwn(call);
  const { file, kind } = found.message;
  if (!file || kind === 'sticker' || kind === 'video_note') {
    throw badRequest('there is no caption in the message to edit');
  }
  return change(call, found, { text, buttons });
}

export function editMessageReplyMarkup(call: Call): Outcome {
  const buttons = readInlineButtons(call.args);
  const found = findOwn(call);
  return change(call, found, { text: found.message.text, buttons });
}

const MEDIA = ['photo', 'video', 'animation', 'audio', 'document'] as const;
const INPUT_MEDIA: Named = {
  unreadable: "can't parse input media JSON object",
  unfit: "can't parse InputMedia: expected an Object",
};

export async function editMessageMedia(call: Call): Promise<Outcome> {
  const buttons = readInlineButtons(call.args);
  const given = call.args.object('media', INPUT_MEDIA);
  if (!given) throw badRequest('parameter "media" is required');
  const { kind, source, details } = readInputMedia(call, given.raw, MEDIA);
  const before = findOwn(call).message;
  if (!before.file && before.kind !== 'text') throw badRequest("message can't be edited");
  const file = await takeFile(call, kind, source, true);
  // Fetching may have taken long enough for the message to go.
  const { phone, message } = findOwn(call);
  const same = message.file?.uniqueId === file.uniqueId && message.text === details.text;
  if (same && isSame(message.buttons, buttons)) throw badRequest(NOT_MODIFIED);
  Object.assign(message, { kind: file.kind, file, ...details, buttons });
  return edited(call, { phone, message });
}

export function deleteMessage(call: Call): Outcome {
  const { sandbox, bot, args } = call;
  if (args.id('chat_id') === undefined) throw badRequest('chat identifier is not specified');
  const id = args.integer('message_id', 0);
  if (id === 0) throw badRequest(NO_MESSAGE);
  const phone = findPhone(bot, args);
  const message = phone.messages.find((each) => each.id === id);
  if (!message) throw badRequest('message to delete not found');
  if (message.from !== 'bot' || sandbox.clock.now() - message.at >= DELETE_WITHIN_MS) {
    throw badRequest("message can't be deleted");
  }
  phone.messages.splice(phone.messages.indexOf(message), 1);
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true, chat: String(phone.customer.id), messageId: String(id) });
}

function findOwn({ bot, args }: Call): Found {
  const id = args.integer('message_id', 0);
  // It could be meant for a message that is known by another id, of which the sandbox has none.
  if (id === 0 && args.id('chat_id') === undefined) throw badRequest(NO_MESSAGE);
  const phone = findPhone(bot, args);
  const message = phone.messages.find((each) => each.id === id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  return { phone, message };
}

function change(call: Call, found: Found, { text, buttons }: { text: string; buttons: Buttons }): Outcome {
  const { message } = found;
  if (message.text === text && isSame(message.buttons, buttons)) throw badRequest(NOT_MODIFIED);
  Object.assign(message, { text, buttons });
  return edited(call, found);
}

function edited({ sandbox, bot }: Call, { phone, message }: Found): Outcome {
  message.editedAt = sandbox.clock.now();
  sandbox.changes.emit('telegram');
  return ok(describeMessage(bot, phone, message), {
    stored: true,
    chat: String(phone.customer.id),
    messageId: String(message.id),
  });
}

function isSame(one: Buttons, other: Buttons): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
