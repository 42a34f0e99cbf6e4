import type { MessengerKind } from '../model/messenger-kind';
import { botframework } from './botframework';
import type { Messenger } from './contract';
import { custom } from './custom';
import { apple } from './apple';
import { instagram } from './instagram';
import { messenger } from './messenger';
import { telegram } from './telegram';
import { viber } from './viber';
import { wechat } from './wechat';
import { whatsapp } from './whatsapp';

const MESSENGERS: ReadonlyMap<MessengerKind, Messenger> = new Map<MessengerKind, Messenger>([
  [telegram.kind, telegram],
  [whatsapp.kind, whatsapp],
  [viber.kind, viber],
  [messenger.kind, messenger],
  [instagram.kind, instagram],
  [wechat.kind, wechat],
  [botframework.kind, botframework],
  [custom.kind, custom],
  [apple.kind, apple],
]);

/** The driver of a messenger; undefined where this version has none. */
export function messengerOf(kind: MessengerKind): Messenger | undefined {
  return MESSENGERS.get(kind);
}

/** The messengers this version has a driver for. */
export function supportedMessengers(): MessengerKind[] {
  return [...MESSENGERS.keys()];
}

/** The messengers whose drivers can do this. */
export function messengersThat(can: 'markRead' | 'tellClosing'): MessengerKind[] {
  return supportedMessengers().filter((kind) => messengerOf(kind)?.[can] !== undefined);
}
