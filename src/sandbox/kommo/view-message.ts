import path from 'node:path';
import type { InboxMessage, PostView } from '../control/contract';
import { viewFile } from '../files/view';
import type { Sandbox } from '../sandbox';
import type { Message, MessageContent, Quoted } from './records';

/** A message as the inbox shows it. */
export function viewMessage(sandbox: Sandbox, message: Message): InboxMessage {
  const { content, extras, quote, forward } = message;
  return {
    id: message.id,
    clientId: message.clientId,
    direction: message.direction,
    author: message.sender.name,
    type: content.type,
    text: content.text ?? '',
    media: viewMedia(sandbox, message),
    mediaGroupId: message.mediaGroupId,
    location: content.location
      ? { latitude: content.location.lat, longitude: content.location.lon, title: null, address: null }
      : null,
    contact: content.contact ?? null,
    buttons: (extras?.buttons ?? []).map((row) => row.map(({ text, url }) => ({ text, url: url ?? null }))),
    list: extras?.list ?? null,
    callbackData: content.callback_data ?? null,
    post: content.post ? { ...viewPost(content.post), id: content.post.id } : null,
    sharedPost: content.shared_post ? viewSharedPost(content.shared_post) : null,
    quote: quote && { messageId: quote.message?.id ?? null, ...words(quote) },
    forwarded: forward && words(forward),
    reactions: [...message.reactions.values()],
    edited: message.versions.length > 0,
    at: message.at,
    notified: message.notified,
    status: message.status,
    error: message.error,
    hook: message.hook,
  };
}

function viewMedia({ files }: Sandbox, { copy, content }: Message): InboxMessage['media'] {
  if (!copy) return null;
  const file = copy.fileId === null ? undefined : files.get(copy.fileId);
  return {
    state: copy.state,
    file: file ? viewFile(file) : null,
    fileName: content.file_name ?? file?.name ?? nameIn(copy.source),
    durationS: content.media_duration ?? null,
    error: copy.error,
  };
}

function nameIn(source: string | null): string {
  return source === null ? '' : path.posix.basename(new URL(source).pathname);
}

function viewPost({ url, username, caption, preview_url, preview_permalink }: Given<'post'>): PostView {
  return { url, by: username ?? null, caption: caption ?? null, preview: preview_permalink ?? preview_url ?? null };
}

function viewSharedPost({ url, site_name, preview_link, preview_permalink }: Given<'shared_post'>): PostView {
  return { url, by: site_name ?? null, caption: null, preview: preview_permalink ?? preview_link ?? null };
}

type Given<Field extends keyof MessageContent> = NonNullable<MessageContent[Field]>;

/** A quoted message is shown as it is now. */
function words({ message, author, text }: Quoted): { author: string; text: string } {
  return message ? { author: message.sender.name, text: message.content.text ?? '' } : { author, text };
}
