import type { Turned } from '../../model/away';
import type { Content, RemoteFile } from '../../model/content';
import type { Words } from '../../model/words';
import type { InboundEvent } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { inChat, type Arrived } from './messages';
import { say } from './phrases';
import * as shapes from './shapes';
import type { Receiving } from './receiving';

/**
 * What happened without a message (wechat.md §2): a press in the account's own menu and a scan are things that a customer does in
 * the chat; following is for the manager to know; the rest is of no consequence here.
 */
export function happeningOf(receiving: Receiving, arrived: Arrived): InboundEvent {
  const { envelope, raw, body } = arrived;
  const parsed = shapes.Event.safeParse(raw);
  if (!parsed.success) return unparsed(bodyKey(body), 'event', parsed.error.issues);
  const event = parsed.data;
  const key = keyOf(envelope, event);
  const done = (content: Content<RemoteFile>) =>
    inChat(receiving, envelope, { key, remoteId: key, opensWindow: false, content });
  const notice = (words: Words, away?: Turned): InboundEvent => {
    const { FromUserName: chat, CreateTime: at } = envelope;
    return {
      kind: 'notice',
      key,
      source: receiving.credentials.appId,
      chat,
      at,
      ...words,
      ...(away === undefined ? {} : { away }),
    };
  };
  switch (event.Event.toLowerCase()) {
    case 'click':
      return event.EventKey === '' ? ignored(key, 'a menu entry without a key') : done(pressOf(event));
    case 'scancode_push':
    case 'scancode_waitmsg':
      return done(scannedIn(arrived) ?? pressOf(event));
    case 'subscribe':
      return notice(by('back', event.EventKey.replace(/^qrscene_/, '')), 'back');
    case 'unsubscribe':
      return notice(say('wechat.note.left'), 'left');
    case 'scan':
      return notice(by('came', event.EventKey));
    default:
      return ignored(key, `events of the kind ${event.Event.slice(0, 40)} are not carried`);
  }
}

/** Events have no id; those that are told again have all of this in common (wechat.md §2). */
function keyOf({ FromUserName, CreateTime }: shapes.Envelope, { Event, EventKey }: shapes.Event): string {
  return ['event', FromUserName, CreateTime, Event, EventKey].join('/');
}

/** WeChat tells the entry's key, not its words. */
function pressOf({ EventKey }: shapes.Event): Content<RemoteFile> {
  return { type: 'press', of: 'menu of the account', row: 0, column: 0, label: EventKey };
}

function scannedIn({ raw }: Arrived): Content<RemoteFile> | undefined {
  const result = shapes.Scanned.safeParse(raw).data?.ScanCodeInfo.ScanResult;
  return result === undefined ? undefined : { type: 'text', text: result };
}

/** @param scene what the account has named a QR code */
function by(what: 'back' | 'came', scene: string): Words {
  return scene === '' ? say(`wechat.note.${what}`) : say(`wechat.note.${what}-by`, { scene: scene.slice(0, 100) });
}
