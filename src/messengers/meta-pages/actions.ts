import { z } from 'zod';
import type { OutboundReaction, OutboundRead } from '../contract';
import { repeatable } from '../delivery-error';
import { askGraph, callGraph } from '../graph/call';
import { accessOf } from './credentials';
import { noSuchReaction, refusedBy, rulesOf } from './errors';
import { midOf, type Context, type Product } from './product';
import { recipientOf } from './send';

const Done = z.looseObject({});

/**
 * Shows that somebody types, for some twenty seconds or until the next message, and that what the customer wrote was read
 * (facebook.md §5).
 */
export async function typing(product: Product, context: Context, chat: string, lastInbound?: string): Promise<void> {
  const recipient = recipientOf(product, chat);
  await act(product, context, { recipient, sender_action: 'typing_on' });
  if (lastInbound !== undefined) await act(product, context, { recipient, sender_action: 'mark_seen' });
}

/** Everything in the chat: the platform marks no single message (facebook.md §5). */
export async function markRead(product: Product, context: Context, { chat }: OutboundRead): Promise<void> {
  await act(product, context, { recipient: recipientOf(product, chat), sender_action: 'mark_seen' });
}

async function act(product: Product, context: Context, json: object): Promise<void> {
  const { credentials } = context;
  const request = { method: 'POST', path: [credentials.pageId, 'messages'], json } as const;
  await callGraph(context, accessOf(product, credentials), request, Done, rulesOf(product.title));
}

/** The Page has one reaction to a message (facebook.md §5). */
export async function react(
  product: Product,
  context: Context,
  { chat, remoteId, emoji }: OutboundReaction,
): Promise<void> {
  const { credentials } = context;
  const message_id = midOf(remoteId);
  const done =
    emoji === null
      ? { sender_action: 'unreact', payload: { message_id } }
      : { sender_action: 'react', payload: { message_id, reaction: wordFor(product, emoji) } };
  const json = { recipient: recipientOf(product, chat), ...done };
  const request = { method: 'POST', path: [credentials.pageId, 'messages'], json } as const;
  const answer = await askGraph(context, accessOf(product, credentials), request, Done).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') throw repeatable(refusedBy(answer.refusal, product.title));
}

/** Emoji come with and without the sign that has them drawn in colour. */
function wordFor({ title, reactions }: Product, emoji: string): string {
  const plain = emoji.replace(/\uFE0F/g, '');
  const word = Object.keys(reactions).find((name) => reactions[name]?.includes(plain));
  if (word === undefined)
    throw noSuchReaction(
      title,
      Object.values(reactions).flatMap(([first]) => first ?? []),
    );
  return word;
}
