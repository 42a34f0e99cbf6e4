import type { EditedContent } from '../kommo/types';
import { isMediaType, wordsOf, type MessageContent } from '../model/content';
import { drawPosts } from './kommo-posts';
import { precededBy } from './kommo-words';

/** Of an edit whose file stays as it is, only the words are told (kommo-chat-api.md §9.4). */
export function captionOf(content: MessageContent): { readonly kind: 'drawn'; readonly content: EditedContent } {
  const type = isMediaType(content.type) ? content.type : 'file';
  const words = drawPosts(content).words;
  return { kind: 'drawn', content: precededBy(words, { type, caption: wordsOf(content) }) };
}

/** Telegram tells of changes that nobody sees, such as a link's preview. */
export function saysTheSame(before: MessageContent, now: MessageContent): boolean {
  const place = (content: MessageContent): string =>
    content.type === 'location' ? `${String(content.latitude)},${String(content.longitude)}` : '';
  return (
    before.type === now.type &&
    wordsOf(before) === wordsOf(now) &&
    place(before) === place(now) &&
    before.sharedPost?.url === now.sharedPost?.url
  );
}
