import type { Raw } from '../../http/json';
import type { InboundEvent, InboundMessage } from '../contract';
import { bodyKey, unparsed } from '../not-carried';
import { contentOf } from './content';
import { participantOf } from './people';
import * as shapes from './shapes';
import type { Receiving } from './receiving';

/** Something that came: what all of it has, all of it, and its bytes for what cannot be read. */
export interface Arrived {
  readonly envelope: shapes.Envelope;
  readonly raw: Raw;
  readonly body: Buffer;
}

export function messageOf(receiving: Receiving, arrived: Arrived): InboundEvent {
  const { envelope, raw, body } = arrived;
  const id = shapes.MessageIdOf.safeParse(raw);
  if (!id.success) return unparsed(bodyKey(body), envelope.MsgType, id.error.issues);
  const remoteId = id.data.MsgId;
  // A tap on a menu comes as a text, and allows as little as a press does (wechat.md §6).
  const isTap = shapes.Text.safeParse(raw).data?.bizmsgmenuid !== undefined;
  const content = contentOf(envelope.MsgType, raw);
  return inChat(receiving, envelope, { key: keyOf({ remoteId }), remoteId, opensWindow: !isTap, content });
}

/** WeChat's ids are of no chat. */
export function keyOf({ remoteId }: { readonly remoteId: string }): string {
  return `message/${remoteId}`;
}

/** What a customer says or does, in their chat. */
export function inChat(
  { credentials }: Receiving,
  { FromUserName: chat, CreateTime: at }: shapes.Envelope,
  said: Pick<InboundMessage, 'key' | 'remoteId' | 'opensWindow' | 'content'>,
): InboundMessage {
  return { kind: 'message', source: credentials.appId, chat, author: participantOf(chat), at, ...said };
}
