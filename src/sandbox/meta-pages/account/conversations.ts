import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter, noPermission, noSuchObject } from '../../graph/graph-error';
import { Params } from '../../graph/params';
import { pageOf as listPage, pickFields } from '../../graph/pick-fields';
import type { OnHandset } from '../../lines/emulator';
import type { Handset, Line, LineMessage } from '../../lines/records';
import { linkTo } from '../media/cdn';
import type { Parts } from '../parts';
import type { PageProduct } from '../product';
import { lineIn, ownPage } from './access';

/*
 * The Conversations API (developers.facebook.com: Conversations API for Messenger Platform; Graph API reference, Conversation
 * and Message). Newest first; a field without data is left out.
 */

type Node = Readonly<Record<string, unknown>>;
interface Found extends OnHandset {
  readonly message: LineMessage;
}

/** `GET /<pageId>/conversations?platform=…` */
export function listConversations(parts: Parts, call: GraphCall): Outcome {
  const { product, usage } = parts;
  const page = ownPage(call, product.scope);
  const platform = call.params.text('platform') ?? 'messenger';
  if (platform !== product.messenger) throw badParameter('(#100) Param platform must be one of {MESSENGER, INSTAGRAM}');
  const line = lineIn(parts, page, call.method);
  usage.conversations(page.id, line);
  const [, limit = '25'] = /\bmessages\.limit\((\d+)\)/.exec(call.params.text('fields') ?? '') ?? [];
  const nodes = [...line.handsets.values()]
    .filter(({ messages }) => messages.length > 0)
    .sort((one, other) => lastAt(other) - lastAt(one))
    .map((handset) => conversationNode(parts, { line, handset }, limit, call))
    .map((node) => pickFields(node, call.params, ['id', 'updated_time'], 'UnifiedThread'));
  return ok(listPage(nodes, call.params, addressOf(call)));
}

/** `GET /<conversationId>/messages` */
export function listMessages(parts: Parts, call: GraphCall): Outcome {
  const on = conversationOf(parts.core.lines.of(parts.product.messenger), parts.product, call.path[0] ?? '');
  if (on === undefined) throw noSuchObject(call.method, call.path[0] ?? '');
  admit(parts, on, call);
  const nodes = messageNodes(parts, on).map((node) => pickFields(node, call.params, ['id', 'created_time'], 'Message'));
  return ok(listPage(nodes, call.params, addressOf(call)));
}

/** `GET /<mid>` */
export function showMessage(parts: Parts, call: GraphCall): Outcome {
  const [mid = ''] = call.path;
  const found = messageOf(parts.core.lines.of(parts.product.messenger), mid);
  if (found === undefined) throw noSuchObject(call.method, mid);
  admit(parts, found, call);
  const node = messageNodes(parts, found).find(({ id }) => id === mid);
  // Of an old one of Instagram it says that it was deleted.
  if (node?.from === undefined) throw badParameter('(#100) The message has been deleted', 2_534_037);
  return ok(pickFields(node, call.params, ['id', 'created_time'], 'Message'));
}

export function conversationOf(lines: readonly Line[], product: PageProduct, id: string): OnHandset | undefined {
  for (const line of lines) {
    for (const handset of line.handsets.values()) if (idOf(product, handset) === id) return { line, handset };
  }
  return undefined;
}

export function messageOf(lines: readonly Line[], mid: string): Found | undefined {
  for (const line of lines) {
    for (const handset of line.handsets.values()) {
      const message = handset.messages.find(({ id, removed }) => id === mid && !removed);
      if (message !== undefined) return { line, handset, message };
    }
  }
  return undefined;
}

/** Only the Page itself may ask, and twice a second. @throws GraphError */
function admit({ product, usage }: Parts, { line }: OnHandset, { token, path, method }: GraphCall): void {
  const pageId = line.credentials.pageId ?? '';
  if (!token.targets.has(pageId)) throw noSuchObject(method, path[0] ?? '');
  if (!token.scopes.includes(product.scope)) throw noPermission(`Requires ${product.scope} permission`);
  usage.conversations(pageId, line);
}

