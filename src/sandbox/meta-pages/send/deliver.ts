import type { SandboxFile } from '../../files/sandbox-files';
import { BareNumber } from '../../graph/graph-json';
import type { OnHandset } from '../../lines/emulator';
import { addLineMessage, type LineMessage } from '../../lines/records';
import { newUploadId, nextId } from '../ids';
import { linkTo } from '../media/cdn';
import type { Parts } from '../parts';
import { echoItemOf, itemOf } from '../people/item';
import { ownerOf } from '../people/threads';
import type { Content } from './content';

export interface Parcel {
  readonly content: Content;
  readonly files: readonly SandboxFile[];
  readonly replyTo: string | null;
  readonly metadata: string | undefined;
  /** Who sends: an app, or the Page's inbox. */
  readonly appId: string;
}

/** The app that the echo of what a person wrote in the Page's inbox names (facebook.md §2). */
export const PAGE_INBOX = '26390203743090';

/** Puts a message onto the phone, tells of it by an echo, and of its delivery a little later (facebook.md §2). */
export function deliver(parts: Parts, on: OnHandset, parcel: Parcel): LineMessage {
  const { core, product } = parts;
  const { content, files, replyTo, metadata, appId } = parcel;
  const { kind, text, buttons, quickReplies, template } = content;
  const message = addLineMessage(on.handset, {
    id: product.newMid(nextId(core.lines)),
    from: appId === PAGE_INBOX ? 'business' : 'line',
    kind,
    text,
    buttons,
    template,
    files: files.map(({ id }) => id),
    replyTo,
    at: core.clock.moment(),
    status: 'sent',
    facts: { quickReplies, ...(metadata === undefined ? {} : { metadata }) },
  });
  tellEcho(parts, on, message, parcel);
  core.changes.emit('lines');
  void bring(parts, on, message);
  return message;
}

async function bring(parts: Parts, on: OnHandset, message: LineMessage): Promise<void> {
  if (!(await parts.core.pause(parts.core.assumptions.number('meta-pages-delivered-ms')))) return;
  if (on.handset.facts.offline !== true) arrive(parts, on, [message]);
}

/** The phone has them. Of an older one it tells as well: the time says it (facebook.md §0 row 4). */
export function arrive({ core, product, hooks }: Parts, on: OnHandset, messages: readonly LineMessage[]): void {
  const { line, handset } = on;
  const fresh = messages.filter(({ status }) => status === 'sent');
  const last = fresh.at(-1);
  if (!last || handset.state === 'blocked' || handset.state === 'gone') return;
  for (const message of fresh) message.status = 'delivered';
  core.changes.emit('lines');
  const field = product.fieldOf.delivery;
  if (field === undefined) return;
  const delivery = { mids: fresh.map(({ id }) => id), watermark: last.at };
  const item = itemOf(on, core.clock.now(), { delivery });
  hooks.send(line, { field, item, chat: handset.id, messageId: last.id });
}

/** What left the Page, with the app that sent it and its metadata. */
function tellEcho(
  parts: Parts,
  on: OnHandset,
  message: LineMessage,
  { content, files, metadata, appId }: Parcel,
): void {
  const { core, product, hooks } = parts;
  const { line, handset } = on;
  const { id, at, replyTo } = message;
  const attachments = [
    ...files.map((file, index) => ({
      type: content.media[index]?.kind ?? 'file',
      id: new BareNumber(newUploadId(core.lines)),
      payload: { url: linkTo(core, product, file) },
    })),
    ...content.echoed,
  ];
  const said = {
    mid: id,
    is_echo: true,
    ...(product.echoNamesApp(core) ? { app_id: new BareNumber(appId) } : {}),
    ...(metadata === undefined ? {} : { metadata }),
    ...(content.text === '' || content.echoed.length > 0 ? {} : { text: content.text }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(replyTo === null ? {} : { reply_to: { mid: replyTo } }),
  };
  const owner = ownerOf(handset);
  const field = product.fieldOf.echo;
  if (field === undefined) return;
  hooks.send(line, {
    field,
    item: echoItemOf(on, at, { message: said }),
    chat: handset.id,
    messageId: id,
    ...(owner === undefined ? {} : { owner }),
    taken: () => (message.handed = true),
  });
}
