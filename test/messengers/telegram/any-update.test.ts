import fc from 'fast-check';
import { ann, base, receivedOf } from './updates';

const KINDS = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member', 'business_message'];
const FIELDS = [
  'animation',
  'audio',
  'caption_entities',
  'chat',
  'contact',
  'dice',
  'document',
  'entities',
  'external_reply',
  'forward_date',
  'forward_origin',
  'from',
  'location',
  'media_group_id',
  'message',
  'new_reaction',
  'photo',
  'poll',
  'quote',
  'reply_markup',
  'reply_to_message',
  'sticker',
  'text',
  'venue',
  'video',
  'voice',
];

/** Half of the values are things that the Bot API does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    { file_id: 'f', file_unique_id: 'u', file_size: -1 },
    [{ file_id: 'f' }],
    { latitude: 1, longitude: 1e9 },
    { type: 'user', sender_user: ann },
    { inline_keyboard: [[{ text: 'x' }]] },
    [{ type: 'text_link', offset: 1e15, length: 1, url: 'x' }],
    { ...base, text: 'x' },
    ann,
    1790000000,
  ),
);
const message = fc.record(Object.fromEntries(FIELDS.map((field) => [field, anything])), { requiredKeys: [] });

describe('any update', () => {
  it('of any JSON is answered 200 and is one event', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (update) => {
        expect(receivedOf(JSON.stringify(update)).events).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('of a known kind with anything in it is answered 200 and is one event', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.boolean(), message, (kind, isAlmostRight, fields) => {
        const { events } = receivedOf({
          update_id: 1,
          [kind]: isAlmostRight ? { ...base, id: 'q', ...fields } : fields,
        });
        expect(events[0]?.key).toMatch(/^(update|message|callback|group)\//);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read alike each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), message, (kind, fields) => {
        const update = { update_id: 1, [kind]: { ...base, id: 'q', ...fields } };
        expect(receivedOf(update)).toEqual(receivedOf(update));
      }),
    );
  });
});
