import { z } from 'zod';
import type { NewPhoneMessage, PhoneFileKind } from './contract';
import { TEXT, timestampMs, word, written } from './written';

/** What the control API takes for Telegram's side. Limits: telegram.md §9. */
const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;
const TWO_KINDS = 'A message is one thing: a text, a file, a place, a contact, a poll or a dice.';
const NO_WORDS = 'Only a file has words beside it.';
const LONGEST_ID = 64;
const LONGEST_NAME = 64;
const LONGEST_USERNAME = 32;
const LONGEST_PLACE = 255;
const CAPTION_TOO_LONG = `The words beside a file have at most ${String(LONGEST_CAPTION)} characters; these are more.`;

/** A part of a name, as Telegram's apps take it. */
const name = word.max(LONGEST_NAME, `A name has at most ${String(LONGEST_NAME)} characters.`);
const username = word.max(LONGEST_USERNAME, `A username has at most ${String(LONGEST_USERNAME)} characters.`);

export const newBot = z
  .strictObject({
    token: z
      .string()
      .max(80)
      .regex(/^[1-9]\d{0,14}:[A-Za-z0-9_-]{10,}$/, 'a bot token such as 123456789:AAH…'),
    name,
    username,
  })
  .meta({ id: 'NewBot' });

export const newCustomer = z
  .strictObject({
    firstName: name,
    lastName: name.exactOptional(),
    username: username.exactOptional(),
    language: word.max(35).exactOptional(),
  })
  .meta({ id: 'NewCustomer' });

export const FILE_KINDS = [
  'photo',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'animation',
  'video_note',
] as const satisfies readonly PhoneFileKind[];
const as = z.enum(FILE_KINDS).meta({ description: 'what the file is sent as; a document without it' });
const file = word.max(LONGEST_ID).meta({ description: 'id of a file of the sandbox' });
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const livePeriodS = z.int().min(60).max(86_400);

const location = z
  .strictObject({
    latitude,
    longitude,
    title: word.max(LONGEST_PLACE).exactOptional().meta({ description: 'makes it a venue' }),
    address: word.max(LONGEST_PLACE).exactOptional(),
    livePeriodS: livePeriodS.exactOptional().meta({ description: 'makes it a live location' }),
  })
  .refine(({ title, address }) => title !== undefined || address === undefined, 'An address needs a title beside it.')
  .refine(({ title, livePeriodS: live }) => title === undefined || live === undefined, 'A venue does not move.');

const contact = z.strictObject({
  name: z
    .string('The contact has no name.')
    .regex(/\S/, 'The contact has no name.')
    .max(2 * LONGEST_NAME, `The name of a contact has at most ${String(2 * LONGEST_NAME)} characters.`),
  phone: z
    .string('The phone number is missing.')
    .regex(/^\+?[\d ()-]{5,24}$/, 'A phone number has digits, a plus before them, blanks, brackets and dashes.'),
  own: z.boolean().exactOptional().meta({ description: "the customer's own number" }),
});

const poll = z.strictObject({
  question: z
    .string()
    .min(1, 'A poll needs a question.')
    .max(300, 'The question of a poll has at most 300 characters.'),
  options: z
    .array(z.string().min(1).max(100, 'An answer of a poll has at most 100 characters.'))
    .min(2, 'A poll needs two answers at least.')
    .max(12, 'A poll has at most 12 answers.'),
});

