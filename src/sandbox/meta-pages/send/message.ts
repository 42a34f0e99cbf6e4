import type { SandboxFile } from '../../files/sandbox-files';
import { badParameter } from '../../graph/graph-error';
import type { LineButton } from '../../lines/records';
import type { Parts } from '../parts';
import { readAttachment, readPictures } from './attachment';
import { buttonOf, contentOf, type Content } from './content';
import type { Fields } from './fields';

const MOST_QUICK_REPLIES = 13;
const TITLE = 20;
const PAYLOAD = 1000;
const OWN_KEYS = ['text', 'attachment', 'attachments', 'quick_replies', 'metadata'];
const SPECIAL_KEYS = ['sticker_id'];

/** `message` of a send: one thing, with quick replies above the keyboard where it has some (facebook.md §3). */
export function readMessage({ core, product }: Parts, message: Fields, upload: SandboxFile | undefined): Content {
  message.only(...OWN_KEYS, ...SPECIAL_KEYS);
  const content = product.special(core, message) ?? readUsual(product, message, upload);
  const things = ['text', 'attachment', 'attachments', 'sticker_id'].filter((key) => message.has(key));
  if (things.length > 1) throw badParameter(`Param message must not have more than one of {${things.join(', ')}}`);
  if (!message.has('quick_replies')) return content;
  const replies = message.list('quick_replies', MOST_QUICK_REPLIES).map(readQuickReply);
  if (content.buttons.length > 0) {
    throw badParameter('Param message[quick_replies] cannot stand beside buttons of a template.');
  }
  return { ...content, buttons: [replies], quickReplies: true };
}

function readUsual(product: Parts['product'], message: Fields, upload: SandboxFile | undefined): Content {
  if (message.has('attachments')) return readPictures(message, product.mostPictures);
  if (message.has('attachment')) return readAttachment(message.object('attachment'), upload);
  const text = message.required('text');
  const tooLong = product.tooLong(text);
  if (tooLong !== undefined) throw badParameter(tooLong);
  return contentOf({ kind: 'text', text });
}

function readQuickReply(reply: Fields): LineButton {
  switch (reply.one('content_type', ['text', 'user_phone_number', 'user_email'])) {
    case 'text': {
      if (reply.has('image_url')) reply.webUrl('image_url');
      const title = reply.required('title', TITLE);
      return buttonOf(title, { does: 'quick-reply', payload: reply.required('payload', PAYLOAD) });
    }
    case 'user_phone_number':
      return buttonOf('Send phone number', { does: 'share-phone' });
    case 'user_email':
      return buttonOf('Send e-mail address', { does: 'share-email' });
  }
}
