import type { Messenger } from '../contract';
import { authenticate } from './authenticate';
import { capabilities } from './capabilities';
import { check } from './check';
import { BotCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { botframeworkGuidePhrases, sayGuide } from './guide-phrases';
import { connect, disconnect, identify } from './identify';
import { fetchKeys, keysAt } from './keys';
import { rates } from './limits';
import { keyOf } from './messages';
import { profile } from './people';
import { botframeworkPhrases } from './phrases';
import { receive } from './receive';
import { send, typing } from './send';

/** Bots of the Azure Bot Service, in private chats of Teams and its other channels, through the connector (skype.md). */
export const botframework: Messenger<BotCredentials> = {
  kind: 'botframework',
  title: 'Teams and Skype',
  signedBy: 'token-by-published-keys',
  about: sayGuide('botframework.about'),
  phrases: [botframeworkPhrases, botframeworkGuidePhrases],
  credentials: BotCredentials,
  capabilities,
  guide,
  rates: () => rates,
  identify,
  connect,
  disconnect,
  check,
  authentication: { keysAt, fetchKeys, authenticate },
  receive,
  keyOf,
  send,
  typing,
  fetchMedia,
  profile,
};