/** Not the customer's own id, so that nobody takes the one for the other. */
function idOf({ messenger }: PageProduct, { id }: Handset): string {
  return messenger === 'messenger'
    ? `t_9${id}`
    : `aWdfZAG06MTpJR01lc3NhZ2VUaHJlYWQ6${Buffer.from(id).toString('base64url')}`;
}

function lastAt({ messages }: Handset): number {
  return messages.at(-1)?.at ?? 0;
}

function conversationNode(parts: Parts, on: OnHandset, limit: string, call: GraphCall): Node {
  const id = idOf(parts.product, on.handset);
  return {
    id,
    updated_time: timeIn(lastAt(on.handset)),
    participants: { data: [personIn(parts, on), businessIn(parts, on)] },
    messages: listPage(
      messageNodes(parts, on),
      new Params({ limit }),
      `${addressOf(call).replace(/[^/]+\/conversations$/, id)}/messages`,
    ),
  };
}

function messageNodes(parts: Parts, on: OnHandset): readonly Record<string, unknown>[] {
  const { core, product } = parts;
  const told = product.messenger === 'instagram' ? core.assumptions.number('instagram-past-messages') : Infinity;
  return on.handset.messages
    .filter(({ removed }) => !removed)
    .toReversed()
    .map((message, place) => (place < told ? messageNode(parts, on, message) : noMore(message)));
}

/** The fields are there, and empty: who asks for them is told no more. */
function noMore({ id }: LineMessage): Record<string, unknown> {
  return Object.fromEntries([...FIELDS.map((name) => [name, undefined] as const), ['id', id]]);
}

const FIELDS = ['created_time', 'from', 'to', 'message', 'attachments', 'shares', 'sticker', 'story', 'is_unsupported'];

function messageNode(parts: Parts, on: OnHandset, message: LineMessage): Record<string, unknown> {
  const { core, product } = parts;
  const { id, at, from, kind, text, files } = message;
  const [sender, receiver] = from === 'customer' ? [personIn, businessIn] : [businessIn, personIn];
  const isSticker = kind === 'sticker' && product.messenger === 'messenger';
  const held = files.flatMap((each) => core.files.get(each) ?? []);
  const attachments = held.map((file) => {
    const url = linkTo(core, product, file);
    const data = { url, width: 1, height: 1, preview_url: url };
    return {
      id: `att-${file.id}`,
      mime_type: file.mimeType,
      name: file.name,
      size: file.size,
      image_data:
        kind === 'picture' || kind === 'sticker' ? { ...data, render_as_sticker: kind === 'sticker' } : undefined,
      video_data: kind === 'video' ? data : undefined,
      file_url: kind === 'picture' || kind === 'sticker' || kind === 'video' ? undefined : url,
    };
  });
  const [first] = held;
  return {
    id,
    created_time: timeIn(at),
    from: sender(parts, on),
    to: { data: [receiver(parts, on)] },
    message: text,
    attachments: attachments.length === 0 || isSticker ? undefined : { data: attachments },
    sticker: isSticker && first !== undefined ? linkTo(core, product, first) : undefined,
    shares: undefined,
    story: undefined,
    is_unsupported: kind === 'other' && text === '' ? true : undefined,
  };
}

function personIn({ product }: Parts, { handset: { id, name, username } }: OnHandset): Node {
  return product.messenger === 'messenger'
    ? { name, email: `${id}@facebook.com`, id }
    : { username: username ?? name, id };
}

function businessIn({ product }: Parts, { line: { id, name } }: OnHandset): Node {
  return product.messenger === 'messenger' ? { name, email: `${id}@facebook.com`, id } : { username: name, id };
}

/** `2026-11-21T10:00:00+0000` */
function timeIn(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}

function addressOf({ core, req }: GraphCall): string {
  return `${core.url}${req.originalUrl.split('?', 1)[0] ?? ''}`;
}
