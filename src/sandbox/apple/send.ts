import type { Core } from '../core';
import type { Outcome } from '../exchange';
import { addLineMessage, type Handset, type Line, type NewLineMessage } from '../lines/records';
import { AppleError, bad, taken } from './answers';
import { openAttachment } from './attachments';
import { headerOf, type Call } from './call';
import { readMenu, readRichLink } from './menus';
import { readBody, type Read } from './read-body';
import * as shapes from './shapes';

/** Stands in a text where a file is. */
const FILE_MARK = '\ufffc';

type Shown = Omit<NewLineMessage, 'id' | 'from' | 'at'>;

/** `POST /message`: something to one customer; that it was taken is all that is ever told (apple.md §3, §4). */
export async function sendMessage(call: Call, json: unknown): Promise<Outcome> {
  const { core, line } = call;
  const { data, warnings } = readBody(core, shapes.envelope, json);
  checkHeaders(call, data);
  const handset = receiverOf(core, line, data.destinationId);
  const noted = { stored: true, chat: handset.id, clientMessageId: data.id } as const;
  if (data.type === 'typing_start' || data.type === 'typing_end') {
    const typing = readBody(core, shapes.typing, json);
    const isOn = typing.data.type === 'typing_start';
    handset.typingUntil = isOn ? core.clock.now() + core.assumptions.number('apple-typing-s') * 1000 : null;
    core.changes.emit('lines');
    return taken({ ...noted, warnings: typing.warnings });
  }
  const message = await readMessage(call, handset, { type: data.type, json });
  const repeated = handset.messages.find(({ facts }) => facts.givenId === data.id);
  if (repeated !== undefined && core.assumptions.is('apple-repeated-id', 'once')) {
    return taken({ ...noted, stored: false, messageId: repeated.id });
  }
  const id = repeated === undefined ? data.id : crypto.randomUUID();
  const facts = { ...message.data.facts, givenId: data.id };
  addLineMessage(handset, { ...message.data, facts, id, from: 'line', at: core.clock.moment(), status: 'delivered' });
  core.changes.emit('lines');
  return taken({ ...noted, messageId: id, warnings: [...warnings, ...message.warnings] });
}

/** What the headers say, the body repeats. */
function checkHeaders(
  { req }: Call,
  { id, sourceId, destinationId }: { readonly id: string; readonly sourceId: string; readonly destinationId: string },
): void {
  for (const [name, value] of [
    ['id', id] as const,
    ['source-id', sourceId] as const,
    ['destination-id', destinationId] as const,
  ]) {
    const given = headerOf(req, name);
    if (given === undefined) throw bad(`${name} is missing`);
    if (given !== value) throw bad(`${name} is another one than in the body`);
  }
  if (!/^application\/json\b/.test(headerOf(req, 'content-type') ?? ''))
    throw bad('content-type is not application/json');
  if (!['true', 'false', undefined].includes(headerOf(req, 'auto-reply')))
    throw bad('auto-reply is neither true nor false');
}

/** A customer writes first, and not to whom has been closed (apple.md §0). @throws AppleError */
function receiverOf({ assumptions }: Core, line: Line, id: string): Handset {
  const handset = line.handsets.get(id);
  if (handset?.facts.closed === true) {
    throw new AppleError(assumptions.is('apple-closed', 410) ? 410 : 404, 'The customer has closed the conversation');
  }
  if (handset?.state !== 'open') {
    throw new AppleError(assumptions.is('apple-unknown-customer', 404) ? 404 : 400, 'No such customer of the business');
  }
  return handset;
}

async function readMessage(
  call: Call,
  handset: Handset,
  { type, json }: { readonly type: string; readonly json: unknown },
): Promise<Read<Shown>> {
  switch (type) {
    case 'text':
      return readText(call, json);
    case 'richLink':
      return readRichLink(call.core, json);
    case 'interactive':
      return readMenu(call.core, handset, json);
    default:
      throw bad(`type: there is no ${type}`);
  }
}

async function readText({ core, line }: Call, json: unknown): Promise<Read<Shown>> {
  const { data, warnings } = readBody(core, shapes.text, json);
  const { body, attachments = [] } = data;
  const marks = body.split(FILE_MARK).length - 1;
  if (marks !== attachments.length) throw bad('body: one U+FFFC for each attachment');
  const files = [];
  for (const each of attachments) files.push(await openAttachment(core, line, each));
  const text = body.replaceAll(FILE_MARK, ' ').replaceAll(/ {2,}/g, ' ');
  if (files.length === 0) return { data: { text: body }, warnings };
  return {
    data: { text: text.trim(), files: files.map(({ id }) => id), kind: kindOf(files.map(({ mimeType }) => mimeType)) },
    warnings,
  };
}

/** As the phone shows files of these types. */
function kindOf(mimeTypes: readonly string[]): 'picture' | 'video' | 'voice' | 'audio' | 'file' {
  const [first = ''] = mimeTypes;
  if (/^audio\/(x-caf|amr)\b/.test(first)) return 'voice';
  for (const [kind, start] of [
    ['picture', 'image/'] as const,
    ['video', 'video/'] as const,
    ['audio', 'audio/'] as const,
  ]) {
    if (mimeTypes.every((type) => type.startsWith(start))) return kind;
  }
  return 'file';
}
