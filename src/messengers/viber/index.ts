import type { Messenger } from '../contract';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify } from './connect';
import { ViberCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { profile } from './people';
import { viberPhrases } from './phrases';
import { receive } from './receive';
import { send } from './send';

/** Viber bots, through the Bot API (viber.md). */
export const viber: Messenger<ViberCredentials> = {
  kind: 'viber',
  title: 'Viber',
  phrases: [viberPhrases],
  credentials: ViberCredentials,
  capabilities,
  guide,
  identify,
  connect,
  disconnect,
  check,
  receive,
  send,
  fetchMedia,
  profile,
};
