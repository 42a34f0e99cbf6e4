import type pg from 'pg';
import type { KommoContent } from '../kommo/types';
import { findFile } from '../ledger/media';
import { findTarget, type Target } from '../ledger/targets';
import { rowsOf, wordsOf, type Around, type MessageContent, type Press } from '../model/content';
import type { ChatId, MediaId } from '../model/ids';
import { partNamed } from '../model/part-key';
import { fittingType } from '../media/kinds';
import type { Files, LinkLife } from './files';
import { drawPosts, type DrawnPosts } from './kommo-posts';
import { placeholder, precededBy } from './kommo-words';

/** How a message looks in Kommo, or why it does not yet. */
export type Drawn =
  | {
      readonly kind: 'drawn';
      readonly content: KommoContent;
      readonly posts?: DrawnPosts;
      /** The file that Kommo is given a link to. */
      readonly offered?: MediaId;
    }
  /** The file is still being fetched. */
  | { readonly kind: 'waiting' };

/** The chat that is drawn for, and how long links to its files are good. */
export interface DrawnChat {
  readonly id: ChatId;
  readonly linkLife: LinkLife;
}

/** Draws what a customer said with Kommo's types; what it has none for is said in words (kommo-chat-api.md §9.4). */
export async function drawForKommo(
  db: pg.Pool,
  files: Files,
  chat: DrawnChat,
  { content, around }: { readonly content: MessageContent; readonly around: Around },
): Promise<Drawn> {
  const said = await drawWhatIsSaid(db, files, chat, content);
  if (said.kind === 'waiting') return said;
  const posts = drawPosts(around);
  return { ...said, content: withPosts(said.content, posts), posts };
}

async function drawWhatIsSaid(
  db: pg.Pool,
  files: Files,
  { id: chatId, linkLife }: DrawnChat,
  content: MessageContent,
): Promise<Drawn> {
  switch (content.type) {
    case 'text':
      return drawn({ type: 'text', text: content.text });
    case 'contact':
      return drawn({ type: 'contact', name: content.name, phone: content.phone });
    case 'location': {
      const { latitude, longitude } = content;
      const text = wordsOf(content);
      return drawn({ type: 'location', latitude, longitude, ...(text === '' ? {} : { text }) });
    }
    case 'press':
      return drawn(await pressed(db, chatId, content));
    case 'unsupported':
      return drawn(placeholder(content.what, content.caption));
    default: {
      const file = await findFile(db, chatId, content.file.id);
      if (file === undefined) return drawn(placeholder(content.type, content.caption));
      if (file.state === 'waiting') return { kind: 'waiting' };
      if (file.state === 'refused') return drawn(placeholder(content.type, content.caption, file.refusal));
      return {
        kind: 'drawn',
        offered: file.id,
        content: {
          type: fittingType(content.type, file.mimeType),
          url: files.link(file, linkLife),
          fileName: files.fileName(file),
          fileSize: file.size,
          ...(file.durationS === undefined ? {} : { durationS: file.durationS }),
          ...(content.caption === undefined || content.caption === '' ? {} : { caption: content.caption }),
        },
      };
    }
  }
}

/** Says the button's text, as Kommo wants it (kommo-chat-api.md §11.4); what was chosen from a list, with its data. */
async function pressed(db: pg.Pool, chatId: ChatId, press: Press): Promise<KommoContent> {
  const asked = await findTarget(db, chatId, targetOf(press));
  const row = asked?.content.list === undefined ? undefined : rowsOf(asked.content.list)[press.row];
  if (row !== undefined) return { type: 'text', text: row.title, callbackData: row.data };
  const label = asked?.content.buttons?.[press.row]?.[press.column]?.text ?? press.label;
  return label === undefined || label === '' ? placeholder('button was pressed') : { type: 'text', text: label };
}

function targetOf({ of, ofKey }: Press): Target {
  const messageId = ofKey === undefined ? undefined : partNamed(ofKey)?.messageId;
  return { ...(of === undefined ? {} : { remoteId: of }), ...(messageId === undefined ? {} : { messageId }) };
}

/** A post may be all there is, and Kommo has no text without words. */
function withPosts(content: KommoContent, { post, sharedPost, words }: DrawnPosts): KommoContent {
  const told = precededBy(words, content);
  const isSilent = told.type === 'text' && told.text.trim() === '';
  const filled = isSilent && sharedPost !== undefined ? { ...told, text: sharedPost.url } : told;
  const named = isSilent && sharedPost === undefined && post !== undefined ? placeholder('comment') : filled;
  return sharedPost === undefined ? named : { ...named, sharedPost };
}

function drawn(content: KommoContent): Drawn {
  return { kind: 'drawn', content };
}
