import type { z } from 'zod';
import type { DrawnMessage, EditedContent, KommoContent, KommoForward, KommoMedia, KommoQuote } from './content-types';
import { given } from './given';
import { sharedPostFields } from './post-bodies';
import type { EditedMessage, Embedded, SentMessage } from './request-schemas';

/** The `message` of a new message (kommo-chat-api.md §9.4). */
export function contentFields(content: KommoContent): z.input<typeof SentMessage> {
  const beside = besideFields(content);
  switch (content.type) {
    case 'text':
      return { type: 'text', text: content.text, ...beside };
    case 'location': {
      const location = { lon: content.longitude, lat: content.latitude };
      return { type: 'location', location, ...words(content.text), ...beside };
    }
    case 'contact': {
      const contact = { name: content.name, phone: content.phone };
      return { type: 'contact', contact, ...words(content.text), ...beside };
    }
    default: {
      const file = { media: content.url, file_name: content.fileName, file_size: content.fileSize };
      return { type: content.type, ...file, ...extras(content), ...words(content.caption), ...beside };
    }
  }
}

/** The `message` of an edit: what is not there stays as it is, so an empty caption has to be told (§9.4). */
export function editedFields(content: EditedContent): z.input<typeof EditedMessage> {
  if (content.type === 'text' || content.type === 'location' || content.type === 'contact') {
    return contentFields(content);
  }
  return {
    type: content.type,
    ...given({
      media: content.url,
      file_name: content.fileName,
      file_size: content.fileSize,
      text: content.caption,
    }),
    ...extras(content),
    ...besideFields(content),
  };
}

function besideFields({ callbackData, sharedPost }: Pick<KommoContent, 'callbackData' | 'sharedPost'>) {
  return given({ callback_data: callbackData, shared_post: sharedPost && sharedPostFields(sharedPost) });
}

/** `reply_to.message`: named, or drawn as a text (§9.5). */
export function quoteFields(quote: KommoQuote): z.input<typeof Embedded> {
  if ('msgid' in quote) return { msgid: quote.msgid };
  if ('id' in quote) return { id: quote.id };
  return { type: 'text', ...drawnFields(quote), text: quote.text };
}

/** `forwards.messages[0]`: there is one at most (§9.5). */
export function forwardFields(forward: KommoForward): z.input<typeof Embedded> {
  const { media } = forward;
  if (media === undefined) return quoteFields({ at: forward.at, text: forward.text, author: forward.author });
  return {
    type: media.type,
    ...drawnFields(forward),
    ...words(forward.text),
    ...given({ media: media.url, file_name: media.fileName, file_size: media.fileSize }),
    ...extras(media),
  };
}

function drawnFields({ at, author }: DrawnMessage) {
  return { timestamp: Math.floor(at / 1_000), msec_timestamp: at, sender: { name: author } };
}

/** Fields that only some types of media have; Kommo counts whole seconds. */
function extras({ type, durationS, stickerId }: Pick<KommoMedia, 'type' | 'durationS' | 'stickerId'>) {
  switch (type) {
    case 'voice':
    case 'audio':
    case 'video':
      return durationS === undefined || durationS <= 0 ? {} : { media_duration: Math.max(1, Math.round(durationS)) };
    case 'sticker':
      return stickerId === undefined || stickerId === '' ? {} : { sticker_id: stickerId };
    case 'picture':
    case 'file':
      return {};
  }
}

function words(text: string | undefined) {
  return text === undefined || text === '' ? {} : { text };
}
