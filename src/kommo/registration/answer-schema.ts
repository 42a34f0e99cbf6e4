import { z } from 'zod';
import { missingOr } from './fault';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const uuid = z
  .string({ error: missingOr('notUuid') })
  .trim()
  .min(1, { error: 'missing', abort: true })
  .toLowerCase()
  .regex(UUID, 'notUuid');
const optionalUuid = absent(uuid);
/** Postgres stores every text but one that holds a NUL. */
const words = z
  .string({ error: missingOr('notText') })
  .trim()
  .regex(/^[^\0]*$/, 'unreadable');
const optionalText = absent(words);
const flag = absent(
  z.union(
    [
      z.boolean(),
      z.literal([0, 1]).transform((n) => n === 1),
      z.stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'] }),
    ],
    {
      error: 'notYesNo',
    },
  ),
);
const number = absent(
  z.union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d+(?:\.\d+)?$/)
        .transform(Number),
    ],
    { error: 'notSize' },
  ),
);

const whole = absent(
  z.union([z.int().nonnegative('notSeconds'), z.string().trim().regex(/^\d+$/).transform(Number).pipe(z.int())], {
    error: 'notSeconds',
  }),
);

const url = absent(
  z
    .string({ error: 'notHookText' })
    .trim()
    .regex(/^https?:\/\/[^\s\0]+$/, 'notHookText'),
);

/** Kommo's numeric id comes as `amocrm:1234567`. */
const account = z.object({
  id: optionalUuid,
  external_id: absent(
    z.union([z.number(), z.string()], { error: 'accountId' }).transform((given, context) => {
      const digits = /^(?:[a-z]+:)?([1-9]\d{0,15})$/i.exec(String(given).trim())?.[1];
      if (digits !== undefined) return Number(digits);
      context.addIssue({ code: 'custom', message: 'accountId', params: { what: '1' } });
      return z.NEVER;
    }),
  ),
});

const list = <Item extends z.ZodType>(item: Item) => absent(z.array(item, { error: 'notList' }));

/** The channel's record (kommo-chat-api.md §2, “Shape of the answer support sends”). Unknown keys are ignored. */
export const ChannelRecord = z.object({
  id: uuid,
  secret_key: z
    .string({ error: missingOr('notText') })
    .trim()
    .min(1, { error: 'missing', abort: true })
    .regex(/^[\x20-\x7e]+$/, 'notPrintable'),
  code: absent(
    z
      .string({ error: 'notText' })
      .trim()
      .regex(/^[\x21-\x7e]{1,64}$/, 'notChannelCode'),
  ),
  name: optionalText,
  bot: z.object(
    {
      id: uuid,
      name: words.min(1, 'missing'),
    },
    { error: missingOr('unreadable') },
  ),
  client_uuid: optionalUuid,
  widget_code: optionalText,
  webhook_url: url,
  webhook_url_v2: url,
  webhook_v2: flag,
  enabled: flag,
  test_mode: flag,
  write_first: flag,
  time_window: absent(z.object({ enabled: flag, expires: whole, need_template: flag }, { error: 'unreadable' })),
  time_window_support: flag,
  time_window_enum: whole,
  need_display_template: flag,
  saves_files: flag,
  supports_reply: flag,
  supports_voice: flag,
  reactions_all: flag,
  reactions_list: absent(
    z.union([z.string(), z.array(z.string()).transform((items) => items.join(' '))], { error: 'notReactions' }),
  ),
  picture_size: number,
  video_size: number,
  voice_size: number,
  file_size: number,
  allowed_acc_list: list(account),
  webhook_events: list(words),
});
export type Answered = z.output<typeof ChannelRecord>;

/** `undefined`, `null` and, for text, nothing in it are all “not said”. */
function absent<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());
}
