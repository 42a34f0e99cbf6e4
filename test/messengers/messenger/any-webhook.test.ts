import fc from 'fast-check';
import { instagram } from '../../../src/messengers/instagram';
import { messenger } from '../../../src/messengers/messenger';
import * as pages from '../support/pages';

const drivers = [
  ['page', messenger],
  ['instagram', instagram],
] as const;

/** Half of the values are things that Meta does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    { mid: 'm_1', text: 'x' },
    { mid: 'm_1', is_echo: true, app_id: 12345 },
    { mid: 'm_1', attachments: [{ type: 'file', payload: { url: 'http://[' } }, { type: '__proto__' }, null] },
    { mid: 'm_1', reply_to: { story: { url: 'x' } }, quick_reply: { payload: 'b:0:0' } },
    { watermark: 17, mids: ['m_1', 5] },
    { id: 6789012345 },
    { new_owner_app_id: {} },
    { action: 'block' },
  ),
);
const FIELDS = [
  'sender',
  'recipient',
  'timestamp',
  'message',
  'postback',
  'message_edit',
  'reaction',
  'delivery',
  'read',
  'referral',
  'optin',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'policy_enforcement',
  'constructor',
];
const item = fc.record(Object.fromEntries(FIELDS.map((name) => [name, anything])), { requiredKeys: [] });
const entry = fc.record(
  {
    id: fc.oneof(fc.constant(pages.PAGE), anything),
    time: anything,
    messaging: fc.oneof(fc.array(item, { maxLength: 3 }), anything),
    standby: fc.oneof(fc.array(item, { maxLength: 2 }), anything),
    changes: anything,
  },
  { requiredKeys: ['id'] },
);
const message = fc.record(
  Object.fromEntries(
    ['text', 'attachments', 'quick_reply', 'reply_to', 'referral', 'is_echo', 'is_deleted', 'app_id', 'metadata'].map(
      (name) => [name, anything],
    ),
  ),
  { requiredKeys: [] },
);

describe.each(drivers)('any webhook of %s', (object, driver) => {
  it('of any JSON or bytes is answered 200 and is at least one event', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue().map((body) => JSON.stringify(body)),
          fc.string({ unit: 'binary' }),
        ),
        (body) => {
          expect(pages.eventsOf(driver, body).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with anything in it is at least one event, each with a key, and is read alike each time', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 2 }), (entries) => {
        const events = pages.eventsOf(driver, { object, entry: entries });
        expect(events.length).toBeGreaterThan(0);
        for (const { key } of events) expect(key).toMatch(/^[a-z-]+\//);
        expect(pages.eventsOf(driver, { object, entry: entries })).toEqual(events);
      }),
      { numRuns: 400 },
    );
  });

  it('with an almost right message keeps it', () => {
    fc.assert(
      fc.property(message, (fields) => {
        const what = { sender: { id: pages.ANN }, recipient: { id: pages.PAGE }, timestamp: 1_790_000_000_123 };
        const messaging = [{ ...what, message: { ...fields, mid: 'm_1' } }];
        const events = pages.eventsOf(driver, { object, entry: [{ id: pages.PAGE, messaging }] });
        expect(events.length).toBeGreaterThan(0);
        expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
      }),
      { numRuns: 400 },
    );
  });
});
