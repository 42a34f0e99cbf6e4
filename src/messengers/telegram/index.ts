import type { Messenger } from '../contract';
import { acknowledge } from './acknowledge';
import { sendAlbum } from './album';
import { capabilities, rates } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify, linkTo } from './connect';
import { TelegramCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { sayGuide, telegramGuidePhrases } from './guide-phrases';
import { readMessageId } from './ids';
import { keyOf } from './messages';
import { telegramPhrases } from './phrases';
import { react } from './reactions';
import { receive } from './receive';
import { send } from './send';
import { typing } from './typing';

/** Telegram bots in private chats (telegram.md). */
export const telegram: Messenger<TelegramCredentials> = {
  kind: 'telegram',
  title: 'Telegram',
  signedBy: 'secret-header',
  about: sayGuide('telegram.about'),
  credentials: TelegramCredentials,
  capabilities,
  guide,
  phrases: [telegramPhrases, telegramGuidePhrases],
  rates: () => rates,
  identify,
  linkTo,
  connect,
  disconnect,
  check,
  receive,
  keyOf,
  send,
  isMessageId: (remoteId) => readMessageId(remoteId) !== undefined,
  sendAlbum,
  fetchMedia,
  react,
  typing,
  acknowledge,
};
