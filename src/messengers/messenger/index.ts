import type { Messenger } from '../contract';
import type { PageCredentials } from '../meta-pages/credentials';
import { driverOf } from '../meta-pages/driver';
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
  fields: {
    needed: ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'],
    more: [
      'message_edits',
      'message_reactions',
      'messaging_referrals',
      'messaging_optins',
      'messaging_handovers',
      'standby',
      'messaging_policy_enforcement',
    ],
  },
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
