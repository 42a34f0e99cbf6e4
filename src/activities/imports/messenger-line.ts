import type { HistoryChat, HistoryFile, HistoryMessage } from '../../history/record';
import type { PastRecord } from '../../messengers/contract';
import type { Content, RemoteFile, SaidContent } from '../../model/content';

/** What a messenger told, in the words of exports: its chats are named by their addresses, its messages by the messenger's ids. */
export function lineOf(told: PastRecord): HistoryChat | HistoryMessage {
  if (told.kind === 'chat') return { kind: 'chat', chat: told.chat, title: told.title, address: told.chat };
  const { chat, remoteId, isMadeUp, at, author, by, content } = told;
  return {
    kind: 'message',
    chat,
    key: remoteId,
    // What has no id of the messenger's is known by minute, side and words.
    ...(isMadeUp === true ? {} : { remoteId }),
    at,
    author: { key: author.id, name: author.name, side: by },
    content: contentOf(content),
  };
}

function contentOf(said: SaidContent): HistoryMessage['content'] {
  const { replyTo, forwarded, album } = said;
  return {
    ...bareOf(said),
    ...(replyTo === undefined
      ? {}
      : { replyTo: { ...replyTo, ...(replyTo.remoteId === undefined ? {} : { key: replyTo.remoteId }) } }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(album === undefined ? {} : { album }),
  };
}

function bareOf(said: Content<RemoteFile>): Content<HistoryFile> {
  switch (said.type) {
    case 'text':
      return { type: 'text', text: said.text };
    case 'location': {
      const { type, latitude, longitude, title, address } = said;
      return {
        type,
        latitude,
        longitude,
        ...(title === undefined ? {} : { title }),
        ...(address === undefined ? {} : { address }),
      };
    }
    case 'contact':
      return { type: 'contact', name: said.name, phone: said.phone };
    case 'press':
      // Of an old one nobody looks for the button.
      return said.label === undefined ? { type: 'unsupported', what: 'press' } : { type: 'text', text: said.label };
    case 'unsupported':
      return { type: 'unsupported', what: said.what, ...captionOf(said) };
    default:
      return { type: said.type, file: fileOf(said.file), ...captionOf(said) };
  }
}

function captionOf({ caption }: { readonly caption?: string }): { readonly caption?: string } {
  return caption === undefined ? {} : { caption };
}

function fileOf({ reference, name, mimeType, size, durationS }: RemoteFile): HistoryFile {
  return {
    entry: reference,
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(size === undefined ? {} : { size }),
    ...(durationS === undefined ? {} : { durationS }),
  };
}
