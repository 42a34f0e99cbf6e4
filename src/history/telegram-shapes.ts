import { z } from 'zod';

/**
 * JSON of Telegram Desktop (“Export chat history”, “Export Telegram data”), as its own writer makes it. Numbers are strings of
 * digits here (`jsonValues`). Only id and type have to be right; of anything else that is not as it should be, nothing is known.
 */

const Digits = z.string().regex(/^-?\d{1,20}$/);
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(undefined);
const Count = z.string().transform(Number).pipe(z.number().min(0).max(Number.MAX_SAFE_INTEGER));
const Degrees = z.string().transform(Number).pipe(z.number());

/** Words, or pieces of them with what they are: bold, a link, a mention. */
const Text = z.union([
  z.string(),
  z.array(z.union([z.string(), z.object({ text: z.string(), href: maybe(z.string()) })])),
]);
export type TelegramText = z.infer<typeof Text>;

export const TelegramMessage = z.object({
  id: Digits,
  type: z.string(),
  /** By the clock of the computer that exported. */
  date: maybe(z.string()),
  /** Seconds. Since version 3.7 of 2022; before that there is only `date`. */
  date_unixtime: maybe(Digits),
  /** `null`: the account is deleted. */
  from: maybe(z.string()),
  /** `user123`, `channel123`; until 2021 `123`. */
  from_id: maybe(z.string()),
  text: maybe(Text),
  photo: maybe(z.string()),
  photo_file_size: maybe(Count),
  file: maybe(z.string()),
  file_name: maybe(z.string()),
  file_size: maybe(Count),
  media_type: maybe(z.string()),
  sticker_emoji: maybe(z.string()),
  mime_type: maybe(z.string()),
  duration_seconds: maybe(Count),
  location_information: maybe(z.object({ latitude: Degrees, longitude: Degrees })),
  place_name: maybe(z.string()),
  address: maybe(z.string()),
  contact_information: maybe(
    z.object({ first_name: maybe(z.string()), last_name: maybe(z.string()), phone_number: maybe(z.string()) }),
  ),
  poll: maybe(z.object({ question: maybe(Text) })),
  game_title: maybe(z.string()),
  invoice_information: maybe(z.object({ title: maybe(z.string()) })),
  todo_list: maybe(z.object({ title: maybe(Text) })),
  giveaway_information: maybe(z.object({})),
  reply_to_message_id: maybe(Digits),
  /** The answered message is in another chat. */
  reply_to_peer_id: maybe(z.string()),
  /** `null`: whoever wrote it first is a deleted account. */
  forwarded_from: maybe(z.string()),
});
export type TelegramMessage = z.infer<typeof TelegramMessage>;

export function textOf(text: TelegramText | null | undefined): string {
  if (text == null) return '';
  if (typeof text === 'string') return text;
  return text
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      // A link under other words; without it they would make no sense.
      return piece.href == null || piece.href === piece.text ? piece.text : `${piece.text} (${piece.href})`;
    })
    .join('');
}
