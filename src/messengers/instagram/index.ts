import type { Messenger } from '../contract';
import type { PageCredentials } from '../meta-pages/credentials';
import { driverOf } from '../meta-pages/driver';
import { INSTAGRAM_FIELDS } from '../meta-pages/fields';
import { capabilities, rates } from './capabilities';
import { guide } from './guide';
import { instagramGuidePhrases, sayGuide } from './guide-phrases';
import { identify, linkTo } from './identify';

/** Instagram Direct of a professional account, through the Page that it is linked with (facebook.md §11, route A). */
export const instagram: Messenger<PageCredentials> = driverOf({
  kind: 'instagram',
  title: 'Instagram',
  object: 'instagram',
  about: sayGuide('instagram.about'),
  capabilities,
  rates,
  guide,
  phrases: [instagramGuidePhrases],
  permissions: ['instagram_basic', 'instagram_manage_messages', 'pages_manage_metadata'],
  fields: INSTAGRAM_FIELDS,
  unnamed: 'Instagram user',
  profileFields: ['name', 'username'],
  reactions: { love: ['❤', '😍', '💙', '💚', '💛', '🧡', '💜', '🖤', '💖'] },
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
