import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Arguments } from './arguments';
import { readInlineButtons, type Buttons } from './buttons';
import type { Call } from './call';
import { findPhone } from './chats';
import { describeMessage } from './describe';
import { readSource, takeFile } from './media-argument';
import { checkParseMode, readCaption } from './send';
import { readDetails } from './send-media';
import type { Phone, PhoneMessage } from './state';

const TEXT_LIMIT = 4096;
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
  args.object('link_preview_options');
  args.array('entities');
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

export async function editMessageMedia(call: Call): Promise<Outcome> {
  const media = call.args.object('media');
  if (!media) throw badRequest('media is empty');
  const buttons = readInlineButtons(call.args);
  const type = media.text('type');
  const kind = MEDIA.find((each) => each === type);
  if (kind === undefined) throw badRequest("can't parse InputMedia: unsupported type specified");
  const details = readDetails(media, kind);
  const given = media.text('media');
  const source = given === '' ? undefined : readSource(call, kind, given, '');
  if (!source) throw badRequest("can't parse InputMedia: media not found");
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
  const phone = findPhone(bot, args);
  const id = messageId(args);
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
  const phone = findPhone(bot, args);
  const id = messageId(args);
  const message = phone.messages.find((each) => each.id === id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  return { phone, message };
}

function messageId(args: Arguments): number {
  const id = args.integer('message_id', 0);
  if (id === 0) throw badRequest('message identifier is not specified');
  return id;
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
