import { z } from 'zod';

/** The parts of the protocol that this driver reads (skype.md §1, §2). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);

const Id = z.string().min(1).max(1_000);
const Url = z.url({ protocol: /^https?$/ });

export const OpenIdDocument = z.object({ jwks_uri: Url });

export const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** A key is good for the channels that it is endorsed for; without such a list, for all (skype.md §1, ⑦). */
export const PublishedKey = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  endorsements: optional(z.array(z.string())),
});
export type PublishedKey = z.infer<typeof PublishedKey>;

/** skype.md §1, ② */
export const TokenHeader = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });
export type TokenHeader = z.infer<typeof TokenHeader>;

export const TokenPayload = z.object({ iss: z.string(), aud: z.string(), serviceurl: z.string() });
export type TokenPayload = z.infer<typeof TokenPayload>;

export const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().min(0) });

export const TokenRefusal = z.object({ error: optional(z.string()), error_description: optional(z.string()) });

/** What every success of the connector may hold. */
export const Sent = z.object({ id: Id });
export const Nothing = z.unknown();

export const Member = z.object({
  name: optional(z.string()),
  givenName: optional(z.string()),
  email: optional(z.string()),
});

const Account = z.object({ id: Id, name: optional(z.string()), role: optional(z.string()) });

/** What all activities have, as far as it counts (skype.md §2). */
export const Activity = z.object({
  type: z.string().min(1),
  id: optional(Id),
  timestamp: optional(z.iso.datetime({ offset: true })),
  serviceUrl: Url,
  channelId: z.string().regex(/^[\w-]{1,40}$/),
  from: optional(Account),
  recipient: optional(Account),
  conversation: z.object({
    id: Id,
    isGroup: optional(z.boolean()),
    conversationType: optional(z.string()),
  }),
  locale: optional(z.string().min(1).max(40)),
  replyToId: optional(Id),
});
export type Activity = z.infer<typeof Activity>;

/** What a message says. */
export const Said = z.object({
  text: optional(z.string()),
  textFormat: optional(z.string()),
  attachments: z.array(z.unknown()).catch([]),
  entities: z.array(z.unknown()).catch([]),
  value: z.unknown().optional(),
});
export type Said = z.infer<typeof Said>;

export const Attachment = z.object({
  contentType: optional(z.string()),
  contentUrl: optional(z.string().min(1)),
  name: optional(z.string().min(1)),
  content: z.unknown().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** A file that a customer of Teams sent (skype.md §2). */
export const TeamsFile = z.object({ downloadUrl: Url, fileType: optional(z.string()) });

export const Card = z.object({ title: optional(z.string()), text: optional(z.string()) });

export const Mention = z.object({ mentioned: z.object({ id: Id }), text: z.string().min(1) });

const Point = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: optional(z.string().min(1)),
});
export const Place = z.object({ type: z.literal('Place'), name: optional(z.string().min(1)), geo: Point });
export const GeoCoordinates = Point.extend({ type: z.literal('GeoCoordinates') });

export const Reactions = z.object({
  reactionsAdded: z.array(z.object({ type: z.string() })).catch([]),
  reactionsRemoved: z.array(z.object({ type: z.string() })).catch([]),
});

export const Members = z.object({
  membersAdded: z.array(z.object({ id: Id })).catch([]),
  membersRemoved: z.array(z.object({ id: Id })).catch([]),
});

export const Action = z.object({ action: z.string() });

export const ReadReceipt = z.object({
  name: z.literal('application/vnd.microsoft.readReceipt'),
  value: z.object({ lastReadMessageId: z.string() }),
});
