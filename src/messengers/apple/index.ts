import type { Messenger } from '../contract';
import { authenticate } from './authenticate';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify, linkTo } from './connect';
import { AppleCredentials } from './credentials';
import { fetchAhead } from './fetch-ahead';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { keyOf } from './messages';
import { applePhrases, say } from './phrases';
import { receive } from './receive';
import { send, sendList, typing } from './send';

/** Apple Messages for Business, as a provider that writes for businesses (apple.md). */
export const apple: Messenger<AppleCredentials> = {
  kind: 'apple',
  title: 'Apple Messages for Business',
  signedBy: 'token-by-secret',
  about: say('apple.about'),
  phrases: [applePhrases],
  credentials: AppleCredentials,
  capabilities,
  guide,
  identify,
  linkTo,
  connect,
  disconnect,
  check,
  authentication: { authenticate },
  fetchAhead,
  receive,
  keyOf,
  send,
  sendList,
  typing,
  fetchMedia,
};
