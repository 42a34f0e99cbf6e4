import fc from 'fast-check';
import { viber } from '../../../src/messengers/viber';
import { ann, bodyOf, received, receiving, requestOf, sign } from './events';

const EVENTS = [
  'message',
  'delivered',
  'seen',
  'failed',
  'subscribed',
  'unsubscribed',
  'conversation_started',
  'webhook',
];
const TYPES = ['text', 'picture', 'video', 'file', 'sticker', 'contact', 'location', 'url', 'rich_media', 'voice'];

/** Half of the values are things that Viber does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(ann, 4912661846655238145n.toString(), 'https://x.y/a.jpg', -1, 1e300, { lat: '1', lon: 2 }),
);
const FIELDS = ['text', 'media', 'size', 'file_name', 'duration', 'sticker_id', 'contact', 'location'];
const said = fc.record(Object.fromEntries(FIELDS.map((field) => [field, anything])), { requiredKeys: [] });
const around = fc.record(
  Object.fromEntries(
    ['timestamp', 'message_token', 'sender', 'user', 'user_id', 'desc'].map((name) => [name, anything]),
  ),
  { requiredKeys: [] },
);

describe('any event', () => {
  it('of any JSON is answered 200 and is one event', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(received(JSON.stringify(value)).event.kind).toBe('unparsed');
      }),
    );
  });

  it('of any bytes is answered 200 and is one event', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const body = Buffer.from(bytes);
        const heard = viber.receive(receiving, {
          ...requestOf(''),
          body,
          headers: { 'x-viber-content-signature': sign(body) },
        });
        expect(heard).toMatchObject({ kind: 'events', events: [{ kind: 'unparsed' }], answer: { status: 200 } });
      }),
    );
  });

  it('of a known kind with anything in it is one event, read alike each time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EVENTS),
        fc.constantFrom(...TYPES),
        fc.boolean(),
        said,
        around,
        (event, type, isAlmostRight, fields, others) => {
          const right = { timestamp: 1, message_token: '4912661846655238145', sender: ann, user: ann, user_id: ann.id };
          const body = bodyOf({
            ...(isAlmostRight ? { ...others, ...right } : { ...right, ...others }),
            event,
            message: { type, ...fields },
          });
          const heard = received(body).event;
          expect(heard.key.length).toBeGreaterThan(6);
          expect(received(body).event).toEqual(heard);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused where a byte of it was changed', () => {
    const body = bodyOf({ event: 'webhook', timestamp: 1457764197627, message_token: '241256543215' });
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(body);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(viber.receive(receiving, { ...requestOf(body), body: bytes }).kind).toBe('refused');
      }),
    );
  });
});
