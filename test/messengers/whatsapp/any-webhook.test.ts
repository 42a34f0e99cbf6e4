import fc from 'fast-check';
import * as hooks from './webhooks';

const FIELDS = [
  'messages',
  'smb_message_echoes',
  'history',
  'user_id_update',
  'user_preferences',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'constructor',
  '__proto__',
];
const TYPES = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'unsupported',
  'edit',
  'revoke',
  'toString',
];

/** Half of the values are things that WhatsApp does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    { body: 'x' },
    { id: 1234, mime_type: 'image/png' },
    [{ name: { formatted_name: 'x' }, phones: [{}] }],
    { type: 'button_reply', button_reply: { id: 'b:0:0' } },
    { type: 'nfm_reply', nfm_reply: { response_json: '{' } },
    { original_message_id: 'wamid.1', message: { type: 'text', text: null } },
    { message_id: 'wamid.1' },
    { wa_id: '1650', type: 'user_changed_number' },
    { id: 'wamid.1', forwarded: true },
    { source_type: 'ad', source_id: 5 },
    [{ code: 131051 }],
    '1790000000',
  ),
);
const item = fc.record(
  Object.fromEntries(
    [
      'id',
      'from',
      'from_user_id',
      'to',
      'timestamp',
      'context',
      'referral',
      'errors',
      'status',
      'user_id',
      ...TYPES,
    ].map((name) => [name, anything]),
  ),
  { requiredKeys: [] },
);
const value = fc.record(
  {
    metadata: fc.oneof(fc.constant(hooks.metadata), anything),
    contacts: fc.oneof(fc.constant([hooks.ann]), anything),
    messages: fc.oneof(fc.array(item, { maxLength: 3 }), anything),
    statuses: fc.oneof(fc.array(item, { maxLength: 3 }), anything),
    message_echoes: fc.oneof(fc.array(item, { maxLength: 3 }), anything),
    history: fc.oneof(
      fc.array(
        fc.record({
          threads: fc.array(fc.record({ id: anything, messages: fc.array(item, { maxLength: 2 }) }), { maxLength: 2 }),
        }),
        { maxLength: 2 },
      ),
      anything,
    ),
    user_id_update: anything,
    user_preferences: anything,
    errors: anything,
    event: anything,
    message_template_name: anything,
  },
  { requiredKeys: [] },
);

describe('any webhook', () => {
  it('of any JSON is answered 200 and is at least one event', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(hooks.eventsOf(JSON.stringify(body)).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('of any bytes is answered 200', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(hooks.eventsOf(body)).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('of a known field with anything in it is at least one event, each with a key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), value, (field, anyValue) => {
        const events = hooks.eventsOf(hooks.change(field, anyValue));
        expect(events.length).toBeGreaterThan(0);
        for (const { key } of events) expect(key).toMatch(/^[a-z-]+\//);
      }),
      { numRuns: 400 },
    );
  });

  it('with an almost right message keeps it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), item, (type, fields) => {
        const events = hooks.eventsOf(hooks.messages({ ...fields, ...hooks.base, type }));
        expect(events.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('is read alike each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), value, (field, anyValue) => {
        const webhook = hooks.change(field, anyValue);
        expect(hooks.eventsOf(webhook)).toEqual(hooks.eventsOf(webhook));
      }),
    );
  });
});
