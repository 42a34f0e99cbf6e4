import { z } from 'zod';
import type { Chat, MediaCopy, Message, MessageContent, Quoted } from '../kommo/records';
import type { KommoState } from '../kommo/state';
import { without } from '../without';
import { found } from './found';

const named = z.object({ id: z.string(), name: z.string() });

/** As it was sent: it has been checked once. */
const content = z.custom<MessageContent>((given) => z.looseObject({ type: z.string() }).safeParse(given).success);

const copy = z.object({
  state: z.enum(['waiting', 'there', 'failed']),
  source: z.string().nullable(),
  folder: z.string(),
  fileId: z.string().nullable(),
  since: z.number(),
  error: z.string().nullable(),
});

const quoted = z.object({ message: z.string().nullable(), author: z.string(), text: z.string() });

const extras = z.object({
  buttons: z.array(z.array(z.object({ text: z.string(), url: z.string().optional() }))),
  list: z
    .object({
      header: z.string(),
      body: z.string(),
      footer: z.string(),
      button: z.string(),
      sections: z.array(
        z.object({
          title: z.string(),
          rows: z.array(z.object({ callbackData: z.string(), title: z.string(), description: z.string() })),
        }),
      ),
    })
    .nullable(),
  template: z
    .object({
      id: z.number(),
      externalId: z.string().optional(),
      content: z.string(),
      params: z.array(z.object({ key: z.string(), value: z.string() })),
    })
    .nullable(),
  postId: z.string().nullable(),
});

export const messageKept = z.object({
  id: z.string(),
  clientId: z.string().nullable(),
  formerClientIds: z.array(z.string()),
  direction: z.enum(['incoming', 'outgoing']),
  /** A customer by id; users and bots as they were. */
  sender: z.union([z.string(), named]),
  receiver: z.string().nullable(),
  at: z.number(),
  storedAt: z.number(),
  content,
  versions: z.array(content),
  copy: copy.nullable(),
  mediaGroupId: z.string().nullable(),
  quote: quoted.nullable(),
  forward: quoted.nullable(),
  extras: extras.nullable(),
  notified: z.boolean(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
  error: z.object({ code: z.number(), text: z.string() }).nullable(),
  hook: z.object({ status: z.number().nullable(), ms: z.number(), error: z.string().nullable() }).nullable(),
  journalSeq: z.number().nullable(),
  reactions: z.array(z.tuple([z.string(), z.object({ emoji: z.string(), by: z.string() })])),
});
type MessageKept = z.infer<typeof messageKept>;

export function keepMessage(message: Message): MessageKept {
  const { sender, receiver, reactions, quote, forward, copy, versions, extras: written } = message;
  return {
    ...without(message, 'chat'),
    sender: 'scopeId' in sender ? sender.id : { id: sender.id, name: sender.name },
    receiver: receiver?.id ?? null,
    versions: [...versions],
    copy: copy && { ...copy },
    quote: keepQuoted(quote),
    forward: keepQuoted(forward),
    extras: written && structuredClone(written as z.infer<typeof extras>),
    reactions: [...reactions],
  };
}

function keepQuoted(quoted: Quoted | null): MessageKept['quote'] {
  return quoted && { ...quoted, message: quoted.message?.id ?? null };
}

/** What it quotes may not be there yet: see `restoreQuotes`. @throws Error when a person is not there. */
export function restoreMessage(state: KommoState, chat: Chat, kept: MessageKept): Message {
  const { sender, receiver, copy } = kept;
  return {
    ...kept,
    chat,
    sender: typeof sender === 'string' ? found(state.participants, sender) : sender,
    receiver: receiver === null ? null : found(state.participants, receiver),
    copy: copy satisfies MediaCopy | null,
    quote: kept.quote && { ...kept.quote, message: null },
    forward: kept.forward && { ...kept.forward, message: null },
    hook: kept.hook ?? lostHook(kept),
    reactions: new Map(kept.reactions),
  };
}

/** Once all messages are there. @throws Error when a quoted one is not. */
export function restoreQuotes(state: KommoState, kept: MessageKept): void {
  const message = found(state.messages, kept.id);
  for (const side of ['quote', 'forward'] as const) {
    const [to, from] = [message[side], kept[side]?.message];
    if (to && typeof from === 'string') to.message = found(state.messages, from);
  }
}

/** Kommo sends a hook once: the one that was on its way when the sandbox stopped is lost. */
function lostHook({ direction, journalSeq }: MessageKept): Message['hook'] {
  const byManager = direction === 'outgoing' && journalSeq === null;
  return byManager ? { status: null, ms: 0, error: 'the sandbox was stopped meanwhile' } : null;
}
