import { z } from 'zod';
import { MEDIA_TYPES } from '../model/content';
import type { HistoryChat, HistoryMessage } from './record';

/** One line of what Courier writes down of a messenger's own history: `HistoryRecord`, checked where it is read again. */

const facts = {
  name: z.string().exactOptional(),
  mimeType: z.string().exactOptional(),
  size: z.number().exactOptional(),
  durationS: z.number().exactOptional(),
};

const around = {
  replyTo: z
    .object({
      key: z.string().exactOptional(),
      remoteId: z.string().exactOptional(),
      text: z.string().exactOptional(),
      author: z.string().exactOptional(),
      at: z.number().exactOptional(),
    })
    .exactOptional(),
  forwarded: z
    .object({
      author: z.string().exactOptional(),
      at: z.number().exactOptional(),
      text: z.string().exactOptional(),
    })
    .exactOptional(),
  album: z.string().exactOptional(),
};

const content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), ...around }),
  z.object({
    type: z.enum(MEDIA_TYPES),
    file: z.object({ entry: z.string(), ...facts }),
    caption: z.string().exactOptional(),
    ...around,
  }),
  z.object({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    title: z.string().exactOptional(),
    address: z.string().exactOptional(),
    ...around,
  }),
  z.object({ type: z.literal('contact'), name: z.string(), phone: z.string(), ...around }),
  z.object({
    type: z.literal('unsupported'),
    what: z.string(),
    caption: z.string().exactOptional(),
    ...around,
  }),
]);

const chat = z.object({ kind: z.literal('chat'), chat: z.string(), title: z.string(), address: z.string() });

const message = z.object({
  kind: z.literal('message'),
  chat: z.string(),
  key: z.string().min(1),
  /** Left out: the messenger has none of old messages. */
  remoteId: z.string().min(1).exactOptional(),
  at: z.int(),
  author: z.object({ key: z.string(), name: z.string(), side: z.enum(['customer', 'business']) }),
  content,
});

export const MessengerLine = z.discriminatedUnion('kind', [chat, message]);
export type MessengerLine = z.infer<typeof MessengerLine> & (HistoryChat | HistoryMessage);
