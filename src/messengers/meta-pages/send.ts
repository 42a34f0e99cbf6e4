import { z } from 'zod';
import type { OutboundMedia, OutboundPart, SentPart } from '../contract';
import { askGraph, type GraphAnswer } from '../graph/call';
import { GraphId } from '../graph/graph-id';
import { textMessage } from './buttons';
import { accessOf, type PageCredentials } from './credentials';
import { isAboutForm, isAboutTag, noHumanAgent, notAnAddress, refusedBy } from './errors';
import { midOf, type Context, type Product } from './product';

const DAY_MS = 24 * 60 * 60 * 1_000;
const HUMAN_AGENT_MS = 7 * DAY_MS;

/**
 * Makes one message (facebook.md §3). The Send API has no key that makes a repeat harmless; ours goes along as `metadata`,
 * comes back in the echo, and proves a send that had no answer.
 *
 * @throws DeliveryError as of facebook.md §4
 */
export async function send(product: Product, context: Context, part: OutboundPart): Promise<SentPart> {
  const { content, key } = part;
  const isLate = isAgentsOnly(context, part);
  const envelope = { recipient: recipientOf(product, part.chat), ...(isLate ? BY_AGENT : AS_ANSWER) };
  const message =
    content.type === 'text'
      ? { json: { ...textMessage(product, content.text, content.buttons, key), metadata: key } }
      : { json: { attachment: attachmentOf(product, content), metadata: key }, file: content.file };
  const quoted = part.replyTo === undefined ? undefined : { mid: midOf(part.replyTo) };
  const at = context.clock.now();
  let answer = await post(product, context, { ...envelope, ...(quoted && { reply_to: quoted }) }, message);
  // The quoted message may be gone, and the answer goes without it. Nothing was sent yet.
  if (answer.kind === 'refused' && quoted !== undefined && isAboutForm(answer.refusal)) {
    answer = await post(product, context, envelope, message);
  }
  if (answer.kind === 'refused') {
    throw isLate && isAboutTag(answer.refusal)
      ? noHumanAgent(answer.refusal)
      : refusedBy(answer.refusal, product.title);
  }
  return { remoteId: answer.result.message_id, at };
}

const Sent = z.object({ message_id: z.string().min(1) });

interface Message {
  readonly json: object;
  readonly file?: OutboundMedia['file'];
}

function post(
  product: Product,
  context: Context,
  envelope: object,
  { json, file }: Message,
): Promise<GraphAnswer<z.infer<typeof Sent>>> {
  const { credentials } = context;
  const body = { ...envelope, message: json };
  const request = { method: 'POST', path: [credentials.pageId, 'messages'] } as const;
  const content = file === undefined ? { json: body } : { form: { fields: body, files: [{ name: 'filedata', file }] } };
  return askGraph(context, accessOf(product, credentials), { ...request, ...content }, Sent);
}

/** By what right it goes (facebook.md §6). */
const AS_ANSWER = { messaging_type: 'RESPONSE' } as const;
const BY_AGENT = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } as const;

/** Answers of people go out for a week where Meta lets the app (facebook.md §6). */
export function replyWindow({ humanAgent }: PageCredentials): number {
  return humanAgent === 'yes' ? HUMAN_AGENT_MS : DAY_MS;
}

/**
 * After a day only what a person wrote may go, for a week, and only by apps that Meta lets. All else is left to Meta to judge,
 * which knows of more that opens the window than we do.
 */
function isAgentsOnly(
  { credentials, clock }: Context,
  { lastInboundAt, byBot }: Pick<OutboundPart, 'lastInboundAt' | 'byBot'>,
): boolean {
  if (byBot === true) return false;
  const age = lastInboundAt === undefined ? 0 : clock.now() - lastInboundAt;
  return credentials.humanAgent === 'yes' && age >= DAY_MS && age < HUMAN_AGENT_MS;
}

/** @throws DeliveryError for a chat that is none: ids are of digits */
export function recipientOf({ title }: Product, chat: string): { readonly id: string } {
  if (!GraphId.safeParse(chat).success || !/^\d{1,40}$/.test(chat)) throw notAnAddress(title);
  return { id: chat };
}

function attachmentOf({ attachments }: Product, { type }: OutboundMedia): object {
  return { type: attachments[type], payload: {} };
}
