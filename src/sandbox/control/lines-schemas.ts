import { z } from 'zod';
import { HANDSET_FILE_KINDS, LINE_MESSENGERS, type NewHandsetMessage } from './lines-contract';
import { TEXT, timestampMs, word } from './written';

/** What the control API takes for the lines. Limits of a messenger are its emulator's to keep. */
const LONGEST_TEXT = 70_000;
const MOST_FILES = 30;

export const lineMessenger = z.enum(LINE_MESSENGERS);

export const newLine = z.record(z.string().max(64), z.string().max(2048)).meta({ id: 'NewLine' });

export const newHandset = z
  .strictObject({
    name: word.max(128),
    phone: z
      .string()
      .regex(/^\+?\d{5,15}$/, 'A phone number has 5 to 15 digits, a plus before them.')
      .exactOptional(),
    username: word.max(64).exactOptional(),
  })
  .meta({ id: 'NewHandset' });

export const handsetMessage = z
  .strictObject({
    text: z.string(TEXT.absent).max(LONGEST_TEXT, TEXT.tooLong(LONGEST_TEXT)).exactOptional(),
    files: z
      .array(word.max(64))
      .min(1)
      .max(MOST_FILES)
      .exactOptional()
      .meta({ description: 'ids of files of the sandbox' }),
    as: z.enum(HANDSET_FILE_KINDS).exactOptional().meta({ description: 'what they are sent as; `file` without it' }),
    durationS: z.int().min(0).max(86_400).exactOptional(),
    location: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        title: word.max(255).exactOptional(),
        address: word.max(255).exactOptional(),
      })
      .exactOptional(),
    contact: z
      .strictObject({
        name: word.max(128),
        phone: z
          .string('The phone number is missing.')
          .regex(/^\+?[\d ()-]{5,24}$/, 'A phone number has digits, a plus before them, blanks, brackets and dashes.'),
      })
      .exactOptional(),
    other: word.max(64).exactOptional(),
    replyTo: word.max(512).exactOptional().meta({ description: 'id of the quoted message' }),
    forwarded: z.boolean().exactOptional(),
    referral: z
      .strictObject({
        title: word.max(255).exactOptional(),
        url: z.url().max(2048).exactOptional(),
        ref: word.max(2048).exactOptional(),
      })
      .exactOptional(),
    timestampMs,
  })
  .superRefine((written, context) => {
    const wrong = (message: string): void => context.addIssue({ code: 'custom', path: [], message });
    const { text, files, location, contact, other } = written;
    const things = [files, location, contact, other].filter((thing) => thing !== undefined).length;
    if (things > 1) wrong('A message is one thing: a text, files, a place, a contact or something else.');
    else if (things === 0 && text === undefined) wrong(TEXT.absent);
    else if (things === 0 && text === '') wrong(TEXT.empty);
    else if (things === 1 && files === undefined && text !== undefined) wrong('Only files have words beside them.');
    if (files === undefined && written.as !== undefined) wrong('There is no file to send.');
  })
  .meta({ id: 'NewHandsetMessage' }) satisfies z.ZodType<NewHandsetMessage>;

export const handsetEdit = z
  .strictObject({ text: z.string(TEXT.absent).min(1, TEXT.empty).max(LONGEST_TEXT, TEXT.tooLong(LONGEST_TEXT)) })
  .meta({ id: 'HandsetMessageEdit' });

export const handsetReaction = z
  .strictObject({ emoji: z.string().min(1).max(16).nullable() })
  .meta({ id: 'HandsetReaction' });

export const handsetPress = z
  .union([z.strictObject({ row: z.int().min(0), column: z.int().min(0) }), z.strictObject({ listRow: z.int().min(0) })])
  .meta({ id: 'HandsetPress' });

export const act = z.looseObject({ act: word.max(64) }).meta({ id: 'Act' });
