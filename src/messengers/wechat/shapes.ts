import { z } from 'zod';

/** The parts of WeChat's XML and JSON that this driver reads (wechat.md §1–§3, §7, §8). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, or empty, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);
const Words = z.string().refine((text) => text.trim() !== '');

/** A customer, as this account knows them. */
export const OpenId = z.string().regex(/^[\w-]{1,128}$/);

/** Seconds since 1970 up to the year 9999, as milliseconds. */
const Seconds = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((seconds) => Number(seconds) * 1_000)
  .pipe(z.number().max(253_402_300_799_000));

/** What all that comes has (wechat.md §2). */
export const Envelope = z.object({ FromUserName: OpenId, CreateTime: Seconds, MsgType: z.string().min(1).max(64) });
export type Envelope = z.infer<typeof Envelope>;

/** 64 bits, as digits. */
export const MessageIdOf = z.object({ MsgId: z.string().regex(/^\d{1,40}$/) });

export const Encrypted = z.object({ Encrypt: z.string().min(1) });

/** `bizmsgmenuid`: an entry of a menu was tapped, and this is its id. */
export const Text = z.object({ Content: z.string().min(1), bizmsgmenuid: optional(z.string().min(1)) });

const MediaId = z.string().regex(/^[\x21-\x7e]{1,256}$/);
export const Picture = z.object({
  MediaId: optional(MediaId),
  PicUrl: optional(z.url({ protocol: /^https?$/ })),
});
export const Voice = z.object({
  MediaId,
  Format: optional(z.string().regex(/^[a-zA-Z0-9]{1,10}$/)),
  Recognition: optional(Words),
});
export const Video = z.object({ MediaId });

const Degrees = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,30})?$/)
  .transform(Number);
export const Location = z.object({
  Location_X: Degrees.pipe(z.number().min(-90).max(90)),
  Location_Y: Degrees.pipe(z.number().min(-180).max(180)),
  Label: optional(Words),
});

export const Link = z.object({
  Title: optional(Words),
  Description: optional(Words),
  Url: z.string().min(1),
});

export const File = z.object({ Title: optional(Words) });

export const Event = z.object({ Event: z.string().min(1).max(100), EventKey: z.string().catch('') });
export type Event = z.infer<typeof Event>;

export const Scanned = z.object({ ScanCodeInfo: z.object({ ScanResult: Words }) });

/** Every answer of the API may be a refusal, which HTTP calls 200 (wechat.md §4). */
export const Outcome = z.object({
  errcode: optional(z.int()),
  errmsg: optional(z.string()),
});

export const Nothing = z.object({});

export const AccessToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A picture that stands for a film has an id of another name (wechat.md §7). @returns the id */
export const Uploaded = z
  .object({ media_id: optional(z.string().min(1)), thumb_media_id: optional(z.string().min(1)) })
  .transform(({ media_id: id, thumb_media_id: thumbId }) => thumbId ?? id)
  .pipe(z.string());

export const VideoAddress = z.object({ video_url: z.url({ protocol: /^https?$/ }) });

/** What was said, of a day (Official Accounts, “Obtain chat transcript”). */
export const PastRecords = z.object({ recordlist: z.array(z.unknown()), msgid: optional(z.int()) });

export const PastRecord = z.object({
  openid: OpenId,
  opercode: z.int(),
  text: z.string(),
  time: z.int().min(0).max(253_402_300_799),
  worker: optional(Words),
});

/** Who does not follow the account has none of it (wechat.md §8). */
export const UserInfo = z.object({ remark: optional(Words), language: optional(z.string().min(1)) });
