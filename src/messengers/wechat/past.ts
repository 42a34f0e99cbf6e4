import { createHash } from 'node:crypto';
import type { Content, RemoteFile } from '../../model/content';
import type { DriverContext, HistoryPage, HistoryPages, PastSaid } from '../contract';
import { repeatable } from '../delivery-error';
import { callWeChat } from './api';
import type { WeChatCredentials } from './credentials';
import { participantOf } from './people';
import { PastRecord, PastRecords } from './shapes';

/*
 * What customers and the account's staff have said, as WeChat keeps it (Official Accounts, “Obtain chat transcript”). It gives a day at a time and does not
 * say how far back it goes: half a year is asked for, the newest day first.
 */

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS_BACK = 180;
/** WeChat gives no more at once, nor over more than a day. */
const MOST_AT_ONCE = 10_000;
const FIRST = 1;
/** A page may have a megabyte and more. */
const TIMEOUT_MS = 30_000;

const SENT_BY_STAFF = 2002;
const SENT_BY_CUSTOMER = 2003;

export const history: HistoryPages<WeChatCredentials> = { comes: 'pages', everyMs: 200, page };

/** The day that is read, the last one that will be, and where in the day. Days are counted from 1970, as UTC has them. */
interface Place {
  readonly day: number;
  readonly until: number;
  readonly from: number;
}

async function page(context: DriverContext<WeChatCredentials>, cursor: string | undefined): Promise<HistoryPage> {
  const place = cursor === undefined ? beginning(context.clock.now()) : placeOf(cursor);
  const body = {
    starttime: (place.day * DAY_MS) / 1_000,
    endtime: ((place.day + 1) * DAY_MS) / 1_000 - 1,
    msgid: place.from,
    number: MOST_AT_ONCE,
  };
  const call = { method: 'POST', path: 'customservice/msgrecord/getmsglist', body, timeoutMs: TIMEOUT_MS } as const;
  const { recordlist, msgid } = await callWeChat(context, call, PastRecords).catch((error: unknown) => {
    throw repeatable(error);
  });
  const records = recordsOf(recordlist, context.credentials.appId);
  const next = following(place, recordlist.length < MOST_AT_ONCE ? undefined : msgid);
  return { records, ...(next === undefined ? {} : { next: cursorOf(next) }) };
}

function beginning(now: number): Place {
  const day = Math.floor(now / DAY_MS);
  return { day, until: day - DAYS_BACK, from: FIRST };
}

/** @param msgid where the day goes on; undefined: nowhere */
function following({ day, until, from }: Place, msgid: number | undefined): Place | undefined {
  if (msgid !== undefined && msgid > from) return { day, until, from: msgid };
  return day <= until ? undefined : { day: day - 1, until, from: FIRST };
}

function cursorOf({ day, until, from }: Place): string {
  return [day, until, from].join('/');
}

function placeOf(cursor: string): Place {
  const [day = 0, until = 0, from = FIRST] = cursor.split('/').map(Number);
  return { day, until, from };
}

/**
 * Records have no ids, so each gets one of what it says, and of which one it is of those of its second that are alike: the same
 * whenever it is asked for. Of two alike whose second a page's end parts, one is kept.
 */
function recordsOf(raw: readonly unknown[], source: string): readonly PastSaid[] {
  const counts = new Map<string, number>();
  return raw.flatMap((each): PastSaid[] => {
    const record = PastRecord.safeParse(each).data;
    const isStaff = record?.opercode === SENT_BY_STAFF;
    if (record === undefined || !(isStaff || record.opercode === SENT_BY_CUSTOMER)) return [];
    const { openid: chat, opercode, text, time, worker } = record;
    const alike = createHash('sha256')
      .update(JSON.stringify([time, opercode, chat, text]))
      .digest('base64url');
    const nth = (counts.get(alike) ?? 0) + 1;
    counts.set(alike, nth);
    return [
      {
        kind: 'message',
        chat,
        remoteId: `record/${alike.slice(0, 22)}${nth === 1 ? '' : `/${String(nth)}`}`,
        isMadeUp: true,
        at: time * 1_000,
        ...(isStaff
          ? { by: 'business', author: staffOf(worker, source) }
          : { by: 'customer', author: { id: chat, name: participantOf(chat).name } }),
        content: contentOf(text),
      },
    ];
  });
}

/** `anna@shop`: the account of a person, at the Official Account's name. */
function staffOf(worker: string | undefined, source: string): PastSaid['author'] {
  if (worker === undefined) return { id: source, name: '' };
  return { id: worker, name: worker.split('@')[0] ?? '' };
}

/** Files are not handed over again: words stand for them. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ['[image]', 'picture'],
  ['[voice]', 'voice message'],
  ['[video]', 'video'],
]);

function contentOf(text: string): Content<RemoteFile> {
  const what = text.trim() === '' ? 'empty message' : STANDS_FOR.get(text.trim());
  return what === undefined ? { type: 'text', text } : { type: 'unsupported', what };
}
