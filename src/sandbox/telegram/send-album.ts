import { randomInt } from 'node:crypto';
import type { PhoneFileKind } from '../control/contract';
import type { Outcome } from '../exchange';
import { badRequest } from './answers';
import type { Named } from './arguments';
import type { Call } from './call';
import { findPhone } from './chats';
import { readInputMedia, type InputMedia } from './input-media';
import { takeFile } from './media-argument';
import { readReply } from './reply';
import { checkCommon, deliverAll, type Content } from './send';
import { sending } from './send-media';

/** telegram.md §9 */
const LEAST = 2;
const MOST = 10;
const KINDS = ['photo', 'video', 'document', 'audio'] as const satisfies readonly PhoneFileKind[];
const ELSEWHERE = { kinds: ['animation'], refusal: "can't be used in sendMediaGroup" };
const MEDIA: Named = { unreadable: "can't parse media JSON object", unfit: 'expected an Array of InputMedia' };

/** Sends two to ten files as one album; each becomes a message of its own (telegram.md §0, §3). */
export async function sendMediaGroup(call: Call): Promise<Outcome> {
  const { bot, args } = call;
  checkCommon(args);
  if (!args.has('media') || args.raw.media === '') throw badRequest('parameter "media" is required');
  const items = args.array('media', MEDIA).map((item) => readInputMedia(call, item, KINDS, ELSEWHERE));
  if (items.length === 0) throw badRequest('there are no messages to send');
  if (items.length < LEAST) throw badRequest('too few messages to send as an album');
  if (items.length > MOST) throw badRequest('too many messages to send as an album');
  checkCompany(items);
  const deed = sending(items[0]?.kind ?? 'photo');
  readReply(findPhone(bot, args, deed), args);
  const contents: Content[] = [];
  const albumId = `139${String(randomInt(1e13, 1e14))}`;
  for (const { kind, source, details } of items) {
    const file = await takeFile(call, kind, source, kind !== 'document');
    contents.push({ kind: file.kind, file, albumId, ...details });
  }
  // Fetching may have taken long enough for the customer to leave.
  const phone = findPhone(bot, args, deed);
  const reply = readReply(phone, args);
  const { outcome } = deliverAll(
    call,
    phone,
    contents.map((content) => ({ ...content, ...reply })),
  );
  return outcome((described) => described);
}

/** Photos and videos may be mixed; documents go with documents, music with music (telegram.md §3). */
function checkCompany(items: readonly InputMedia[]): void {
  const alone = items.find(({ kind }) => kind === 'document' || kind === 'audio')?.kind;
  if (alone === undefined || items.every(({ kind }) => kind === alone)) return;
  throw badRequest(`${alone} can't be mixed with other media types`);
}
