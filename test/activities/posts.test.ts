import { randomUUID } from 'node:crypto';
import { drawPosts } from '../../src/activities/kommo-posts';
import { readMessengerHook } from '../../src/api/read-messenger-hook';
import type { InboundEvent, Messenger } from '../../src/messengers/contract';
import type * as Registry from '../../src/messengers/registry';
import type { SaidContent } from '../../src/model/content';
import type { ChatId } from '../../src/model/ids';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { reading } from '../api/reading';
import { fromMessenger } from '../ledger/ledger';
import { BOT_ID, startCourier, type Courier, type Customer } from './courier';

/** What the driver finds in the next webhook: none of today's messengers has posts in its chats. */
const mockEvents: InboundEvent[] = [];
jest.mock('../../src/messengers/registry', () => {
  const actual = jest.requireActual<typeof Registry>('../../src/messengers/registry');
  const receive: Messenger['receive'] = () => ({
    kind: 'events',
    events: mockEvents.splice(0),
    answer: { status: 200 },
  });
  return {
    ...actual,
    messengerOf: (kind: string): Messenger | undefined => {
      const driver = actual.messengerOf(kind as 'telegram');
      return driver && { ...driver, receive };
    },
  };
});

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());

const POST = { id: '203055422', url: 'https://example.org/posts/203055422' };
const IDLE = { kind: 'returned', result: { kind: 'idle' } };

/** The message, from the driver's event to the inbox. */
async function arrives({ phoneChat, chatId }: Customer, content: SaidContent): Promise<InboxMessage | undefined> {
  const { sourceId, accountId, scopeId, connectionId, webhookSecret } = courier.tenant;
  const remoteId = randomUUID();
  mockEvents.push({
    kind: 'message',
    key: `message/${remoteId}`,
    source: BOT_ID,
    chat: phoneChat,
    author: { remoteId: phoneChat, name: 'Ana' },
    remoteId,
    at: Date.now(),
    opensWindow: true,
    content,
  });
  const route = {
    connectionId,
    messenger: 'telegram',
    credentials: {},
    webhookSecret,
    sources: new Map([[BOT_ID, { sourceId, accountId, scopeId, channelWindowMs: null }]]),
  } as const;
  const request = { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.from('{}') };
  const read = await readMessengerHook(route, { request, at: Date.now() }, reading());
  if (read.kind !== 'read') throw new Error(`the webhook is ${read.kind}`);
  await courier.ledger.acceptor.accept(read.events);
  expect(await courier.run('to-kommo', chatId)).toMatchObject(IDLE);
  return newest(chatId);
}

const newest = async (chatId: ChatId): Promise<InboxMessage | undefined> =>
  (await courier.inbox(chatId))?.messages.at(-1);

const lastSent = async (): Promise<unknown> => (await courier.requests('kommo', 'send')).at(-1)?.request;

it('a comment under a post is one in Kommo too, with all that is known of the post', async () => {
  const customer = await courier.customer();
  const preview = { url: 'https://cdn.example.org/1.jpg', lasts: false };
  const shown = await arrives(customer, {
    type: 'text',
    text: 'Is it still there?',
    commentOn: { ...POST, preview, author: 'shop', caption: 'New in' },
  });
  expect(shown).toMatchObject({
    type: 'text',
    text: 'Is it still there?',
    post: { ...POST, by: 'shop', caption: 'New in', preview: preview.url },
    sharedPost: null,
    notified: true,
  });
  expect(await lastSent()).toMatchObject({
    payload: { message: { post: { id: POST.id, preview_url: preview.url, username: 'shop', caption: 'New in' } } },
  });
});

it.each([
  [true, { preview_permalink: 'https://cdn.example.org/2.jpg' }],
  [false, { preview_link: 'https://cdn.example.org/2.jpg' }],
])('a shared post is one in Kommo too; its picture may last: %s', async (lasts, wire) => {
  const preview = { url: 'https://cdn.example.org/2.jpg', lasts };
  const sharedPost = { url: POST.url, site: 'Example', preview };
  const shown = await arrives(await courier.customer(), { type: 'text', text: 'Look', sharedPost });
  expect(shown).toMatchObject({ text: 'Look', post: null, sharedPost: { url: POST.url, by: 'Example' } });
  expect(await lastSent()).toMatchObject({
    payload: { message: { shared_post: { url: POST.url, type: 'post', site_name: 'Example', ...wire } } },
  });
});

