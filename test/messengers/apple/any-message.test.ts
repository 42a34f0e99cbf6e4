import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { apple } from '../../../src/messengers/apple';
import { heard, message, receiving, requestOf } from './webhooks';

const TYPES = ['text', 'interactive', 'typing_start', 'typing_end', 'close', 'other'];
/** Half of the values are things that Apple does send, in places where it does not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    'b:0:1',
    'l:3',
    { items: [{ identifier: 'l:1' }] },
    `00${'a'.repeat(64)}`,
    1e300,
    [null],
    'urn:mbid:x',
  ),
);
const record = (...names: string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
const data = record('quick-reply', 'listPicker', 'event', 'dynamic', 'payment', 'replyMessage', 'requestIdentifier');
const fields = fc.record(
  {
    body: anything,
    attachments: fc.oneof(anything, fc.array(record('name', 'mimeType', 'size', 'key', 'url', 'owner', 'signature'))),
    interactiveData: fc.oneof(anything, fc.record({ data, sessionIdentifier: anything })),
    interactiveDataRef: anything,
    intent: anything,
    locale: anything,
    id: anything,
    sourceId: anything,
  },
  { requiredKeys: [] },
);

describe('any webhook', () => {
  it('of any bytes is kept, zipped or not', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, zipped) => {
        const body = zipped ? gzipSync(bytes) : Buffer.from(bytes);
        expect(apple.receive(receiving, requestOf(body))).toMatchObject({
          kind: 'events',
          events: [{ kind: 'unparsed' }],
          answer: { status: 200 },
        });
      }),
    );
  });

  it('of any JSON is kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(heard(gzipSync(JSON.stringify(value))).events).toHaveLength(1);
      }),
    );
  });

  it('of a known kind with anything in it is understood alike each time, or kept', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fields, fc.string(), (type, said, fetched) => {
        const body = message({ ...said, type });
        const first = heard(body, { fetched });
        for (const { key } of first.events) expect(key.length).toBeGreaterThan(5);
        expect(new Set(first.events.map(({ key }) => key)).size).toBe(first.events.length);
        expect(heard(body, { fetched })).toEqual(first);
        if (type !== 'typing_start') expect(first.events.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
