import { randomUUID } from 'node:crypto';
import { putOff } from '../../../src/ledger/attempt';
import { applyCommand } from '../../../src/ledger/commands';
import type { ChatId } from '../../../src/model/ids';
import { claim, fromKommo, fromMessenger, quietChat, take, type Ledger, type Tenant } from '../../ledger/ledger';
import { openAdmin } from './opened';
import { type Served } from './served';

let ledger: Ledger;
let served: Served;
let tenant: Tenant;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, served, tenant, close } = await openAdmin());
});
afterAll(() => close());

async function get(path: string): Promise<Record<string, unknown>> {
  const { status, body } = await served.ask('GET', `/admin/v1/chats/${path}`);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** A chat with so many answers of a manager that wait. */
async function chatWith(answers: number): Promise<ChatId> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  for (let n = 0; n < answers; n += 1) {
    await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId })]);
  }
  return chatId;
}

it.each([
  ['null', 'none'],
  [`now() + interval '1 hour'`, 'open'],
  [`now() - interval '1 hour'`, 'shut'],
])('the window of a chat that closes at %s is %s', async (at, state) => {
  const chatId = await chatWith(0);
  await ledger.db.query(`update chats set window_closes_at = ${at} where id = $1`, [chatId]);
  const { window } = (await get(`${chatId}/flow`)) as { window: { state: string; at: string | null } };
  expect([window.state, window.at === null]).toEqual([state, state === 'none']);
});

it('each lane tells what waits in it and what is stuck, whatever the other one does', async () => {
  const chatId = await chatWith(2);
  const held = await take(ledger.db, chatId, 'to-messenger');
  for (let failed = 0; failed < 5; failed += 1) {
    const { id } = await claim(ledger.db, held);
    await putOff(ledger.db, held, id, { code: 903, text: 'No.' }, { forMs: 0, counts: true });
  }
  expect((await get(`${chatId}/flow`)).lanes).toEqual([
    { lane: 'to-messenger', waiting: 2, stuck: 1, since: expect.stringMatching(/^20.*Z$/) as string },
    { lane: 'to-kommo', waiting: 0, stuck: 0, since: null },
  ]);
});

it('a pause of the chat is told apart from a hold of its source', async () => {
  const chatId = await chatWith(0);
  const hold = (until: string): Promise<unknown> =>
    ledger.db.query(`update sources set held_until = ${until}, held_reason = 'A limit.' where id = $1`, [
      tenant.sourceId,
    ]);
  await hold(`now() + interval '1 hour'`);
  expect(await get(`${chatId}/flow`)).toMatchObject({ isPaused: false, heldBecause: 'A limit.' });
  await hold('null');
  await applyCommand(ledger.db, { chatId, by: 'Olga', command: { kind: 'pause' } });
  expect(await get(`${chatId}/flow`)).toMatchObject({
    isPaused: true,
    heldBecause: expect.stringContaining('Olga') as string,
  });
});

it('what went in a chat is listed newest first, page by page, and of no other chat', async () => {
  const chatId = await chatWith(3);
  await chatWith(1);
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: randomUUID() })]);
  const { deliveries } = (await get(`${chatId}/deliveries`)) as { deliveries: { id: string; acceptedAt: string }[] };
  const times = deliveries.map(({ acceptedAt }) => acceptedAt);
  expect(times).toHaveLength(4);
  expect(times).toEqual([...times].sort().reverse());
  const paged: string[] = [];
  for (let after = ''; ;) {
    const page = await get(`${chatId}/deliveries?limit=1${after}`);
    paged.push(...(page.deliveries as { id: string }[]).map(({ id }) => id));
    if (typeof page.next !== 'string') break;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  expect(paged).toEqual(deliveries.map(({ id }) => id));
});
