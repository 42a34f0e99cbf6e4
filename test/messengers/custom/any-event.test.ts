import fc from 'fast-check';
import { custom } from '../../../src/messengers/custom';
import { TO_COURIER } from '../../../src/messengers/custom/protocol/to-courier';
import { eventOf, receiving, requestOf } from './service';

const TYPES = Object.keys(TO_COURIER);
const ID = 'evt_1';
const read = (body: Buffer) => custom.receive(receiving, requestOf(body, { id: ID }));
const readEvent = (event: unknown) => read(Buffer.from(JSON.stringify(event)));

/** Half of the values are things that a service does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('c1', { id: 'c1' }, '2026-11-21T10:00:00Z', 'https://x.example/a', ['👍'], -1, 1e300),
);
const FIELDS = [
  'message',
  'conversation',
  'contact',
  'sender',
  'status',
  'state',
  'at',
  'reactions',
  'action',
  'challenge',
];
const data = fc.record(Object.fromEntries(FIELDS.map((field) => [field, anything])), { requiredKeys: [] });
const SAID = [
  'text',
  'attachments',
  'location',
  'contact_card',
  'link',
  'buttons',
  'reply_to',
  'fallback_text',
  'sender',
];
const said = fc.record(Object.fromEntries(SAID.map((field) => [field, anything])), { requiredKeys: [] });

describe('any event', () => {
  it('of any bytes is kept, and the service is told that it does not fit', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(read(Buffer.from(bytes))).toMatchObject({ events: [{ kind: 'unparsed' }], answer: { status: 400 } });
      }),
    );
  });

  it('of any JSON is kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readEvent(value)).toMatchObject({ kind: 'events', events: [{ kind: 'unparsed' }] });
      }),
    );
  });

  it('of a known type with anything in it is read alike each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), data, (type, fields) => {
        const received = readEvent(eventOf(type, fields));
        expect(received).toMatchObject({ kind: 'events' });
        expect(readEvent(eventOf(type, fields))).toEqual(received);
      }),
      { numRuns: 300 },
    );
  });

  it('of a message that says anything is a message, or does not fit', () => {
    fc.assert(
      fc.property(said, (content) => {
        const message = { id: 'm1', created_at: '2026-11-21T10:00:00Z', sender: { type: 'customer' }, ...content };
        const received = readEvent(
          eventOf('message.created', { message, conversation: { id: 'c1' }, contact: { id: 'u1' } }),
        );
        if (received.kind !== 'events') throw new Error('refused');
        const kinds = new Set(received.events.map(({ kind }) => kind));
        expect(['message', 'echo', 'unparsed'].some((kind) => kinds.has(kind as never))).toBe(true);
        expect(new Set(received.events.map(({ key }) => key)).size).toBe(received.events.length);
      }),
      { numRuns: 300 },
    );
  });

  it('names like parts of every object are no types', () => {
    for (const type of ['__proto__', 'constructor', 'toString']) {
      expect(readEvent(eventOf(type, {}))).toMatchObject({ events: [{ kind: 'ignored' }], answer: { status: 202 } });
    }
  });
});
