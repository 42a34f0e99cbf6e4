import { parseJson } from '../../http/json';
import type { Button as ShownButton } from '../../model/content';
import type { OutboundContent, OutboundPart, OutboundReaction, SentPart } from '../contract';
import { tell, type Context } from './api';
import { buttonId } from './button-id';
import { noReactions } from './errors';
import { messageIdOf, nameOf } from './message-id';
import { Taken } from './protocol/answers';
import type { DataFromCourier } from './protocol/from-courier';
import type { Button } from './protocol/objects';
import { capabilitiesNow } from './service-capabilities';
import { withoutNulls } from './without-nulls';
import { addressed, isUntold } from './write-first';

const AGENT = { type: 'agent' } as const;

/**
 * Tells the service what a manager wrote. Its ids are made of our key, so a repeat is known to the service for what it is.
 *
 * @throws DeliveryError as of webhook.md §4
 */
export async function send(context: Context, part: OutboundPart): Promise<SentPart> {
  const { key, chat, customer, replyTo, writtenAt = context.clock.now(), content } = part;
  const id = messageIdOf(key);
  const answer = await tell(context, {
    type: 'message.created',
    id: `evt_${nameOf(key)}`,
    at: writtenAt,
    data: {
      message: {
        id,
        created_at: new Date(writtenAt).toISOString(),
        sender: AGENT,
        ...saidIn(content),
        ...(replyTo === undefined ? {} : { reply_to: { id: replyTo } }),
      },
      ...addressed(chat, customer),
    },
  });
  return { remoteId: id, at: context.clock.now(), ...(isUntold(chat) ? toldIn(answer.body) : {}) };
}

/** Which conversation the service has made of the first message, and with whom. One that tells none is asked anew each time. */
function toldIn(body: Buffer): Pick<SentPart, 'chat' | 'customer'> {
  const { conversation, contact } = Taken.safeParse(withoutNulls(parseJson(body))).data ?? {};
  return {
    ...(conversation === undefined ? {} : { chat: conversation.id }),
    ...(contact === undefined ? {} : { customer: contact.id }),
  };
}

/** Safe to repeat: it says what the reactions are from now on. */
export async function react(context: Context, { chat, remoteId, emoji }: OutboundReaction): Promise<void> {
  const { outbound } = await capabilitiesNow(context);
  if (outbound.reaction === 'refused') throw noReactions();
  const reactions = emoji === null ? [] : [emoji];
  const data = { message: { id: remoteId }, conversation: { id: chat }, sender: AGENT, reactions };
  await tell(context, { type: 'message.reaction', data });
}

export async function typing(context: Context, chat: string): Promise<void> {
  const { outbound } = await capabilitiesNow(context);
  if (outbound.typing === 'refused' || isUntold(chat)) return;
  await tell(context, { type: 'typing.changed', data: { conversation: { id: chat }, sender: AGENT, state: 'on' } });
}

type Said = Pick<DataFromCourier<'message.created'>['message'], 'text' | 'attachments' | 'buttons'>;

function saidIn(content: OutboundContent): Said {
  const buttons = (content.buttons ?? []).flatMap((row, at) => row.map((button, place) => drawn(button, at, place)));
  const pressed = buttons.length === 0 ? {} : { buttons };
  if (content.type === 'text') return { text: content.text, ...pressed };
  const { type: kind, file, caption } = content;
  const { name, mimeType: mime_type, size, durationS } = file;
  const attachment = {
    kind,
    url: file.link(),
    name,
    mime_type,
    size,
    ...(durationS === undefined ? {} : { duration_s: durationS }),
  };
  return { ...(caption === undefined ? {} : { text: caption }), attachments: [attachment], ...pressed };
}

function drawn({ text: title, url }: ShownButton, row: number, column: number): Button {
  const id = buttonId(row, column);
  return url === undefined ? { id, title, kind: 'reply' } : { id, title, kind: 'url', url };
}
