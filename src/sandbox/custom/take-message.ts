import { createHash } from 'node:crypto';
import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import { addLineMessage, type Handset, type Line, type LineMessage } from '../lines/records';
import { refusal, ServiceError } from './answers';
import type { Call } from './call';
import { capabilitiesOf, TEXT_MOST } from './capabilities';
import { messageCreated, read, strangersIn, type Message } from './events';
import { fetchFile } from './fetch-file';
import { findByPhone, findReceiver } from './people';

/** `message.created`: what a manager wrote, once under its id (webhook.md §2). */
export async function takeMessage(call: Call): Promise<Outcome> {
  const { core, line } = call;
  const event = read(messageCreated, call.data, 'data');
  const { message, conversation, contact } = event;
  const warnings = [...strangersIn(call.data, event)];
  const before = saidBefore(line, message.id);
  if (before !== undefined) return repeated(before, message);
  checkAbilities(line, message);
  const handset =
    conversation === undefined
      ? findByPhone(line, contact?.phone)
      : findReceiver(core, line, { conversation: conversation.id, contact: contact?.id });
  const newest = handset.messages.findLast(({ from }) => from === 'line')?.facts.createdAt;
  if (typeof newest === 'string' && Date.parse(message.created_at) < Date.parse(newest)) {
    warnings.push('created_at: before that of an earlier message of the conversation');
  }
  if (message.reply_to !== undefined && !handset.messages.some(({ id }) => id === message.reply_to?.id)) {
    warnings.push('data.message.reply_to: no such message');
  }
  const shown = core.assumptions.is('custom-fetch', 'after-answer')
    ? showBeforeFiles(call, handset, message)
    : show(call, handset, message, await filesOf(call, message, handset.id));
  const body = conversation === undefined ? { body: idsOf(handset) } : {};
  return { status: 200, stored: true, ...body, chat: handset.id, messageId: shown.id, warnings };
}

/** Which conversation it is, that Courier did not know (webhook.md §2). */
function idsOf(handset: Handset): object {
  return { conversation: { id: handset.id }, contact: { id: handset.facts.contactId } };
}

function saidBefore({ handsets }: Line, messageId: string): { handset: Handset; message: LineMessage } | undefined {
  for (const handset of handsets.values()) {
    const message = handset.messages.find(({ id }) => id === messageId);
    if (message !== undefined) return { handset, message };
  }
  return undefined;
}

/** The service shows only what it said it would (webhook.md §8). @throws ServiceError */
function checkAbilities(line: Line, { text = '', attachments = [], buttons = [], reply_to }: Message): void {
  const able = capabilitiesOf(line);
  const { text_max: most = TEXT_MOST } = able;
  if (text.length > most) throw refusal('payload_too_large', `A text has ${String(most)} characters at most.`);
  if (reply_to !== undefined && able.reply_to !== true) throw refusal('unsupported', 'Quotes are not shown here.');
  if (buttons.length > (able.buttons?.max ?? 0)) throw refusal('unsupported', 'So many buttons are not shown here.');
  const kinds: readonly string[] = able.buttons?.kinds ?? ['reply'];
  if (buttons.some(({ kind }) => !kinds.includes(kind)))
    throw refusal('unsupported', 'Such buttons are not shown here.');
  for (const { kind, size = 0 } of attachments) {
    if (able.attachments?.kinds.includes(kind) === false) throw refusal('unsupported', `A ${kind} is not shown here.`);
    if (size > (able.attachments?.max_size ?? size)) throw refusal('media_too_large', 'The file is too big.');
  }
}

/** The same once more is a repeat; other words under an id that was there are none (webhook.md §2). */
function repeated({ handset, message: before }: NonNullable<ReturnType<typeof saidBefore>>, message: Message): Outcome {
  if (before.facts.content !== hashOf(message)) {
    throw refusal('message_conflict', 'There is another message of this id.');
  }
  return { status: 200, body: { duplicate: true, ...idsOf(handset) }, chat: handset.id, messageId: before.id };
}

function filesOf({ core }: Call, { attachments = [] }: Message, chat: string): Promise<SandboxFile[]> {
  return Promise.all(attachments.map((each) => fetchFile(core, each, chat)));
}

function show(
  { core, line, receipts }: Call,
  handset: Handset,
  message: Message,
  files: readonly SandboxFile[],
): LineMessage {
  const { id, created_at, text = '', attachments: [first] = [], buttons = [], reply_to } = message;
  const shown = addLineMessage(handset, {
    id,
    from: 'line',
    at: core.clock.moment(),
    kind: first?.kind ?? 'text',
    text,
    files: files.map((file) => file.id),
    durationS: first?.duration_s ?? null,
    buttons: buttons.map((each) => [{ text: each.title, url: each.url ?? null, payload: each.id }]),
    replyTo: reply_to?.id ?? null,
    status: 'sent',
    facts: { createdAt: created_at, content: hashOf(message) },
  });
  core.changes.emit('lines');
  void receipts.begin({ line, handset }, shown);
  return shown;
}

/** A service that answers first and works afterwards; what it cannot have then, it tells. */
function showBeforeFiles(call: Call, handset: Handset, message: Message): LineMessage {
  const shown = show(call, handset, message, []);
  filesOf(call, message, handset.id).then(
    (files) => {
      Object.assign(shown, { files: files.map(({ id }) => id) });
      call.core.changes.emit('lines');
    },
    (error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message: words } = error;
      call.receipts.fail({ line: call.line, handset }, shown, { code, message: words });
    },
  );
  return shown;
}

/** Of what it says; addresses are those of the attempt. */
function hashOf({ text, attachments = [], buttons, reply_to, sender }: Message): string {
  const files = attachments.map(({ kind, name, size }) => ({ kind, name, size }));
  return createHash('sha256').update(JSON.stringify({ text, files, buttons, reply_to, sender })).digest('hex');
}
