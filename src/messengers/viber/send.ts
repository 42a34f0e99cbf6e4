import type { DriverContext, OutboundContent, OutboundMedia, OutboundPart, SentPart } from '../contract';
import { askViber } from './api';
import type { ViberCredentials } from './credentials';
import { notAnAddress, programRefused, refusedBy } from './errors';
import { dress } from './keyboard';
import { CAPTION_LIMIT, TEXT_LIMIT, VIDEO_SECONDS } from './limits';
import { SentMessage } from './shapes';

/** Viber wants to be told where a message needs more than the oldest clients have (viber.md §4, 14). */
const NEEDS_NEWER = 14;
const NEWER_VERSION = 7;
/**
 * A refused part may go once more at once. Not later than this: who was stopped for long may not be the one that sends in
 * this chat any more (design §3, Fencing).
 */
const SECOND_TRY_WITHIN_MS = 3_000;

/** Refused by Viber's published list of forbidden files; that goes on, and the rest Viber refuses itself (viber.md §7). */
const PROGRAMS = /\.(apk|app|bat|cmd|com|cpl|dmg|exe|gadget|ipa|js|jse|msi|msp|pif|ps1|reg|scr|sh|vb|vbe|vbs|ws|wsf)$/i;

/**
 * Sends one message. Files go as links that Viber fetches by itself (viber.md §7). The Bot API has no key that makes a
 * repeat harmless.
 *
 * @throws DeliveryError as of viber.md §4
 */
export async function send(context: DriverContext<ViberCredentials>, part: OutboundPart): Promise<SentPart> {
  const { credentials, clock } = context;
  if (!/^\S{1,200}$/.test(part.chat)) throw notAnAddress();
  const message = { receiver: part.chat, sender: { name: credentials.senderName }, ...messageOf(part.content) };
  const begun = performance.now();
  let answer = await askViber(context, 'send_message', message, SentMessage);
  const asksForNewer = answer.kind === 'refused' && answer.refusal.status === NEEDS_NEWER;
  if (asksForNewer && performance.now() - begun <= SECOND_TRY_WITHIN_MS) {
    answer = await askViber(context, 'send_message', { ...message, min_api_version: NEWER_VERSION }, SentMessage);
  }
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  // Viber does not tell when.
  return { remoteId: answer.result.message_token, at: clock.now() };
}

function messageOf(content: OutboundContent): object {
  const rows = content.buttons ?? [];
  if (content.type === 'text') {
    const { text, keyboard } = dress(content.text, rows, TEXT_LIMIT);
    return { type: 'text', text, ...(keyboard === undefined ? {} : { keyboard }) };
  }
  const way = wayFor(content);
  const { text, keyboard } = dress(content.caption ?? '', rows, way.captionLimit);
  return {
    ...way.fields,
    // Of a picture it has to be there, even if it is empty.
    ...(way.captionLimit === 0 ? {} : { text }),
    ...(keyboard === undefined ? {} : { keyboard }),
  };
}

interface Way {
  readonly fields: object;
  readonly captionLimit: number;
}

/** Viber's type for a file; types and sizes fit by now (`capabilities`), a film may still be too long to be shown. */
function wayFor({ type, file }: OutboundMedia): Way {
  const { size, durationS } = file;
  switch (type) {
    case 'picture':
    case 'sticker':
      return { fields: { type: 'picture', media: file.link() }, captionLimit: CAPTION_LIMIT };
    case 'video': {
      if (durationS !== undefined && durationS > VIDEO_SECONDS) return asFile(file);
      const duration = durationS === undefined ? {} : { duration: Math.max(1, Math.round(durationS)) };
      return { fields: { type: 'video', media: file.link(), size, ...duration }, captionLimit: 0 };
    }
    case 'voice':
    case 'audio':
    case 'file':
      return asFile(file);
  }
}

function asFile(file: OutboundMedia['file']): Way {
  const [, program] = PROGRAMS.exec(file.name) ?? [];
  if (program !== undefined) throw programRefused(program.toLowerCase());
  const { name, size } = file;
  return { fields: { type: 'file', media: file.link(), size, file_name: name }, captionLimit: 0 };
}
