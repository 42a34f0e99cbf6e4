import type { Messenger } from '../contract';
import { metaGuidePhrases } from '../graph/guide-phrases';
import { graphPhrases } from '../graph/phrases';
import { capabilities, rates } from './capabilities';
import { check } from './check';
import { connect, disconnect } from './connect';
import { ownerOf, WhatsAppCredentials } from './credentials';
import { fetchMedia } from './fetch-media';
import { guide } from './guide';
import { sayGuide, whatsappGuidePhrases } from './guide-phrases';
import { identify, linkTo } from './identify';
import { whatsappPhrases } from './phrases';
import { react } from './reactions';
import { receive } from './receive';
import { keyOf } from './messages';
import { isMessageId } from './recipient';
import { resolve } from './resolve';
import { send, sendList } from './send';
import { templates } from './templates';
import { markRead, typing } from './typing';

/** Numbers of the WhatsApp Business Platform, through the Cloud API (whatsapp.md). */
export const whatsapp: Messenger<WhatsAppCredentials> = {
  kind: 'whatsapp',
  title: 'WhatsApp',
  signedBy: 'hmac-sha256-of-body',
  about: sayGuide('whatsapp.about'),
  credentials: WhatsAppCredentials,
  capabilities,
  guide,
  phrases: [graphPhrases, whatsappPhrases, metaGuidePhrases, whatsappGuidePhrases],
  rates,
  identify,
  linkTo,
  ownerOf,
  connect,
  disconnect,
  check,
  receive,
  resolve,
  keyOf,
  send,
  isMessageId,
  sendList,
  fetchMedia,
  react,
  typing,
  markRead,
  templates,
  // By the field `history`, when the business shares what its phone has (whatsapp.md §2).
  history: { comes: 'pushed' },
};
