import { randomInt } from 'node:crypto';
import type { PhoneFileKind } from '../control/contract';
import { isObject } from '../body';
import type { Outcome } from '../exchange';
import { badRequest } from './answers';
import { Arguments } from './arguments';
import type { Call } from './call';
import { findPhone } from './chats';
import { readSource, takeFile, type Source } from './media-argument';
import { readReply } from './reply';
import { checkCommon, deliverAll, type Content } from './send';
import { readDetails } from './send-media';

/** telegram.md §9 */
const LEAST = 2;
const MOST = 10;
const KINDS = ['photo', 'video', 'document', 'audio'] as const satisfies readonly PhoneFileKind[];
type AlbumKind = (typeof KINDS)[number];

interface Item {
  readonly kind: AlbumKind;
  readonly source: Source;
  readonly details: ReturnType<typeof readDetails>;
  readonly detects: boolean;
}

/** Sends two to ten files as one album; each becomes a message of its own (telegram.md §0, §3). */
export async function sendMediaGroup(call: Call): Promise<Outcome> {
  const { bot, args } = call;
  checkCommon(args);
  const items = args.array('media').map((item) => readItem(call, item));
  if (items.length === 0) throw badRequest('there are no messages to send');
  if (items.length < LEAST) throw badRequest('too few messages to send as an album');
  if (items.length > MOST) throw badRequest('too many messages to send as an album');
  checkCompany(items);
  readReply(findPhone(bot, args), args);
  const contents: Content[] = [];
  const albumId = `139${String(randomInt(1e13, 1e14))}`;
  for (const { kind, source, details, detects } of items) {
    const file = await takeFile(call, kind, source, detects);
    contents.push({ kind: file.kind, file, albumId, ...details });
  }
  // Fetching may have taken long enough for the customer to leave.
  const phone = findPhone(bot, args);
  const reply = readReply(phone, args);
  const { outcome } = deliverAll(
    call,
    phone,
    contents.map((content) => ({ ...content, ...reply })),
  );
  return outcome((described) => described);
}

function readItem(call: Call, item: unknown): Item {
  if (!isObject(item)) throw wrong('an Object expected');
  const args = new Arguments(item, call.args.uploads);
  const kind = KINDS.find((each) => each === item.type);
  if (kind === undefined) throw wrong(item.type === undefined ? 'type not found' : 'unsupported type specified');
  const given = args.text('media');
  if (given === '') throw wrong('media not found');
  const source = readSource(call, kind, given, '');
  if (!source) throw wrong('media not found');
  const detects = kind === 'document' ? false : true;
  return { kind, source, details: readDetails(args, kind), detects };
}

/** Photos and videos may be mixed; documents go with documents, music with music (telegram.md §3). */
function checkCompany(items: readonly Item[]): void {
  const alone = items.find(({ kind }) => kind === 'document' || kind === 'audio')?.kind;
  if (alone === undefined || items.every(({ kind }) => kind === alone)) return;
  throw badRequest(`${alone} can't be mixed with other media types`);
}

function wrong(what: string): Error {
  return badRequest(`can't parse InputMedia: ${what}`);
}