it.each<[SaidContent, string]>([
  [{ type: 'text', text: '', sharedPost: { url: POST.url } }, POST.url],
  [{ type: 'text', text: ' ', commentOn: POST }, '[comment]'],
  [
    { type: 'text', text: 'Nice', commentOn: { ...POST, id: '', author: 'shop', caption: 'New\nin' } },
    `[comment under a post] shop New in ${POST.url}\n\nNice`,
  ],
  [
    { type: 'text', text: '', commentOn: { id: 'p', url: 'app://p/1' }, sharedPost: { url: 'no address' } },
    '[comment under a post] app://p/1\n[shared post] no address',
  ],
  [
    {
      type: 'text',
      text: 'How much?',
      referral: { source: 'ad', id: '2385', title: 'Winter\nsale', text: 'All coats', url: 'https://fb.me/ad' },
    },
    '[came by an ad] Winter sale https://fb.me/ad\n\nHow much?',
  ],
  [{ type: 'text', text: 'Hi', referral: { source: 'link', id: 'flyer-7' } }, '[came by a link] flyer-7\n\nHi'],
  [
    { type: 'unsupported', what: 'poll', sharedPost: { url: 'no address', site: 'Example' } },
    '[shared post] Example no address\n\n[poll]',
  ],
])('what Kommo has no form for is said in words: %j', async (content, text) => {
  expect(await arrives(await courier.customer(), content)).toMatchObject({ text });
});

it('what Kommo refuses about a post is said in words as well', async () => {
  const customer = await courier.customer();
  await courier.sandbox.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 1 });
  const content: SaidContent = {
    type: 'text',
    text: POST.url,
    commentOn: { ...POST, author: 'shop' },
    sharedPost: { url: POST.url },
  };
  expect(await arrives(customer, content)).toMatchObject({
    post: null,
    sharedPost: null,
    text: `[comment under a post] shop ${POST.url}\n[shared post] ${POST.url}`,
  });
});

describe('what brought the customer', () => {
  const words = async (customer: Customer, referral: SaidContent['referral'], text: string) =>
    (await arrives(customer, { type: 'text', text, ...(referral === undefined ? {} : { referral }) }))?.text;
  const site = (page: string) =>
    ({ source: 'link', id: 'spring', text: 'utm_source=ads', url: `https://shop.example.com/${page}` }) as const;

  it('stands once in a chat, however often a website tells it, and from whichever page', async () => {
    const customer = await courier.customer();
    expect(await words(customer, site('a'), 'one')).toContain('[came by a link] spring utm_source=ads');
    expect(await words(customer, site('a'), 'two')).toBe('two');
    expect(await words(customer, undefined, 'three')).toBe('three');
    expect(await words(customer, site('b'), 'four')).toBe('four');
    expect(await words(await courier.customer(), site('b'), 'five')).toContain('[came by a link]');
  });

  it('stands again when it is something else', async () => {
    const customer = await courier.customer();
    await words(customer, site('a'), 'one');
    expect(await words(customer, { ...site('a'), id: 'autumn' }, 'two')).toContain('[came by a link] autumn');
    expect(await words(customer, { source: 'link', url: 'https://example.org/a' }, 'three')).toContain('org/a');
    expect(await words(customer, { source: 'link', url: 'https://example.org/b' }, 'four')).toContain('org/b');
    expect(await words(customer, { source: 'link', url: 'https://example.org/a' }, 'five')).toBe('five');
  });

  it('stands with the next message where the first did not get to Kommo', async () => {
    const customer = await courier.customer();
    await words(customer, site('a'), 'one');
    await courier.ledger.db.query(
      `update deliveries set outcome = 'failed', outcome_code = 903, outcome_text = 'lost' where chat_id = $1`,
      [customer.chatId],
    );
    expect(await words(customer, site('a'), 'two')).toContain('[came by a link]');
  });
});

it('a changed comment stays one, and shares what it shares now', async () => {
  const customer = await courier.customer();
  const before = await arrives(customer, { type: 'text', text: 'one', commentOn: POST, sharedPost: { url: POST.url } });
  const { rows } = await courier.ledger.db.query<{ remote_id: string }>(
    'select remote_id from messages where chat_id = $1 order by written_at desc limit 1',
    [customer.chatId],
  );
  const { author, ...said } = fromMessenger(courier.tenant, {
    chatRemoteId: customer.phoneChat,
    remoteId: rows[0]?.remote_id ?? '',
    dedupeKey: randomUUID(),
    at: Date.now(),
  });
  const { side, accountId, scopeId, sourceId, dedupeKey, chatRemoteId, remoteId, at, raw } = said;
  const content: SaidContent = { type: 'text', text: 'one', commentOn: POST, sharedPost: { url: `${POST.url}/2` } };
  const routed = { side, accountId, scopeId, sourceId, dedupeKey, chatRemoteId, remoteId, at, raw, author };
  await courier.ledger.acceptor.accept([{ kind: 'edit-from-messenger', ...routed, content }]);
  expect(await courier.run('to-kommo', customer.chatId)).toMatchObject(IDLE);
  expect(await newest(customer.chatId)).toMatchObject({
    id: before?.id,
    edited: true,
    post: { id: POST.id },
    sharedPost: { url: `${POST.url}/2` },
  });
});

it('a message that speaks of no post is drawn as before', () => {
  expect(drawPosts({})).toEqual({ words: '', otherwise: '' });
});
