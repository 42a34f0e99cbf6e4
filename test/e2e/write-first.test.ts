import { externalIdOf } from '../../src/api/sources/external-id';
import type { LineView } from '../../src/sandbox/control/lines-contract';
import { connectLine } from '../support/lines';
import { becomes, HELLO, inboxChat, onHandset, person, personWrites, writeFirst } from '../support/first-words';
import { historiesOf } from '../support/search/histories';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(240_000);

describe('a manager writes first, from Kommo', () => {
  let world: World;
  let line: LineView;
  let source: string;
  let service: LineView;
  let shop: string;

  beforeAll(async () => {
    world = await World.start();
    line = await connectLine(world, 'whatsapp');
    source = `whatsapp-${line.id}`;
    service = await connectLine(world, 'custom');
    shop = externalIdOf('custom', service.id);
  });
  afterAll(() => world.stop());

  it('with a template, which arrives; the answer is in the same chat, and so is the next word', async () => {
    const ana = await person(world, line, 'Ana Prado', '+15550120001');
    const begun = await writeFirst(world, { phone: '+1 (555) 012-0001', sourceExternalId: source, template: HELLO });

    await becomes(world, begun.id, ['delivered', 'read']);
    expect(await onHandset(world, line, ana.id)).toEqual([HELLO.content]);

    await personWrites(world, line, ana.id, 'Yes, please');
    await waitFor(async () => (await inboxChat(world, begun.id)).messages.length === 2, {
      timeoutMs: 60_000,
      what: 'the answer',
    });
    const bound = await inboxChat(world, begun.id);
    expect(bound.messages[1]).toMatchObject({ direction: 'incoming', text: 'Yes, please' });
    expect(bound.clientId).toMatch(/^whatsapp-/);
    expect((await world.state()).kommo.chats.filter(({ customer }) => customer.name.includes('Ana'))).toHaveLength(1);

    await world.managerWrites(begun.id, 'It has left our house');
    await waitFor(async () => (await onHandset(world, line, ana.id)).length === 2, {
      timeoutMs: 60_000,
      what: 'the next word',
    });
    // Kommo names the chat by our id now, so its own is not sent beside it any more.
    await personWrites(world, line, ana.id, 'Great');
    await waitFor(async () => (await inboxChat(world, begun.id)).messages.length === 4, {
      timeoutMs: 60_000,
      what: 'the last word',
    });
    const sent = (await world.journal()).filter(({ operation }) => operation === 'send');
    expect(JSON.stringify(sent.at(-1))).not.toContain('conversation_ref_id');
    expect(sent.filter((entry) => JSON.stringify(entry).includes('conversation_ref_id'))).toHaveLength(1);
  });

  it('in free words, which are refused at once with the templates that work', async () => {
    await person(world, line, 'Bea', '+15550120002');
    const begun = await writeFirst(world, { phone: '+15550120002', sourceExternalId: source, text: 'Hello Bea' });

    const { messages } = await becomes(world, begun.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 905 });
    expect(messages[0]?.error?.text).toMatch(/has not written yet.*Send a template, such as .*hello/);
  });

  it('to a number that is not on WhatsApp: not delivered, 904, as its receipt says', async () => {
    const begun = await writeFirst(world, { phone: '+15550129999', sourceExternalId: source, template: HELLO });

    const { messages } = await becomes(world, begun.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 904 });
  });

  it('to what is no whole number: not delivered, 904, with how to write one', async () => {
    const begun = await writeFirst(world, { phone: '0171 234567', sourceExternalId: source, template: HELLO });

    const { messages } = await becomes(world, begun.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 904 });
    expect(messages[0]?.error?.text).toContain('+1 555 010 0042');
  });

  it('to somebody who has a chat already: it goes on there, in order, and makes no other', async () => {
    const carl = await person(world, line, 'Carl', '+15550120003');
    await personWrites(world, line, carl.id, 'Good morning');
    const first = await waitFor(
      async () => (await world.state()).kommo.chats.find(({ messages }) => messages[0]?.text === 'Good morning'),
      { timeoutMs: 60_000, what: 'his chat' },
    );
    const begun = await writeFirst(world, {
      phone: '+15550120003',
      sourceExternalId: source,
      text: 'Good morning, Carl',
    });
    expect(begun.id).not.toBe(first.id);

    await becomes(world, begun.id, ['delivered', 'read']);
    expect(await onHandset(world, line, carl.id)).toEqual(['Good morning, Carl']);
    await personWrites(world, line, carl.id, 'How are you?');
    await waitFor(async () => (await inboxChat(world, first.id)).messages.length === 2, {
      timeoutMs: 60_000,
      what: 'his answer',
    });
    await world.managerWrites(begun.id, 'Well, thank you');
    await waitFor(async () => (await onHandset(world, line, carl.id)).length === 2, {
      timeoutMs: 60_000,
      what: 'the next word',
    });
    expect(await chatsOf(world, carl.id)).toBe(1);
  });

  it('to somebody whose chat only the answer tells: the two become one', async () => {
    const dora = await person(world, line, 'Dora', '+15550120004');
    await world.control('PATCH', '/assumptions', { 'whatsapp-user-ids': 'bsuid-only' });
    await personWrites(world, line, dora.id, 'Who are you?');
    const first = await waitFor(
      async () => (await world.state()).kommo.chats.find(({ messages }) => messages[0]?.text === 'Who are you?'),
      { timeoutMs: 60_000, what: 'her chat' },
    );
    await world.control('PATCH', '/assumptions', { 'whatsapp-user-ids': 'with-phone' });

    const begun = await writeFirst(world, { phone: '+15550120004', sourceExternalId: source, template: HELLO });
    await becomes(world, begun.id, ['delivered', 'read']);
    await waitFor(async () => (await chatsOf(world, dora.id)) === 1 && (await chatsOf(world, '15550120004')) === 0, {
      timeoutMs: 60_000,
      what: 'one chat',
    });
    await world.managerWrites(begun.id, 'We are the shop');
    await waitFor(async () => (await onHandset(world, line, dora.id)).length === 2, {
      timeoutMs: 60_000,
      what: 'both words',
    });
    expect(await onHandset(world, line, dora.id)).toEqual([HELLO.content, 'We are the shop']);
    expect((await inboxChat(world, first.id)).messages).toHaveLength(1);
  });

  it('twice within the same second: one chat, both in order, one status each', async () => {
    const emil = await person(world, line, 'Emil', '+15550120005');
    const words = { phone: '+15550120005', sourceExternalId: source } as const;
    const [one, other] = await Promise.all([
      writeFirst(world, { ...words, template: HELLO }),
      writeFirst(world, {
        ...words,
        template: {
          ...HELLO,
          externalId: 'order_ready:es',
          content: 'Hola {{1}}, tu pedido {{2}} está listo.',
          params: [
            { key: '{{1}}', value: 'Emil' },
            { key: '{{2}}', value: 'A-17' },
          ],
        },
      }),
    ]);
    expect(other.id).toBe(one.id);

    const { messages } = await becomes(world, one.id, ['delivered', 'read']);
    expect(messages).toHaveLength(2);
    expect(await onHandset(world, line, emil.id)).toEqual(messages.map(({ text }) => text));
    expect(await chatsOf(world, emil.id)).toBe(1);
  });

  it('to a service of one’s own, whose answer tells the conversation; the answer comes into the same chat', async () => {
    const fay = await person(world, service, 'Fay', '+15550120007');
    const begun = await writeFirst(world, { phone: '+1 555 012-0007', sourceExternalId: shop, text: 'Hello Fay' });
    await becomes(world, begun.id, ['delivered', 'read']);
    expect(await onHandset(world, service, fay.id)).toEqual(['Hello Fay']);

    await world.managerWrites(begun.id, 'Are you there?');
    await waitFor(async () => (await onHandset(world, service, fay.id)).length === 2, {
      timeoutMs: 60_000,
      what: 'the next word',
    });
    await personWrites(world, service, fay.id, 'I am');
    await waitFor(async () => (await inboxChat(world, begun.id)).messages.length === 3, {
      timeoutMs: 60_000,
      what: 'her answer',
    });
    expect(await chatsOf(world, fay.id)).toBe(1);
    expect((await world.state()).kommo.chats.filter(({ customer }) => customer.name === 'Fay')).toHaveLength(1);
  });

  it('to a number that the service does not know: not delivered, 904', async () => {
    const begun = await writeFirst(world, { phone: '+15550129998', sourceExternalId: shop, text: 'Hello' });

    const { messages } = await becomes(world, begun.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 904 });
    expect(messages[0]?.error?.text).toContain('The service does not know this customer.');
  });

  it('from a number that WhatsApp restricts: refused at once with the end, answers go, and it goes when that is over', async () => {
    const eve = await person(world, line, 'Eve Moss', '+15550120031');
    await personWrites(world, line, eve.id, 'Are you open?');
    const chat = await waitFor(
      async () => (await world.state()).kommo.chats.find(({ messages }) => messages[0]?.text === 'Are you open?'),
      { timeoutMs: 60_000, what: 'her chat' },
    );
    const finn = await person(world, line, 'Finn Lake', '+15550120032');
    const before = await sends();

    await act({ act: 'account', state: 'restricted', expiration: Date.UTC(2099, 0, 1) / 1_000 });
    await known('starting');
    const refused = await writeFirst(world, { phone: '+15550120032', sourceExternalId: source, template: HELLO });
    const { messages } = await becomes(world, refused.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 905 });
    expect(messages[0]?.error?.text).toContain(
      'WhatsApp does not let your number begin conversations or send templates now',
    );
    expect(messages[0]?.error?.text).toContain('2099-01-01 00:00 UTC');
    expect(await sends()).toBe(before);

    await world.managerWrites(chat.id, 'Until eight');
    await becomes(world, chat.id, ['delivered', 'read']);
    expect(await onHandset(world, line, eve.id)).toEqual(['Until eight']);

    await act({ act: 'account', state: 'ok' });
    await known(null);
    // The chat that was refused is not refused for ever.
    const again = await writeFirst(world, { phone: '+15550120032', sourceExternalId: source, template: HELLO });
    expect(again.id).toBe(refused.id);
    await waitFor(async () => (await onHandset(world, line, finn.id)).length === 1, {
      timeoutMs: 60_000,
      what: 'the template',
    });
  });

  it('from a number of which only a refused send tells that WhatsApp restricts it: the next is not sent', async () => {
    const gina = await person(world, line, 'Gina Ford', '+15550120033');
    const write = () => writeFirst(world, { phone: '+15550120033', sourceExternalId: source, template: HELLO });
    await act({ act: 'refuse', code: 368, times: 1 });
    const { id } = await write();
    const asked = await becomes(world, id, ['failed']);
    expect(asked.messages[0]?.error?.text).toContain('WhatsApp has restricted the account');
    await known('starting');

    const before = await sends();
    await write();
    const judged = await waitFor(
      async () => (await inboxChat(world, id)).messages.find(({ error }) => error?.code === 905),
      { timeoutMs: 60_000, what: 'the refusal' },
    );
    expect(judged.error?.text).toContain('does not let your number begin conversations or send templates now');
    expect(await sends()).toBe(before);

    await act({ act: 'account', state: 'restricted', types: ['RESTRICTED_CUSTOMER_INITIATED_MESSAGING'] });
    await known('answering');
    await act({ act: 'account', state: 'ok' });
    await known(null);
    await write();
    await waitFor(async () => (await onHandset(world, line, gina.id)).length === 1, {
      timeoutMs: 60_000,
      what: 'the template',
    });
  });

  const sends = async () =>
    (await world.journal()).filter(({ side, operation }) => side === 'whatsapp' && operation === 'send').length;

  const act = (fields: object) => world.control('POST', `/lines/whatsapp/${encodeURIComponent(line.id)}/act`, fields);

  /** What Courier has been told; the webhook of it is on its way. */
  const known = (what: string | null) =>
    waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ restricted: string | null }>(
          'select restricted from sources where external_id = $1',
          [source],
        );
        return rows[0]?.restricted === what;
      },
      { timeoutMs: 60_000, what: `the restriction ${String(what)}` },
    );

  it('on Telegram, which lets nobody be written to so: 904, with what works', async () => {
    const begun = await writeFirst(world, { phone: '+15550120006', text: 'Hello' });

    const { messages } = await becomes(world, begun.id, ['failed']);
    expect(messages[0]?.error).toMatchObject({ code: 904 });
    expect(messages[0]?.error?.text).toContain('Telegram lets nobody be written to by a phone number.');
  });

  it('leaves no number in the histories, and seals it in the ledger until it is not needed', async () => {
    const { text } = await historiesOf(world, ['writeFirst', 'conversation']);
    expect(text).toContain('findPerson');
    expect(text).not.toMatch(/555[ -]?012[ -]?\d{4}/);
    const { rows } = await world.database.pool.query<{ state: string; phone: string | null }>(
      'select state, phone from write_firsts',
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ state, phone }) => state === 'open' || phone !== null)).toEqual([]);
  });
});

async function chatsOf(world: World, remoteId: string): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    'select count(*)::integer as count from chats where remote_id = $1',
    [remoteId],
  );
  return rows[0]?.count ?? 0;
}
