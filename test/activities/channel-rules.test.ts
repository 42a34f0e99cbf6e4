import { randomUUID } from 'node:crypto';
import { shownReaction } from '../../src/activities/kommo-reactions';
import { markStored, waitingFiles } from '../../src/ledger/media';
import type { Reaction, SaidContent } from '../../src/model/content';
import { asMediaId } from '../../src/model/ids';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { deliveriesOf, fromMessenger } from '../ledger/ledger';
import { startCourier, type Courier, type Customer } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(() => channel({}));

interface Rules {
  readonly reactions?: 'all' | readonly string[];
  readonly quoting?: boolean;
  readonly storesFiles?: boolean;
}

/** What support has answered; what is left out is not known. */
async function channel({ reactions, quoting, storesFiles }: Rules): Promise<void> {
  await courier.ledger.db.query(
    'update integrations set reactions_all = $1, reactions_list = $2, quoting = $3, stores_files = $4',
    [
      reactions === undefined ? null : reactions === 'all',
      reactions === undefined || reactions === 'all' ? null : reactions,
      quoting ?? null,
      storesFiles ?? null,
    ],
  );
}

const messages = async ({ chatId }: Customer): Promise<readonly InboxMessage[]> =>
  (await courier.inbox(chatId))?.messages ?? [];

