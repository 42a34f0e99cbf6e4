import type { Messenger } from '../contract';
import { check } from './check';
import { connect, disconnect, identify } from './connect';
import { TelegramCredentials } from './credentials';
import { receive } from './receive';
import { send } from './send';

/** Telegram bots in private chats (telegram.md). */
export const telegram: Messenger<TelegramCredentials> = {
  kind: 'telegram',
  title: 'Telegram',
  credentials: TelegramCredentials,
  capabilities: {
    outbound: { text: 'full' },
    inbound: { text: 'full' },
    textLimit: 4_096,
    receipts: 'none',
    idempotent: false,
    lookup: false,
    windowMs: null,
    writeFirst: null,
  },
  identify,
  connect,
  disconnect,
  check,
  receive,
  send,
};
