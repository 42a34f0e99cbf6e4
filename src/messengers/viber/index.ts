import type { Messenger } from '../contract';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify, linkTo } from './connect';
import { ViberCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { sayGuide, viberGuidePhrases } from './guide-phrases';
import { profile } from './people';
import { viberPhrases } from './phrases';
import { keyOf } from './events';
import { receive } from './receive';
import { send } from './send';

/** Viber bots, through the Bot API (viber.md). */
export const viber: Messenger<ViberCredentials> = {
  kind: 'viber',
  title: 'Viber',
  signedBy: 'hmac-sha256-of-body',
  about: sayGuide('viber.about'),
  credentials: ViberCredentials,
  capabilities,
  guide,
  phrases: [viberPhrases, viberGuidePhrases],
  identify,
  linkTo,
  connect,
  disconnect,
  check,
  receive,
  keyOf,
  send,
  fetchMedia,
  profile,
};
