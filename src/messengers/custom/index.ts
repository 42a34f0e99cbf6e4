import type { Messenger } from '../contract';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify } from './connect';
import { CustomCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { messageKeyOf } from './messages';
import { customPhrases, say } from './phrases';
import { receive } from './receive';
import { react, send, typing } from './send';
import { capabilitiesNow } from './service-capabilities';
import { undelivered } from './undelivered';

/** Any service that speaks Courier's webhook protocol (webhook.md, docs/custom-webhook.md). */
export const custom: Messenger<CustomCredentials> = {
  kind: 'custom',
  title: 'Custom webhook',
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
  keyOf: messageKeyOf,
  send,
  fetchMedia,
  react,
  typing,
  undelivered,
};
