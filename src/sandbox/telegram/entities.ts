import { isObject } from '../body';
import { badRequest } from './answers';
import { Fields, type Arguments } from './arguments';

/** What a part of a text may be, and the field that this needs (telegram.md §2). */
const TYPES: Readonly<Record<string, string | null>> = {
  mention: null,
  hashtag: null,
  cashtag: null,
  bot_command: null,
  url: null,
  email: null,
  phone_number: null,
  bank_card_number: null,
  bold: null,
  italic: null,
  underline: null,
  strikethrough: null,
  spoiler: null,
  code: null,
  pre: null,
  text_link: 'url',
  text_mention: 'user',
  custom_emoji: 'custom_emoji_id',
  blockquote: null,
  expandable_blockquote: null,
  date_time: 'unix_time',
};
const ENTITY = "can't parse MessageEntity";

/** How parts of a text look; on the sandbox's phones they look like the rest. */
export function checkEntities(args: Arguments, name: 'entities' | 'caption_entities'): void {
  args.array(name).forEach(checkEntity);
}

function checkEntity(given: unknown): void {
  if (!isObject(given)) throw badRequest(`${ENTITY}: expected an Object`);
  const entity = new Fields(given, undefined, ENTITY);
  for (const number of ['offset', 'length']) {
    entity.required(number);
    entity.integer(number, 0);
  }
  entity.required('type');
  const type = entity.text('type');
  if (type === '') throw entity.wrong('Type is not specified');
  if (!Object.hasOwn(TYPES, type)) throw entity.wrong('Unsupported type specified');
  const needed = TYPES[type] ?? null;
  if (needed !== null) entity.required(needed);
}
