import fc from 'fast-check';
import { botframework } from '../../../src/messengers/botframework';
import { activity, eventsOf, read, receiving, requestOf, SERVICE } from './activities';

const TYPES = [
  'message',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'conversationUpdate',
  'contactRelationUpdate',
  'installationUpdate',
  'event',
  'invoke',
  'later',
];

/** Half of the values are things that channels do send, in places where they do not. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    { id: '29:1abc' },
    [{ contentType: 'image/png', contentUrl: 'https://x.y/a.png' }],
    [{ contentType: 'text/html', content: '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1">x' }],
    [{ type: 'Place', geo: { latitude: 1, longitude: 2 } }],
    [{ type: 'like' }],
    '<quote authorname="x">y',
    { courier: { row: 1, column: 1 } },
  ),
);
const FIELDS = ['text', 'textFormat', 'attachments', 'entities', 'value', 'reactionsAdded', 'membersRemoved', 'action'];
const AROUND = ['id', 'timestamp', 'channelId', 'from', 'recipient', 'conversation', 'locale', 'replyToId', 'name'];
const some = (names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });

describe('any activity', () => {
  it('of any JSON that is no activity is answered 200 and is one event', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const received = read({ serviceUrl: SERVICE, value });
        expect(received).toMatchObject({ kind: 'events', events: [{ kind: 'unparsed' }], answer: { status: 200 } });
      }),
    );
  });

  it('of any bytes is refused or one event', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const claimed = { ...receiving, claims: { serviceurl: SERVICE } };
        const received = botframework.receive(claimed, requestOf(Buffer.from(bytes)));
        expect(received.kind === 'refused' || received.events.length === 1).toBe(true);
      }),
    );
  });

  it('of a known type with anything in it is read alike each time, and each of its events has a key', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.constantFrom('msteams', 'skype', 'webchat'),
        fc.boolean(),
        some(FIELDS),
        some(AROUND),
        (type, channelId, isAlmostRight, fields, around) => {
          const sent = { ...activity({ channelId }), ...(isAlmostRight ? {} : around), ...fields, type };
          const { events } = eventsOf(sent);
          expect(events.length).toBeGreaterThan(0);
          for (const event of events) expect(event.key.length).toBeGreaterThan(6);
          expect(eventsOf(sent).events).toEqual(events);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is read in no time, however long and odd', () => {
    const long = (piece: string) => piece.repeat(100_000);
    const begun = performance.now();
    for (const odd of [long('<'), long('<quote '), long('a'), long('&#'), `<quote ${long('a')}`, long('<quote>')]) {
      for (const channelId of ['msteams', 'skype']) {
        eventsOf(
          activity({
            channelId,
            text: odd,
            textFormat: 'xml',
            attachments: [{ contentType: 'text/html', content: odd }],
          }),
        );
      }
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
