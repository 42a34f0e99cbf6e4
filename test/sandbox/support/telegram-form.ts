import { SANDBOX } from '../../../src/sandbox/credentials';
import type { Harness } from './harness';
import type { Answered } from './http';
import { postForm, type Part } from './multipart';

/** Calls a method with a multipart form; what is no text goes as JSON. */
export async function upload(
  { sandbox }: Harness,
  method: string,
  fields: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, Part>> = {},
): Promise<Answered> {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const],
  );
  const url = `${sandbox.url}/telegram/bot${SANDBOX.telegram.bot.token}/${method}`;
  return postForm(url, Object.fromEntries(texts), parts);
}

/** What came back as the message. */
export function messageOf({ json }: { readonly json: unknown }): Record<string, unknown> {
  const { result } = json as { result?: unknown };
  if (typeof result !== 'object' || result === null) throw new Error(`no message in ${JSON.stringify(json)}`);
  return result as Record<string, unknown>;
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=', 'base64');

/** One file that fits each kind. */
export const PARTS = {
  photo: { name: 'a.png', type: 'image/png', bytes: PNG },
  video: { name: 'a.mp4', type: 'video/mp4', bytes: Buffer.from('film') },
  voice: { name: 'a.ogg', type: 'audio/ogg; codecs=opus', bytes: Buffer.from('speech') },
  audio: { name: 'a.mp3', type: 'audio/mpeg', bytes: Buffer.from('song') },
  document: { name: 'Offer 1.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4 offer') },
  animation: { name: 'a.gif', type: 'image/gif', bytes: Buffer.from('GIF89a') },
  video_note: { name: 'round.mp4', type: 'video/mp4', bytes: Buffer.from('round') },
  sticker: { name: 'a.webp', type: 'image/webp', bytes: WEBP },
} as const satisfies Record<string, Part>;

export const METHODS = {
  photo: 'sendPhoto',
  video: 'sendVideo',
  voice: 'sendVoice',
  audio: 'sendAudio',
  document: 'sendDocument',
  animation: 'sendAnimation',
  video_note: 'sendVideoNote',
  sticker: 'sendSticker',
} as const satisfies Record<keyof typeof PARTS, string>;