const drain = async ({ chatId }: Customer): Promise<void> => {
  expect(await courier.run('to-kommo', chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle' } });
};

async function says(customer: Customer, content: SaidContent, remoteId: string = randomUUID()): Promise<InboxMessage> {
  await courier.ledger.acceptor.accept([
    fromMessenger(courier.tenant, { chatRemoteId: customer.phoneChat, remoteId, content, at: Date.now() }),
  ]);
  await keepFiles(customer);
  await drain(customer);
  const said = (await messages(customer)).at(-1);
  if (said === undefined) throw new Error('The message is not in the inbox');
  return said;
}

/** What the media activity does, without the network. */
async function keepFiles({ chatId }: Customer): Promise<void> {
  for (const { id } of await waitingFiles(courier.ledger.db, chatId, 10)) {
    const file = { storeKey: `files/${id}`, size: 5, mimeType: 'image/png', extension: 'png' };
    await markStored(courier.ledger.db, asMediaId(id), file);
  }
}

async function reacts(customer: Customer, remoteId: string, reaction: Reaction): Promise<void> {
  const { accountId, scopeId, sourceId } = courier.tenant;
  await courier.ledger.acceptor.accept([
    {
      kind: 'reaction-from-messenger',
      side: 'messenger',
      ...{ accountId, scopeId, sourceId },
      dedupeKey: randomUUID(),
      chatRemoteId: customer.phoneChat,
      remoteId,
      author: { remoteId: customer.phoneChat, name: 'Ana' },
      at: Date.now(),
      raw: Buffer.from('{}'),
      reaction,
    },
  ]);
  await drain(customer);
}

const emoji = (each: string): Reaction => ({ kind: 'emoji', emoji: each });
const picture: SaidContent = { type: 'picture', file: { reference: 'r', name: 'a.png' }, caption: 'my cat' };

describe('reactions', () => {
  let customer: Customer;
  let remoteId: string;
  beforeEach(async () => {
    customer = await courier.customer();
    remoteId = randomUUID();
    await says(customer, { type: 'text', text: 'liked' }, remoteId);
  });

  const state = async (): Promise<object> => {
    const all = (await messages(customer)).slice(1);
    return {
      reactions: all[0]?.reactions.map((each) => each.emoji) ?? [],
      words: all.slice(1).map(({ text }) => text),
    };
  };
  const reactCalls = async (): Promise<number> => (await courier.requests('kommo', 'react')).length;

  it.each<[string, Rules]>([
    ['nobody knows which', {}],
    ['it takes all', { reactions: 'all' }],
    ['it is on the list', { reactions: ['👍', '😍'] }],
  ])('of a channel are shown where %s', async (_, rules) => {
    await channel(rules);
    await reacts(customer, remoteId, emoji('😍'));
    expect(await state()).toEqual({ reactions: ['😍'], words: [] });
  });

  it('that are not on the list are said in words, and the one before does not stand as the newest', async () => {
    await channel({ reactions: ['👍'] });
    await reacts(customer, remoteId, emoji('👍'));
    await reacts(customer, remoteId, emoji('😍'));
    expect(await state()).toEqual({ reactions: [], words: ['[reacted with 😍]'] });
  });

  it('neither does it when the newest is none that Kommo has', async () => {
    await reacts(customer, remoteId, emoji('👍'));
    await reacts(customer, remoteId, { kind: 'other', what: 'custom emoji' });
    expect(await state()).toEqual({ reactions: [], words: ['[reacted with a custom emoji]'] });
  });

  it('that the list has in another form are shown in its form', async () => {
    await channel({ reactions: ['❤️'] });
    await reacts(customer, remoteId, emoji('❤'));
    expect(await state()).toEqual({ reactions: ['❤️'], words: [] });
  });

  it('in a channel that has none are said in words, and Kommo is not asked', async () => {
    await channel({ reactions: [] });
    const before = await reactCalls();
    await reacts(customer, remoteId, emoji('👍'));
    await reacts(customer, remoteId, { kind: 'none' });
    expect(await state()).toEqual({ reactions: [], words: ['[reacted with 👍]'] });
    expect(await reactCalls()).toBe(before);
    const { rows } = await courier.ledger.db.query(
      "select outcome, outcome_text from deliveries where chat_id = $1 and kind = 'reaction' order by seq desc limit 1",
      [customer.chatId],
    );
    expect(rows).toEqual([{ outcome: 'ignored', outcome_text: 'The channel has no reactions' }]);
  });

  it('are taken back wherever the channel has some', async () => {
    await channel({ reactions: ['👍'] });
    await reacts(customer, remoteId, emoji('👍'));
    await reacts(customer, remoteId, { kind: 'none' });
    expect(await state()).toEqual({ reactions: [], words: [] });
  });

  it('wait when Kommo does not answer about the one before', async () => {
    await channel({ reactions: ['👍'] });
    await reacts(customer, remoteId, emoji('👍'));
    await courier.sandbox.fault({ name: 'kommo-error', status: 429, retryAfter: 7, operation: 'react', times: 1 });
    await expect(reacts(customer, remoteId, emoji('😍'))).rejects.toThrow();
    await courier.pass(customer.chatId, 30);
    await drain(customer);
    expect(await state()).toEqual({ reactions: [], words: ['[reacted with 😍]'] });
  });

  it.each<[Reaction, Parameters<typeof shownReaction>[1], string | null | undefined]>([
    [{ kind: 'none' }, null, null],
    [{ kind: 'none' }, ['👍'], null],
    [{ kind: 'other', what: 'x' }, 'all', undefined],
    [emoji('👍'), 'none', undefined],
    [emoji('👍🏽'), ['👍'], undefined],
  ])('%j with %j are shown as %j', (reaction, reactions, shown) => {
    expect(shownReaction(reaction, reactions)).toBe(shown);
  });
});

describe('quotes', () => {
  let customer: Customer;
  let remoteId: string;
  beforeEach(async () => {
    customer = await courier.customer();
    remoteId = randomUUID();
    await says(customer, { type: 'text', text: 'Red or blue?' }, remoteId);
  });

  it.each<[Rules]>([[{}], [{ quoting: true }]])('lead to the message with %j', async (rules) => {
    await channel(rules);
    const said = await says(customer, { type: 'text', text: 'Blue', replyTo: { remoteId } });
    expect(said).toMatchObject({ text: 'Blue', quote: { text: 'Red or blue?' } });
  });

  it.each<[SaidContent]>([
    [{ type: 'text', text: 'Blue' }],
    [{ ...picture, caption: 'Blue' }],
    [{ type: 'location', latitude: 1, longitude: 2, title: 'Blue' }],
  ])('are in words where the channel has no quoting: %j', async (content) => {
    await channel({ quoting: false });
    const said = await says(customer, { ...content, replyTo: { remoteId } });
    expect(said).toMatchObject({ type: content.type, text: '> Red or blue?\n\nBlue', quote: null });
  });

  it('are in words in front of an album, not of each of its pieces', async () => {
    await channel({ quoting: false });
    const piece = { ...picture, album: 'a', replyTo: { remoteId } };
    expect((await says(customer, piece)).text).toBe('> Red or blue?\n\nmy cat');
    expect((await says(customer, piece)).text).toBe('my cat');
  });

  it('in words stay when the message is changed', async () => {
    await channel({ quoting: false });
    const changed = randomUUID();
    await says(customer, { type: 'text', text: 'Blue', replyTo: { remoteId } }, changed);
    const { accountId, scopeId, sourceId } = courier.tenant;
    await courier.ledger.acceptor.accept([
      {
        kind: 'edit-from-messenger',
        side: 'messenger',
        ...{ accountId, scopeId, sourceId },
        dedupeKey: randomUUID(),
        chatRemoteId: customer.phoneChat,
        remoteId: changed,
        author: { remoteId: customer.phoneChat, name: 'Ana' },
        at: Date.now(),
        raw: Buffer.from('{}'),
        content: { type: 'text', text: 'Green', replyTo: { remoteId } },
      },
    ]);
    await drain(customer);
    expect((await messages(customer)).at(-1)).toMatchObject({ text: '> Red or blue?\n\nGreen', edited: true });
  });
});

describe('files', () => {
  const linkSeconds = async (): Promise<number> => {
    const { request } = (await courier.requests('kommo', 'send')).at(-1) ?? {};
    const { payload } = request as { payload: { message: { media: string } } };
    const end = new URL(payload.message.media).pathname.split('/')[3] ?? '';
    return Number.parseInt(end, 36) - Date.now() / 1_000;
  };

  it.each([undefined, false])('have links that end when the channel stores no files (%s)', async (storesFiles) => {
    await channel(storesFiles === undefined ? {} : { storesFiles });
    await says(await courier.customer(), picture);
    expect(await linkSeconds()).toBeLessThan(61);
  });

  it('have links that last where the channel stores files', async () => {
    await channel({ storesFiles: true });
    await says(await courier.customer(), picture);
    expect(await linkSeconds()).toBeGreaterThan(40 * 365 * 86_400);
  });

  it('that Kommo refuses are explained, with a link', async () => {
    const customer = await courier.customer();
    await courier.sandbox.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 1 });
    const said = await says(customer, picture);
    expect(said).toMatchObject({ type: 'text', media: null });
    expect(said.text).toMatch(/^\[picture\] my cat .+\nhttp:\/\/\S+\/a\.png$/);
    expect((await deliveriesOf(courier.ledger.db, customer.chatId, 'to-kommo')).at(-1)).toMatchObject({
      outcome: 'sent',
    });
    const { rows } = await courier.ledger.db.query('select offered_at from media where chat_id = $1', [
      customer.chatId,
    ]);
    expect(rows).toEqual([{ offered_at: null }]);
  });

  it('that Kommo refuses even so are named at least', async () => {
    const customer = await courier.customer();
    await courier.sandbox.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 2 });
    expect((await says(customer, picture)).text).toContain('could not be shown here');
  });
});
