import type { PastRecord, PastSaid } from '../../../src/messengers/contract';
import { whatsapp } from '../../../src/messengers/whatsapp';
import { WhatsAppCredentials } from '../../../src/messengers/whatsapp/credentials';
import { eventually } from '../../sandbox/support/http';
import { WA, WhatsAppBox } from '../../sandbox/support/whatsapp';
import * as hooks from './webhooks';

const OURS = hooks.metadata.display_phone_number;
const ANN = '16505551234';

const history = (...chunks: object[]) =>
  hooks.change('history', { messaging_product: 'whatsapp', metadata: hooks.metadata, history: chunks });
const part = (...threads: object[]) => history({ metadata: { phase: 1, chunk_order: 1, progress: 55 }, threads });
const thread = (...messages: object[]) => ({ id: ANN, messages });
const old = { id: 'wamid.OLD1', timestamp: '1770000000', type: 'text', text: { body: 'Hello' } };
const theirs = { ...old, from: ANN, history_context: { status: 'READ' } };
const ours = { ...old, id: 'wamid.OLD2', from: OURS, to: ANN, history_context: { status: 'DELIVERED' } };

const saidByAnn = {
  kind: 'message',
  chat: ANN,
  remoteId: 'wamid.OLD1',
  at: 1_770_000_000_000,
  by: 'customer',
  author: { id: ANN, name: `+${ANN}` },
  content: { type: 'text', text: 'Hello' },
};

function recordsOf(webhook: unknown): readonly PastRecord[] {
  const event = hooks.eventOf(webhook);
  if (event.kind !== 'history') throw new Error(`expected old messages, got ${event.kind}`);
  return event.records;
}

