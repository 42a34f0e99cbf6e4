import type { HandsetFileKind } from '../control/lines-contract';
import type { Core } from '../core';
import { badParameter } from '../graph/graph-error';
import { lettersOf } from '../meta-pages/ids';
import type { Attachment, DescribedFile, PageProduct } from '../meta-pages/product';
import { contentOf, type Content } from '../meta-pages/send/content';
import type { Fields } from '../meta-pages/send/fields';
import { INSTAGRAM_FIELDS } from '../meta-pages/told';
import { ODD } from './odd';

const TEXT_BYTES = 1000;
const HOUR_MS = 60 * 60 * 1000;
const HEARTS = /^[❤💙💚💛🧡💜🖤🤍🤎🩷]/u;

/** Instagram Direct of a professional account, through the Page that it is linked with (facebook.md §11, route A). */
export const INSTAGRAM: PageProduct = {
  messenger: 'instagram',
  title: 'Instagram',
  object: 'instagram',
  fields: INSTAGRAM_FIELDS,
  fieldOf: {
    message: 'messages',
    // Echoes have no field of their own, and delivery is not told.
    echo: 'messages',
    postback: 'messaging_postbacks',
    read: 'messaging_seen',
    edit: 'message_edit',
    reaction: 'message_reactions',
    referral: 'messaging_referral',
    optin: 'messaging_optins',
    handover: 'messaging_handover',
  },
  scope: 'instagram_manage_messages',
  abilities: [
    'text',
    'picture',
    'video',
    'voice',
    'audio',
    'file',
    'sticker',
    'reply',
    'forward',
    'edit',
    'remove',
    'react',
    'read',
    'block',
  ],
  outsideWindow: [10, 2_534_022],
  nobody: [100, 2_534_014],
  seen: 'mid',
  tooLong: (text) =>
    Buffer.byteLength(text) > TEXT_BYTES
      ? `Length of param message[text] must be less than or equal to ${String(TEXT_BYTES)} bytes`
      : undefined,
  mostPictures: 10,
  types: () => ({
    image: ['image/jpeg', 'image/png'],
    video: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/avi', 'video/quicktime', 'video/webm'],
    audio: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/wav', 'audio/x-wav'],
    file: ['application/pdf'],
  }),
  reactions: { love: '❤' },
  reactionName: (emoji) => (HEARTS.test(emoji) ? 'love' : 'other'),
  newMid: (count) => `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOj${lettersOf(count)}`,
  special,
  describeFile,
  odd: ODD,
  removal: 'told',
  profileFields: ({ name, username }) => ({
    name,
    username: username ?? undefined,
    follower_count: 120,
    is_verified_user: false,
    is_user_follow_business: true,
    is_business_follow_user: false,
  }),
  consent: 'a message',
  profileProperties: ['ice_breakers', 'persistent_menu', 'get_started'],
  givesUp: ({ assumptions }) =>
    assumptions.is('instagram-hook-failures', 'given-up-after-36-hours')
      ? { afterMs: 36 * HOUR_MS, unsubscribes: false }
      : { afterMs: assumptions.number('meta-pages-unsubscribe-ms'), unsubscribes: true },
  echoNamesApp: ({ assumptions }) => assumptions.is('instagram-echo-app-id', 'present'),
  linkTo: (username) => `ig.me/m/${username}`,
  personFacts: () => ({ profile: 'shared', photo: true }),
};

/** A heart, or an own post that is passed on (facebook.md §11). There are no stickers to be sent. */
function special(_core: Core, message: Fields): Content | undefined {
  if (message.has('sticker_id')) throw badParameter('Invalid keys "sticker_id" were found in param "message".');
  const attachment = message.optionalObject('attachment');
  if (!attachment) return undefined;
  switch (attachment.text('type')) {
    case 'like_heart':
      attachment.only('type');
      return contentOf({ kind: 'sticker', text: '❤️', echoed: [{ type: 'like_heart' }] });
    case 'MEDIA_SHARE': {
      const id = attachment.object('payload').only('id').id('id') ?? '';
      if (!/^\d{5,30}$/.test(id)) throw badParameter('Param message[attachment][payload][id] must be a valid media ID');
      return contentOf({ kind: 'card', text: 'A post', echoed: [{ type: 'share', payload: { id } }] });
    }
    default:
      return undefined;
  }
}

function describeFile({ assumptions }: Core, kind: HandsetFileKind, { url }: DescribedFile): Attachment | undefined {
  switch (kind) {
    case 'picture':
      return { type: 'image', payload: { url } };
    case 'video':
      return { type: 'video', payload: { url } };
    case 'voice':
    case 'audio':
      return { type: 'audio', payload: { url } };
    case 'file':
      return { type: 'file', payload: { url } };
    case 'sticker':
      return assumptions.is('instagram-stickers', 'image') ? { type: 'image', payload: { url } } : undefined;
  }
}
