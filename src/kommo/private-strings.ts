import type { EditedContent, KommoPost, KommoSharedPost } from './content-types';
import type { Customer, IncomingMessage, MessageEdit, NewMessage, OutgoingMessage } from './types';

/** What no text of ours may repeat, since a refusal may echo what was sent (promise P7). */
export function privateInMessage(message: NewMessage): readonly string[] {
  const { replyTo, forward } = message;
  return [
    ...privateInContent(message.content),
    ...privateInPerson(customerOf(message)),
    ...(message.direction === 'incoming' ? privateInPost(message.post) : []),
    ...filled(
      message.direction === 'outgoing' ? message.sender.name : undefined,
      replyTo !== undefined && 'text' in replyTo ? replyTo.text : undefined,
      replyTo !== undefined && 'text' in replyTo ? replyTo.author : undefined,
      forward?.text,
      forward?.author,
      forward?.media?.url,
      forward?.media?.fileName,
    ),
  ];
}

export function privateInEdit({ content }: MessageEdit): readonly string[] {
  return privateInContent(content);
}

export function privateInPerson({ name, phone, email, avatar, profileLink }: Customer): readonly string[] {
  return filled(name, phone, email, avatar, profileLink);
}

function customerOf(message: IncomingMessage | OutgoingMessage): Customer {
  return message.direction === 'incoming' ? message.sender : message.receiver;
}

function privateInContent(content: EditedContent): readonly string[] {
  return [...privateInWords(content), ...privateInSharedPost(content.sharedPost)];
}

function privateInSharedPost(post: KommoSharedPost | undefined): readonly string[] {
  return filled(post?.url, post?.previewLink, post?.previewPermalink, post?.siteName);
}

function privateInPost(post: KommoPost | undefined): readonly string[] {
  return filled(post?.id, post?.url, post?.previewUrl, post?.previewPermalink, post?.username, post?.caption);
}

function privateInWords(content: EditedContent): readonly string[] {
  switch (content.type) {
    case 'text':
      return filled(content.text, content.callbackData);
    case 'location':
      return filled(String(content.latitude), String(content.longitude), content.text, content.callbackData);
    case 'contact':
      return filled(content.name, content.phone, content.text, content.callbackData);
    default:
      return filled(content.url, content.fileName, content.caption, content.stickerId, content.callbackData);
  }
}

function filled(...texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined && text !== '') as string[];
}
