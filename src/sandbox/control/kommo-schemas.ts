import { z } from 'zod';
import { TEXT, timestampMs, word } from './written';

/** What the control API takes for Kommo's side. */
const named = z.strictObject({ id: z.guid(), name: word });

/** `:scope_id` stands for the scope, as Kommo's registration wants it. */
const hookUrl = z.url({ protocol: /^https?$/ }).meta({ description: 'with :scope_id where the scope goes' });

const reactions = z
  .union([z.literal('all'), z.array(word)])
  .meta({ description: 'what may be reacted with; an empty list is no reactions' });

export const newChannel = z
  .strictObject({
    id: z.guid(),
    secret: word,
    code: word,
    name: word,
    hookUrl,
    bot: named,
    allowedAccounts: z.array(z.guid()).meta({ description: 'amojo ids' }),
    reactions: reactions.exactOptional(),
  })
  .meta({ id: 'NewChannel' });

export const channelChange = z
  .strictObject({
    hookUrl: hookUrl.exactOptional(),
    reactions: reactions.exactOptional(),
    allowedAccounts: z.array(z.guid()).exactOptional().meta({ description: 'amojo ids, all of them' }),
  })
  .meta({ id: 'ChannelChange' });

export const newAccount = z
  .strictObject({ amojoId: z.guid(), id: z.int().min(1), subdomain: word, users: z.array(named) })
  .meta({ id: 'NewAccount' });

const LONGEST = 500_000;
const text = z.string(TEXT.absent).max(LONGEST, TEXT.tooLong(LONGEST)).exactOptional();

/** kommo-chat-api.md §11.4 */
const buttons = z
  .array(z.array(z.strictObject({ text: word, url: z.url({ protocol: /^https?$/ }).exactOptional() })).min(1))
  .min(1)
  .refine((rows) => new Set(rows.flat().map(({ url }) => url === undefined)).size < 2, {
    error: 'The buttons of a message are all plain, or all links.',
  });

const list = z
  .strictObject({
    header: z.string().max(60),
    body: z.string().max(1024),
    footer: z.string().max(60),
    button: word,
    sections: z
      .array(
        z.strictObject({
          title: z.string().max(24),
          rows: z
            .array(z.strictObject({ callbackData: word, title: word, description: z.string() }))
            .min(1)
            .max(10),
        }),
      )
      .min(1)
      .max(10),
  })
  .meta({ id: 'ListMessage' });

const template = z.strictObject({
  id: z.int().min(0),
  externalId: word.exactOptional(),
  content: z.string(),
  params: z.array(z.strictObject({ key: word, value: z.string() })),
});

interface Written {
  readonly text?: string;
  readonly file?: string;
  readonly list?: unknown;
  readonly template?: unknown;
  readonly forward?: string;
}

/** Words may be absent only where there is something else to read. */
function saysSomething(written: Written, context: z.core.$RefinementCtx): void {
  const { text: said, file, list: rows, template: from, forward } = written;
  if ((said ?? '') !== '' || [file, rows, from, forward].some((other) => other !== undefined)) return;
  context.addIssue({ code: 'custom', path: ['text'], message: said === undefined ? TEXT.absent : TEXT.empty });
}

const userId = z.guid().meta({ description: 'a user of the account, or the bot of the channel' });

export const managersMessage = z
  .strictObject({
    userId,
    text,
    file: word.exactOptional().meta({ description: 'id of a file of the sandbox' }),
    type: word.exactOptional().meta({ description: 'another message type, known to Courier or not' }),
    buttons: buttons.exactOptional(),
    list: list.exactOptional(),
    template: template.exactOptional(),
    replyTo: word.exactOptional(),
    forward: word.exactOptional(),
    postId: word.exactOptional(),
    mediaGroupId: word.exactOptional(),
    repeat: z.int().min(0).max(100).exactOptional().meta({ description: 'extra copies of the very same hook' }),
    timestampMs,
  })
  .superRefine((written, context) => {
    const wrong = (message: string): void => context.addIssue({ code: 'custom', path: [], message });
    saysSomething(written, context);
    if (written.buttons && written.list) wrong('A message has buttons or a list, not both.');
    if (written.postId !== undefined && written.file !== undefined) wrong('The answer to a comment is text only.');
  })
  .meta({ id: 'NewInboxMessage' });

export const attachments = z
  .strictObject({ userId, files: z.array(word).min(2).max(10), text, timestampMs })
  .meta({ id: 'NewAttachments' });

export const writeFirst = z
  .strictObject({
    scopeId: word,
    phone: z
      .string('The phone number is missing.')
      .regex(/^\+?[\d ()-]{5,24}$/, 'A phone number has digits, a plus before them, blanks, brackets and dashes.'),
    name: word.exactOptional(),
    contactId: z
      .int()
      .min(1)
      .exactOptional()
      .meta({ description: 'in whose card the number stands; without it, the chat makes a contact' }),
    userId,
    text,
    sourceExternalId: z
      .string()
      .regex(/^[\x20-\x7e]{1,40}$/, '1 to 40 printable ASCII characters')
      .exactOptional(),
    file: word.exactOptional(),
    template: template.exactOptional(),
  })
  .superRefine(saysSomething)
  .meta({ id: 'WriteFirst' });

export const typing = z
  .strictObject({ userId, postId: word.exactOptional().meta({ description: 'while a comment is answered' }) })
  .meta({ id: 'ManagerTypes' });

export const reaction = z
  .strictObject({ userId, emoji: z.string().min(1).nullable().meta({ description: 'null takes it back' }) })
  .meta({ id: 'ManagerReacts' });

export const rawHook = z
  .looseObject({})
  .meta({ id: 'RawHook', description: 'sent as it is, signed, with the newline of the wire' });
