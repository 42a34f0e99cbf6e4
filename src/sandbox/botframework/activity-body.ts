import { z } from 'zod';
import type { Core } from '../core';
import type { OnHandset } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { channelOf } from './addresses';
import { buttonOf, checked, isCard, lines, readCard, suggestedActions, type Card } from './cards';
import { badArgument, refusal } from './errors';
import { fetchFile } from './fetch-file';
import { rendered } from './html';

const KB = 1024;
const MB = KB * KB;
/** Of any file that a channel fetches; the sheet names no limit. */
const MOST_FILE_BYTES = 512 * MB;
const TEAMS_PICTURE = { mostBytes: MB, types: ['image/png', 'image/jpeg', 'image/gif'] } as const;

const account = z.object({ id: z.string().min(1), name: z.string().optional() });
const attachment = z.object({
  contentType: z.string().min(1),
  contentUrl: z.string().optional(),
  content: z.unknown().optional(),
  name: z.string().optional(),
  thumbnailUrl: z.string().optional(),
});

/** An activity of a bot (skype.md §3). */
export const outgoing = z.object({
  type: z.enum(['message', 'typing', 'event', 'trace', 'endOfConversation']),
  from: account.optional(),
  conversation: z.object({ id: z.string() }).optional(),
  recipient: account.optional(),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).default('markdown'),
  locale: z.string().optional(),
  attachments: z.array(attachment).default([]),
  attachmentLayout: z.enum(['list', 'carousel']).optional(),
  suggestedActions: suggestedActions.optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  channelData: z.unknown().optional(),
  replyToId: z.string().optional(),
  summary: z.string().optional(),
  inputHint: z.string().optional(),
  importance: z.string().optional(),
  name: z.string().optional(),
  value: z.unknown().optional(),
});
export type Outgoing = z.infer<typeof outgoing>;

export const KNOWN_FIELDS = Object.keys(outgoing.shape);
/** What only the channel writes (skype.md §3). */
export const SERVICE_FIELDS = ['id', 'timestamp', 'serviceUrl'];

/** What a message puts on the handset. */
export type Draft = Pick<LineMessage, 'kind' | 'text' | 'files' | 'buttons'>;

/** Checks what a message says, and has its files fetched. @throws ConnectorError */
export async function draftOf(core: Core, on: OnHandset, activity: Outgoing): Promise<Draft> {
  const channel = channelOf(on.line);
  const { text = '', textFormat, attachments, suggestedActions: suggested } = activity;
  checkLength(core, on, text);
  const cards: Card[] = [];
  const files: Fetched[] = [];
  for (const { contentType, contentUrl, content, name } of attachments) {
    if (isCard(contentType)) cards.push(readCard(channel, contentType, content));
    else if (contentUrl === undefined) throw badArgument(`attachment of ${contentType} without contentUrl`);
    else files.push(await fetched(core, on, { contentType, contentUrl, name: name ?? 'file' }));
  }
  if (text === '' && attachments.length === 0) throw badArgument('a message without text and attachments');
  const buttons = [
    ...cards.flatMap((card) => card.buttons),
    ...(suggested?.actions ?? []).map((action) => buttonOf(channel, action)),
  ];
  const said = lines(...cards.map((card) => card.text));
  const [first] = files;
  return {
    kind: first?.kind ?? (cards.length > 0 && text === '' ? 'card' : 'text'),
    text: lines(rendered(text, textFormat), said),
    files: files.map(({ id }) => id),
    buttons: buttons.map((button) => [button]),
  };
}

function checkLength({ assumptions }: Core, { line }: OnHandset, text: string): void {
  const isTooLong =
    channelOf(line).id === 'msteams'
      ? Buffer.byteLength(text) > assumptions.number('botframework-teams-kb') * KB
      : text.length > assumptions.number('botframework-skype-text');
  if (isTooLong) throw refusal('MessageSizeTooBig');
}

interface Wanted {
  readonly contentType: string;
  readonly contentUrl: string;
  readonly name: string;
}

interface Fetched {
  readonly id: string;
  readonly kind: LineMessage['kind'];
}

/** Teams shows small pictures and nothing else of this kind; other channels show what they are given (skype.md §3, §7). */
async function fetched(core: Core, on: OnHandset, wanted: Wanted): Promise<Fetched> {
  const isTeams = channelOf(on.line).id === 'msteams';
  const { types, mostBytes } = TEAMS_PICTURE;
  const type = wanted.contentType.toLowerCase();
  if (isTeams && !types.some((each) => each === type)) throw badArgument(`Teams shows no ${type}`);
  const file = await fetchFile(core, on, wanted, isTeams ? mostBytes : MOST_FILE_BYTES);
  return { id: file.id, kind: kindOf(type) };
}

function kindOf(contentType: string): LineMessage['kind'] {
  switch (contentType.split('/')[0]) {
    case 'image':
      return 'picture';
    case 'video':
      return 'video';
    case 'audio':
      return 'audio';
    default:
      return 'file';
  }
}

/** Fields of the body that are read, and what else is in it, by name. @throws ConnectorError 400 */
export function readOutgoing(
  { assumptions }: Core,
  json: Readonly<Record<string, unknown>>,
): { readonly activity: Outgoing; readonly strangers: readonly string[] } {
  const ofService = Object.keys(json).filter((name) => SERVICE_FIELDS.includes(name));
  if (ofService.length > 0 && assumptions.is('botframework-service-fields', 'refuse')) {
    throw badArgument(`${ofService.join(', ')} are not for bots to write`);
  }
  const strangers = Object.keys(json).filter((name) => !KNOWN_FIELDS.includes(name));
  return { activity: checked(outgoing, json, 'activity'), strangers };
}