export const customersMessage = z
  .strictObject({
    text: z.string(TEXT.absent).max(LONGEST_TEXT, TEXT.tooLong(LONGEST_TEXT)).exactOptional(),
    file: file.exactOptional(),
    as: as.exactOptional(),
    durationS: z.int().min(0).max(86_400).exactOptional().meta({ description: 'of voice, audio and video' }),
    location: location.exactOptional(),
    contact: contact.exactOptional(),
    poll: poll.exactOptional(),
    dice: z.literal(true).exactOptional(),
    replyTo: z.int().exactOptional().meta({ description: 'id of the quoted message' }),
    quote: z.string().min(1).max(1024, 'A quote has at most 1024 characters.').exactOptional(),
    forwardFrom: z
      .strictObject({ name: word.max(2 * LONGEST_NAME), hidden: z.boolean().exactOptional() })
      .exactOptional()
      .meta({ description: 'the message is passed on from somebody' }),
    timestampMs,
    start: z
      .union([z.boolean(), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'A payload has up to 64 of A-Z a-z 0-9 _ and -.')])
      .exactOptional()
      .meta({ description: 'press Start first: a message /start, with this payload if it is text' }),
  })
  .superRefine((written, context) => {
    const wrong = (message: string): void => context.addIssue({ code: 'custom', path: [], message });
    const { text, quote, replyTo } = written;
    const things = [written.file, written.location, written.contact, written.poll, written.dice];
    const count = things.filter((thing) => thing !== undefined).length;
    if (count > 1) wrong(TWO_KINDS);
    else if (count === 0 && text === undefined) wrong(TEXT.absent);
    else if (count === 0 && text === '') wrong(TEXT.empty);
    else if (count === 1 && written.file === undefined && text !== undefined) wrong(NO_WORDS);
    if (written.file === undefined && written.as !== undefined) wrong('There is no file to send.');
    if (written.file === undefined && written.durationS !== undefined) wrong('Only a file has a duration.');
    if (written.file !== undefined && (text ?? '').length > LONGEST_CAPTION) wrong(CAPTION_TOO_LONG);
    if (quote !== undefined && replyTo === undefined) wrong('A quote needs the message it is from.');
  })
  .meta({ id: 'NewPhoneMessage' }) satisfies z.ZodType<NewPhoneMessage>;

export const caption = z.string().max(LONGEST_CAPTION, CAPTION_TOO_LONG);

export const newAlbum = z
  .strictObject({
    items: z
      .array(z.strictObject({ file, as, text: caption.exactOptional() }))
      .min(2, 'An album has 2 files at least.')
      .max(10, 'An album has at most 10 files.'),
    timestampMs,
  })
  .superRefine(({ items }, context) => {
    if (!isAlbum(items.map((item) => item.as))) {
      const message = 'An album has photos and videos, or documents only, or audio only.';
      context.addIssue({ code: 'custom', path: [], message });
    }
  })
  .meta({ id: 'NewAlbum' });

/** telegram.md §3, `sendMediaGroup`. */
function isAlbum(kinds: readonly PhoneFileKind[]): boolean {
  const of = (...fitting: PhoneFileKind[]): boolean => kinds.every((kind) => fitting.includes(kind));
  return of('photo', 'video') || of('document') || of('audio');
}

export const messageEdit = z
  .strictObject({
    text: z.string().max(LONGEST_TEXT, TEXT.tooLong(LONGEST_TEXT)).exactOptional(),
    file: file.exactOptional(),
    as: as.exactOptional(),
    location: z.strictObject({ latitude, longitude }).exactOptional().meta({ description: 'a live location moves' }),
  })
  .superRefine(({ text, file: other, as: kind, location: place }, context) => {
    const wrong = (message: string): void => context.addIssue({ code: 'custom', path: [], message });
    if (text === undefined && other === undefined && place === undefined) wrong('Nothing is changed.');
    if (other === undefined && kind !== undefined) wrong('There is no file to send.');
    if (place !== undefined && (text !== undefined || other !== undefined)) wrong(TWO_KINDS);
  })
  .meta({ id: 'PhoneMessageEdit' });

export const customersReaction = z
  .strictObject({
    emoji: z.string().min(1).max(16).nullable().exactOptional().meta({ description: 'null takes it back' }),
    customEmojiId: z
      .string()
      .regex(/^\d{1,20}$/)
      .exactOptional(),
  })
  .refine(({ emoji, customEmojiId }) => (emoji === undefined) !== (customEmojiId === undefined), {
    error: 'A reaction is an emoji or a custom one.',
  })
  .meta({ id: 'CustomerReacts' });

export const buttonPress = z
  .strictObject({
    row: z.int().min(0),
    column: z.int().min(0),
    tooOld: z.boolean().exactOptional().meta({ description: 'the update names the message without its content' }),
  })
  .meta({ id: 'ButtonPress' });

export const newGroup = z
  .strictObject({ title: word.max(128), type: z.enum(['group', 'supergroup']).default('group') })
  .meta({ id: 'NewGroup' });

export const groupMessage = z
  .strictObject({
    text: written(LONGEST_TEXT),
    customerId: word
      .max(LONGEST_ID)
      .exactOptional()
      .meta({ description: 'chat id of a customer; without it a stranger writes' }),
  })
  .meta({ id: 'NewGroupMessage' });
