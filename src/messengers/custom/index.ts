import type { Messenger } from '../contract';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify } from './connect';
import { CustomCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { history } from './history';
import { messageKeyOf } from './messages';
import { customPhrases, say } from './phrases';
import { markRead, tellClosing } from './marks';
import { receive } from './receive';
import { react, send, typing } from './send';
import { capabilitiesNow } from './service-capabilities';
import { undelivered } from './undelivered';
import { resolve } from './write-first';

/** Any service that speaks Courier's webhook protocol (webhook.md, docs/custom-webhook.md). */
export const custom: Messenger<CustomCredentials> = {
  kind: 'custom',
  title: 'Custom webhook',
  signedBy: 'hmac-sha256-of-body',
  about: say('custom.about'),
  phrases: [customPhrases],
  credentials: CustomCredentials,
  capabilities,
  guide,
  capabilitiesNow,
  identify,
  connect,
  disconnect,
  check,
  receive,
  resolve,
  keyOf: messageKeyOf,
  send,
  fetchMedia,
  react,
  typing,
  markRead,
  tellClosing,
  history,
  undelivered,
};
