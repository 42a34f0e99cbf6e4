import { z } from 'zod';

/** The parts of Apple's objects that this driver reads (apple.md §2, §3, §7). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);

const text = optional(z.string().min(1));
/** Goes into a header. */
const word = optional(z.string().regex(/^[\x21-\x7e]{1,4000}$/));
const Id = z.string().regex(/^[\x21-\x7e]{1,300}$/);

/** What every webhook has. */
export const Envelope = z.object({
  id: Id,
  type: z.string(),
  sourceId: Id,
  destinationId: Id,
  locale: optional(z.string().regex(/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$/)),
  intent: text,
  group: text,
});
export type Envelope = z.infer<typeof Envelope>;

export const Said = z.object({
  body: z.string().catch(''),
  attachments: z.array(z.unknown()).catch([]),
  replyToMessageId: optional(Id),
});

const Size = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** A file or data that lies encrypted at Apple; each field has an older name, too (apple.md §2). */
export const Stored = z
  .object({
    name: text,
    mimeType: text,
    'mime-type': text,
    size: optional(Size),
    'file-size': optional(Size),
    key: text,
    'decryption-key': text,
    url: word,
    'mmcs-url': word,
    owner: word,
    'mmcs-owner': word,
    signature: word,
    'mmcs-signature-hex': word,
    'mmcs-signature': word,
    'signature-base64': word,
    dataRefSig: word,
    bid: word,
  })
  .transform((given) => ({
    name: given.name,
    mimeType: given.mimeType ?? given['mime-type'],
    size: given.size ?? given['file-size'],
    key: given.key ?? given['decryption-key'] ?? given.dataRefSig,
    url: given.url ?? given['mmcs-url'],
    owner: given.owner ?? given['mmcs-owner'],
    signature:
      given['signature-base64'] ??
      given.signature ??
      given['mmcs-signature-hex'] ??
      given['mmcs-signature'] ??
      given.dataRefSig,
    bid: given.bid,
  }));
export type Stored = z.infer<typeof Stored>;

export const Words = z.object({ title: text, subtitle: text });

const Choice = z.object({ identifier: text, title: text });
export type Choice = z.infer<typeof Choice>;
const choices = z.array(Choice).catch([]);

export const QuickReply = z.object({
  selectedIndex: optional(z.int().min(0)),
  selectedIdentifier: text,
  items: choices,
});

export const ListPicker = z.object({ sections: z.array(z.object({ items: choices })) });

export const TimePicker = z.object({
  timeslots: z.array(z.object({ identifier: text, startTime: text })).min(1),
});

const answer = z.object({ title: text, value: text });
/** In a form, `selections` are its pages. */
export const Form = z.object({
  selections: z.array(z.object({ title: text, items: z.array(answer).catch([]) })).min(1),
});

export const PreUpload = z.object({
  'upload-url': z.string(),
  'mmcs-url': z.string().min(1),
  'mmcs-owner': z.string().min(1),
});

export const Uploaded = z.object({ singleFile: z.object({ fileChecksum: z.string().min(1) }) });

export const PreDownload = z.object({ 'download-url': z.string() });
