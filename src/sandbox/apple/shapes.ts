import { z } from 'zod';
import { KEY } from './encryption';

/** What a provider may send (apple.md §3), each field as it is documented. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const uuid = z.string().regex(UUID, 'no UUID');
const word = z.string().min(1);

/** Menus of a business; anything else is an app of somebody's own. */
export const BUSINESS_BID =
  'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension';

export const envelope = z.looseObject({
  v: z.literal(1),
  id: uuid,
  type: z.string(),
  sourceId: z.string(),
  destinationId: z.string(),
});

const enveloped = {
  v: z.literal(1),
  id: uuid,
  sourceId: z.string(),
  destinationId: z.string(),
  locale: z.string().exactOptional(),
};

const attachment = z.strictObject({
  name: word,
  mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/, 'no MIME type'),
  size: z.union([z.string().regex(/^\d+$/, 'no number'), z.int().min(0)]),
  'signature-base64': word,
  url: word,
  owner: word,
  key: z.string().regex(KEY, 'no key'),
});
export type GivenAttachment = z.infer<typeof attachment>;

export const text = z.strictObject({
  ...enveloped,
  type: z.literal('text'),
  body: z.string().min(1),
  attachments: z.array(attachment).min(1).exactOptional(),
});

export const typing = z.strictObject({ ...enveloped, type: z.enum(['typing_start', 'typing_end']) });

export const richLink = z.strictObject({
  ...enveloped,
  type: z.literal('richLink'),
  body: z.url(),
  richLinkData: z.strictObject({
    url: z.url(),
    title: word,
    assets: z
      .strictObject({
        image: z.strictObject({ data: z.base64(), mimeType: word }).exactOptional(),
        video: z.strictObject({ url: z.url(), mimeType: word }).exactOptional(),
      })
      .exactOptional(),
  }),
});

const style = z.enum(['icon', 'small', 'large']);

/** What stands above a menu, or above the answer to it. */
const bubble = z.strictObject({
  title: z.string(),
  subtitle: z.string().exactOptional(),
  style: style.exactOptional(),
  imageIdentifier: z.string().exactOptional(),
});
export type Bubble = z.infer<typeof bubble>;

export const MOST_REPLIES = 5;
const quickReply = z.strictObject({
  summaryText: word,
  items: z
    .array(z.strictObject({ identifier: word, title: word }))
    .min(2, 'two to five items')
    .max(MOST_REPLIES, 'two to five items'),
});
export type QuickReply = z.infer<typeof quickReply>;

const listPicker = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        title: word,
        order: z.int().min(0),
        multipleSelection: z.boolean(),
        items: z
          .array(
            z.strictObject({
              identifier: word,
              title: word,
              subtitle: z.string().exactOptional(),
              order: z.int().min(0),
              style: style.exactOptional(),
              imageIdentifier: z.string().exactOptional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type ListPicker = z.infer<typeof listPicker>;

const event = z.strictObject({
  identifier: z.string().exactOptional(),
  title: word,
  location: z
    .strictObject({ latitude: z.number(), longitude: z.number(), radius: z.number(), title: z.string() })
    .exactOptional(),
  timezoneOffset: z.int().exactOptional(),
  timeslots: z
    .array(
      z.strictObject({
        identifier: word,
        startTime: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?[+-]\d{4}$/, 'no time'),
        duration: z.int().min(1),
      }),
    )
    .min(1),
});
export type TimePicker = z.infer<typeof event>;

const dynamic = z.strictObject({
  version: z.literal('1.2'),
  template: z.literal('messageForms'),
  data: z.looseObject({ pages: z.array(z.looseObject({ pageIdentifier: word, type: word, title: word })).min(1) }),
});

const menu = z.strictObject({
  version: z.literal('1.0'),
  requestIdentifier: uuid,
  images: z
    .array(z.strictObject({ identifier: word, data: z.base64(), description: z.string().exactOptional() }))
    .exactOptional(),
  'quick-reply': quickReply.exactOptional(),
  listPicker: listPicker.exactOptional(),
  event: event.exactOptional(),
  dynamic: dynamic.exactOptional(),
});

export const interactive = z.strictObject({
  ...enveloped,
  type: z.literal('interactive'),
  interactiveData: z.strictObject({
    bid: z.literal(BUSINESS_BID),
    useLiveLayout: z.boolean().exactOptional(),
    data: menu,
    receivedMessage: bubble.exactOptional(),
    replyMessage: bubble.exactOptional(),
  }),
});
export type Menu = z.infer<typeof interactive>['interactiveData'];

/** What an app of somebody's own needs; `data` is not for it (apple.md §3). */
export const appMessage = z.strictObject({
  ...enveloped,
  type: z.literal('interactive'),
  interactiveData: z.strictObject({
    bid: z
      .string()
      .regex(/^com\.apple\.messages\.MSMessageExtensionBalloonPlugin:[A-Z0-9]{10}:[\w.-]+$/, 'no bid of an app'),
    useLiveLayout: z.boolean().exactOptional(),
    appId: z.int(),
    appName: word,
    URL: word,
    receivedMessage: bubble,
  }),
});
