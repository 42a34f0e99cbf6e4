import type { OnHandset, Refused } from '../lines/emulator';
import { endAllowance, grant, type Grant } from './allowance';
import type { Parts } from './call';
import { follows } from './people';
import type { Xml } from './xml';

/** The account is told of an event (wechat.md §2). */
export function tell({ core, callbacks }: Parts, { line, handset }: OnHandset, event: string, fields: Xml = {}): void {
  callbacks.send(line, {
    openId: handset.id,
    at: core.clock.moment(),
    messageId: null,
    fields: { MsgType: 'event', Event: event, ...fields },
  });
}

/** @param scene of the QR code that led there */
export function follow(parts: Parts, on: OnHandset, scene?: string): Refused | undefined {
  const { handset } = on;
  if (handset.state === 'gone') return { refused: `${handset.name} is not on WeChat any more.` };
  if (follows(handset)) return { refused: `${handset.name} follows the account already.` };
  Object.assign(handset.facts, { follows: true, followsSince: parts.core.clock.now() });
  handset.state = handset.messages.length === 0 ? 'new' : 'open';
  grant(parts.core, handset, 'follow');
  tell(parts, on, 'subscribe', scene === undefined ? { EventKey: '' } : ofScene(`qrscene_${scene}`, scene));
  return undefined;
}

export function unfollow(parts: Parts, on: OnHandset): Refused | undefined {
  const { handset } = on;
  if (!follows(handset)) return { refused: `${handset.name} does not follow the account.` };
  handset.facts.follows = false;
  handset.state = 'blocked';
  endAllowance(handset);
  tell(parts, on, 'unsubscribe', { EventKey: '' });
  return undefined;
}

/** By a QR code: whoever does not follow yet does so. */
export function comeBy(parts: Parts, on: OnHandset, scene: string): Refused | undefined {
  if (!follows(on.handset)) return follow(parts, on, scene);
  return happen(parts, on, { event: 'SCAN', fields: ofScene(scene, scene), grants: 'scan' });
}

export interface Happening {
  readonly event: string;
  readonly fields: Xml;
  /** What the account may send for it; without it, nothing. */
  readonly grants?: Grant;
}

/** Something that only followers do. */
export function happen(parts: Parts, on: OnHandset, { event, fields, grants }: Happening): Refused | undefined {
  const { handset } = on;
  if (!follows(handset)) return { refused: `${handset.name} does not follow the account.` };
  if (grants !== undefined) grant(parts.core, handset, grants);
  tell(parts, on, event, fields);
  return undefined;
}

function ofScene(key: string, scene: string): Xml {
  return { EventKey: key, Ticket: `TICKET_${Buffer.from(scene).toString('base64url')}` };
}
