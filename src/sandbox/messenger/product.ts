import type { Handset } from '../lines/records';
import { lettersOf } from '../meta-pages/ids';
import type { Attachment, DescribedFile, PageProduct } from '../meta-pages/product';
import { PAGE_FIELDS } from '../meta-pages/told';
import type { HandsetFileKind } from '../control/lines-contract';
import type { Core } from '../core';
import { ODD } from './odd';
import { findStickers, readSticker, stickerIdOf } from './stickers';

const TEXT = 2000;
const SOUNDS = [
  'audio/mpeg',
  'audio/mp3',
  'audio/mp4',
  'audio/x-m4a',
  'audio/m4a',
  'audio/aac',
  'audio/wav',
  'audio/x-wav',
];

/** Reactions and what stands for them; customers have more (facebook.md §2). */
const REACTIONS: Readonly<Record<string, string>> = {
  love: '❤',
  smile: '😆',
  wow: '😮',
  sad: '😢',
  angry: '😠',
  like: '👍',
  dislike: '👎',
};

/** Facebook Messenger of a Page (facebook.md). */
export const MESSENGER: PageProduct = {
  messenger: 'messenger',
  title: 'Messenger',
  object: 'page',
  fields: PAGE_FIELDS,
  fieldOf: {
    message: 'messages',
    echo: 'message_echoes',
    postback: 'messaging_postbacks',
    delivery: 'message_deliveries',
    read: 'message_reads',
    edit: 'message_edits',
    reaction: 'message_reactions',
    referral: 'messaging_referrals',
    optin: 'messaging_optins',
    handover: 'messaging_handovers',
    policy: 'messaging_policy_enforcement',
  },
  scope: 'pages_messaging',
  abilities: [
    'text',
    'picture',
    'video',
    'voice',
    'audio',
    'file',
    'sticker',
    'location',
    'reply',
    'forward',
    'edit',
    'remove',
    'react',
    'read',
    'block',
  ],
  outsideWindow: [10, 2_018_278],
  nobody: [100, 2_018_001],
  seen: 'watermark',
  tooLong: (text) =>
    text.length > TEXT ? `Length of param message[text] must be less than or equal to ${String(TEXT)}` : undefined,
  mostPictures: 30,
  types: ({ assumptions }) => ({
    image: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    video: ['video/mp4'],
    audio: assumptions.is('messenger-ogg', 'accept') ? [...SOUNDS, 'audio/ogg'] : SOUNDS,
  }),
  reactions: REACTIONS,
  reactionName: (emoji) => {
    const plain = emoji.replaceAll('\uFE0F', '');
    return Object.keys(REACTIONS).find((name) => REACTIONS[name] === plain) ?? 'other';
  },
  newMid: (count) => `m_${lettersOf(count)}`,
  special: readSticker,
  describeFile,
  odd: ODD,
  place: ({ assumptions }, { latitude, longitude }) => {
    const url = `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.bing.com/maps?where1=${latitude},${longitude}`)}`;
    const coordinates = { lat: latitude, long: longitude };
    const attachment = assumptions.is('messenger-location', 'link')
      ? { type: 'fallback', payload: { url, title: 'Pinned Location' } }
      : { type: 'location', payload: { coordinates } };
    return { attachments: [attachment] };
  },
  removal: 'silent',
  profileFields: ({ name }) => {
    const [first = name, ...rest] = name.split(' ');
    return { first_name: first, last_name: rest.join(' '), name };
  },
  consent: 'any contact',
  profileProperties: ['get_started', 'greeting', 'ice_breakers', 'persistent_menu', 'whitelisted_domains'],
  givesUp: ({ assumptions }) => ({ afterMs: assumptions.number('meta-pages-unsubscribe-ms'), unsubscribes: true }),
  echoNamesApp: () => true,
  find: findStickers,
  linkTo: (username) => `m.me/${username}`,
  personFacts: (): Handset['facts'] => ({ profile: 'shared', photo: true }),
};

function describeFile({ assumptions }: Core, kind: HandsetFileKind, { url, sha256 }: DescribedFile): Attachment {
  switch (kind) {
    case 'picture':
      return { type: 'image', payload: { url } };
    case 'video':
      return { type: 'video', payload: { url } };
    // Nothing tells a voice message from another sound.
    case 'voice':
    case 'audio':
      return { type: 'audio', payload: { url } };
    case 'file':
      return { type: 'file', payload: { url } };
    case 'sticker': {
      const type = assumptions.is('messenger-stickers', 'sticker') ? 'sticker' : 'image';
      return { type, payload: { url, sticker_id: stickerIdOf(sha256) } };
    }
  }
}
