/** What Telegram finds in a text by itself; where two could be, the earlier kind is (telegram.md §2). */
const FOUND: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['url', /(?<![\w@])(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,:;!?)\]}']/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}/giu],
  ['hashtag', /(?<!\w)#[\p{L}\d_]*\p{L}[\p{L}\d_]*/gu],
  ['bot_command', /(?<![\w/])\/\w{1,64}(?:@\w+)?/gu],
];

interface Entity {
  readonly offset: number;
  readonly length: number;
  readonly type: string;
}

/** A text with its entities; they are counted in UTF-16 units, as JavaScript does. */
export function describeText(text: string, [field, entities]: readonly [string, string]): Record<string, unknown> {
  const found = entitiesOf(text);
  return { [field]: text, ...(found.length === 0 ? {} : { [entities]: found }) };
}

function entitiesOf(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of FOUND) {
    for (const { index: offset, 0: words } of text.matchAll(pattern)) {
      const entity = { offset, length: words.length, type };
      if (!found.some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return found.sort((one, other) => one.offset - other.offset);
}

function overlap(one: Entity, other: Entity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
