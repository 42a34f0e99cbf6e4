import type { Messenger } from '../contract';
import { capabilities } from './capabilities';
import { check } from './check';
import { connect, disconnect, identify } from './connect';
import { WeChatCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { keyOf } from './messages';
import { history } from './past';
import { profile } from './people';
import { say, weChatPhrases } from './phrases';
import { receive } from './receive';
import { send } from './send';
import { typing } from './typing';

/** WeChat Official Accounts, through their customer-service messages (wechat.md). */
export const wechat: Messenger<WeChatCredentials> = {
  kind: 'wechat',
  title: 'WeChat',
  signedBy: 'sha1-of-address',
  about: say('wechat.about'),
  phrases: [weChatPhrases],
  credentials: WeChatCredentials,
  capabilities,
  guide,
  identify,
  connect,
  disconnect,
  check,
  receive,
  keyOf,
  send,
  fetchMedia,
  typing,
  profile,
  history,
};