describe('what the phone has kept', () => {
  it('comes from both sides, each chat before its messages', () => {
    expect(hooks.eventOf(part(thread(theirs, ours)))).toEqual({
      kind: 'history',
      key: expect.stringMatching(/^change\//) as string,
      source: hooks.PHONE,
      records: [
        { kind: 'chat', chat: ANN, title: '' },
        saidByAnn,
        {
          ...saidByAnn,
          remoteId: 'wamid.OLD2',
          by: 'business',
          author: { id: hooks.PHONE, name: '' },
        },
      ],
    });
  });

  it('has the same key when it is told again, and another one when it is another part', () => {
    const key = (webhook: unknown) => hooks.eventOf(webhook).key;
    expect(key(part(thread(theirs)))).toBe(key(part(thread(theirs))));
    expect(key(part(thread(theirs)))).not.toBe(key(part(thread(ours))));
  });

  it('is known by the keys of what came live', () => {
    const live = hooks.eventOf(
      hooks.messages({ ...hooks.base, id: 'wamid.OLD1', type: 'text', text: { body: 'Hello' } }),
    );
    const remoteId = 'wamid.OLD1';
    expect(whatsapp.keyOf?.({ source: hooks.PHONE, chat: ANN, remoteId, by: 'customer' })).toBe(live.key);
  });

  it.each([
    ['told by the phone itself', { ...theirs, from: '4915', history_context: { from_me: true } }, 'business'],
    ['with the own number written otherwise', { ...ours, from: `+${OURS}`, to: undefined }, 'business'],
    ['from the customer', theirs, 'customer'],
    ['from a number that changed its digits since', { ...theirs, from: '16505559999' }, 'customer'],
  ])('of a message %s the side is told', (_, message, by) => {
    expect(recordsOf(part(thread(message)))).toMatchObject([{ chat: ANN }, { chat: ANN, by }]);
  });

  it('is of the customer’s id where a message tells it, for the whole conversation', () => {
    const known = { ...ours, to_user_id: hooks.USER };
    expect(recordsOf(part(thread(theirs, known))).map(({ chat }) => chat)).toEqual(Array(3).fill(hooks.USER));
  });

  it('quotes by the id of the message', () => {
    const answer = { ...theirs, context: { from: OURS, id: 'wamid.OLD2' } };
    expect(recordsOf(part(thread(answer)))).toMatchObject([
      {},
      { content: { type: 'text', text: 'Hello', replyTo: { remoteId: 'wamid.OLD2' } } },
    ]);
  });

  it('tells of a file that it is on the phone only, and of the file when that comes apart', () => {
    const photo = { id: 'wamid.OLD1', timestamp: '1770000000', from: ANN };
    expect(recordsOf(part(thread({ ...photo, type: 'media_placeholder' })))).toMatchObject([
      {},
      { remoteId: 'wamid.OLD1', content: { type: 'unsupported', what: 'file that is on the phone only' } },
    ]);
    const image = { caption: 'Look', mime_type: 'image/jpeg', sha256: 'c2hh', id: '1003383421387256' };
    const apart = (more: object) =>
      hooks.change('history', { metadata: hooks.metadata, messages: [{ ...photo, ...more, type: 'image', image }] });
    const content = {
      type: 'picture',
      file: { reference: '1003383421387256', sameAs: 'c2hh', mimeType: 'image/jpeg' },
      caption: 'Look',
    };
    expect(recordsOf(apart({}))).toEqual([{ ...saidByAnn, content }]);
    expect(recordsOf(apart({ from: OURS, to: ANN }))).toMatchObject([{ chat: ANN, by: 'business', content }]);
  });

  it.each([
    ['what was done to a message', { ...theirs, type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }],
    ['what was said in a group', { ...theirs, group_id: 'G1' }],
    ['what never left the phone', { ...ours, history_context: { status: 'ERROR' } }],
  ])('leaves out %s', (_, message) => {
    expect(hooks.eventOf(part(thread(message)))).toMatchObject({ kind: 'ignored' });
  });

  it('with nothing in it is ignored', () => {
    expect(hooks.eventOf(history({ metadata: { phase: 2, chunk_order: 1, progress: 100 } }))).toMatchObject({
      kind: 'ignored',
    });
  });

  it('keeps the whole webhook once for what of it cannot be read, and takes the rest', () => {
    const broken = { ...theirs, timestamp: 'yesterday' };
    const events = hooks.eventsOf(part(thread(broken, theirs, {}), { id: '', messages: [] }));
    expect(events).toMatchObject([
      { kind: 'history', records: [{ kind: 'chat' }, saidByAnn] },
      { kind: 'unparsed', reason: expect.stringMatching(/^history: timestamp /) as string },
    ]);
  });

  it.each([
    [2_593_109, 'information', /does not share/],
    [1, 'information', /does not hand over .*Busy/],
  ])('that is not shared (%s) is said to the administrator', (code, weight, text) => {
    const refused = history({ errors: [{ code, title: 'Busy', message: 'Busy' }] });
    expect(hooks.eventOf(refused)).toMatchObject({
      kind: 'source-notice',
      source: hooks.PHONE,
      weight,
      text: expect.stringMatching(text) as string,
    });
  });
});

describe('before the emulator', () => {
  let box: WhatsAppBox;
  beforeAll(async () => {
    box = await WhatsAppBox.start();
    await box.subscribe();
  });
  afterAll(() => box.stop());
  beforeEach(() => {
    box.courier.received.length = 0;
  });

  const credentials = WhatsAppCredentials.parse({
    appId: WA.app.id,
    appSecret: WA.app.secret,
    wabaId: WA.waba.id,
    phoneNumberId: WA.number.id,
    accessToken: WA.accessToken,
  });

  const ask = () =>
    box.api('POST', `${WA.number.id}/smb_app_data`, { messaging_product: 'whatsapp', sync_type: 'history' });

  async function told(webhooks: number) {
    await eventually(() => Promise.resolve(box.courier.received.length >= webhooks));
    return box.courier.received.flatMap(({ raw, signature }) => {
      const request = {
        ...hooks.requestOf('', { 'x-hub-signature-256': signature }),
        body: Buffer.from(raw, 'latin1'),
      };
      const received = whatsapp.receive({ ...hooks.receiving, credentials }, request);
      if (received.kind !== 'events') throw new Error(received.reason);
      return received.events;
    });
  }

  const phone = (count: number, of: string) => ({
    phone: of,
    messages: Array.from({ length: count }, (_, index) => ({
      from: index % 2 === 0 ? 'customer' : 'business',
      text: `${of} says ${String(index)}`,
      daysAgo: 200 - index * 40,
      ...(index === 0 ? {} : { answers: index - 1 }),
    })),
  });

  const READINGS: readonly Record<string, string | number>[] = [
    {},
    { 'whatsapp-history-threads': 'one' },
    { 'whatsapp-history-order': 'oldest-first', 'whatsapp-history-chunk': 1 },
    { 'whatsapp-history-user-ids': 'told' },
  ];

  it.each(READINGS)('every message is told once, whatever the reading: %j', async (readings) => {
    await box.control('POST', '/reset');
    await box.assume(readings);
    box.courier.received.length = 0;
    const file = await (
      await fetch(`${box.sandbox.url}/control/files?name=a.pdf&type=application/pdf`, {
        method: 'POST',
        body: '%PDF-1.7',
      })
    ).json();
    const price = {
      from: 'customer',
      daysAgo: 3,
      file: (file as { id: string }).id,
      as: 'file',
      text: 'The price list',
    };
    const { messages, ...one } = phone(5, '4915112345');
    await box.onLine('onboard', { threads: [{ ...one, messages: [...messages, price] }, phone(5, '4915167890')] });
    expect((await ask()).status).toBe(200);
    const records = await eventually(async () => {
      const events = await told(1);
      const found = events.flatMap((event) => (event.kind === 'history' ? event.records : []));
      const said = found.filter((record): record is PastSaid => record.kind === 'message');
      return said.length === 10 && said;
    });
    // The first message of each is older than half a year.
    const texts = records.flatMap(({ content }) => (content.type === 'text' ? [content.text] : []));
    const expected = ['4915112345', '4915167890'].flatMap((of) =>
      [1, 2, 3, 4].map((nth) => `${of} says ${String(nth)}`),
    );
    expect(texts.sort()).toEqual(expected);
    const [placeholder, apart] = records.filter(({ content }) => content.type !== 'text');
    expect(placeholder?.content).toMatchObject({ type: 'unsupported' });
    expect(apart).toMatchObject({
      remoteId: placeholder?.remoteId,
      chat: placeholder?.chat,
      content: { type: 'file', file: { name: 'a.pdf' }, caption: 'The price list' },
    });
  });

  it('says that nothing is shared, and is asked once only', async () => {
    await box.onLine('onboard', { threads: [phone(2, '4915112345')], shares: false });
    expect((await ask()).status).toBe(200);
    expect(await told(1)).toMatchObject([{ kind: 'source-notice', text: expect.stringContaining('share') as string }]);
    expect((await ask()).status).toBe(400);
  });
});
