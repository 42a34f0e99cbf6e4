import type { Messenger } from '../contract';
import type { PageCredentials } from '../meta-pages/credentials';
import { driverOf } from '../meta-pages/driver';
import { MESSENGER_FIELDS } from '../meta-pages/fields';
import { capabilities, rates } from './capabilities';
import { guide } from './guide';
import { messengerGuidePhrases, sayGuide } from './guide-phrases';
import { identify, linkTo } from './identify';

/** Pages of Facebook, through the Messenger Platform (facebook.md). */
export const messenger: Messenger<PageCredentials> = driverOf({
  kind: 'messenger',
  title: 'Facebook Messenger',
  object: 'page',
  about: sayGuide('messenger.about'),
  capabilities,
  rates,
  guide,
  phrases: [messengerGuidePhrases],
  permissions: ['pages_messaging', 'pages_manage_metadata'],
  fields: MESSENGER_FIELDS,
  unnamed: 'Facebook user',
  profileFields: ['first_name', 'last_name', 'name'],
  reactions: {
    love: ['❤', '😍', '💙', '💚', '💛', '🧡', '💜', '🖤', '💖'],
    smile: ['😆', '😂', '😄', '😃', '😀', '😁', '🙂', '🤣'],
    wow: ['😮', '😯', '😲'],
    sad: ['😢', '😭', '😞'],
    angry: ['😠', '😡', '🤬'],
    like: ['👍'],
    dislike: ['👎'],
  },
  attachments: {
    picture: 'image',
    video: 'video',
    voice: 'audio',
    audio: 'audio',
    sticker: 'image',
    file: 'file',
  },
  identify,
  linkTo,
});
