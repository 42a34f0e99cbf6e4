import { NoAnswer } from '../../src/http/client';
import { registerSource } from '../../src/ledger/registration';
import type { ChatId } from '../../src/model/ids';
import { claim, deliveriesOf, fromKommo, fromMessenger, receipt, take, type Tenant } from '../ledger/ledger';
import { credentials, eventOf, heard, refusal, ScriptedService, SOURCE } from '../messengers/custom/service';
import { startCourier, type Courier } from './courier';

let courier: Courier;
let tenant: Tenant;

beforeAll(async () => {
  courier = await startCourier();
  const { db, vault } = courier.ledger;
  const source = { messenger: 'custom', credentials, remoteId: SOURCE, name: 'Site', externalId: 'custom-1' } as const;
  tenant = { ...courier.tenant, ...(await registerSource(db, vault, { scopeId: courier.tenant.scopeId, ...source })) };
});
afterAll(() => courier.close());

let chats = 0;

/** A customer who has written, and whom a manager has answered. */
async function answered(text: string): Promise<ChatId> {
  chats += 1;
  const chatRemoteId = `conversation-${chats}`;
  const author = { remoteId: `contact-${chats}`, name: 'Ann' };
  const { wake } = await courier.ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId, author })]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('no chat');
  await courier.ledger.acceptor.accept([fromKommo(tenant, { chatClientId: `custom-${chatId}`, text })]);
  return chatId;
}

const run = (chatId: ChatId, http: ScriptedService) => courier.run('to-messenger', chatId, { http });
const rows = (chatId: ChatId) => deliveriesOf(courier.ledger.db, chatId, 'to-messenger');
const messages = (http: ScriptedService) => http.told.filter(({ event }) => event.type === 'message.created');
const LOST = new NoAnswer('maybe', 'the connection broke');

describe('where the far side knows a message again, a send without an answer', () => {
  it('is made again under the same id, and counts as sent', async () => {
    const chatId = await answered('Hello');
    const http = new ScriptedService(LOST, { status: 200 });
    expect(await run(chatId, http)).toMatchObject({ kind: 'later', type: 'TryLater' });
    await courier.pass(chatId, 60);
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    const [first, second] = messages(http);
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await rows(chatId)).toMatchObject([{ outcome: 'sent' }]);
  });

  it('is made again after a crash', async () => {
    const chatId = await answered('Hello');
    await claim(courier.ledger.db, await take(courier.ledger.db, chatId, 'to-messenger'));
    const http = new ScriptedService();
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    expect(messages(http)).toHaveLength(1);
    expect(await rows(chatId)).toMatchObject([{ outcome: 'sent' }]);
  });

  it('of a part is made again, and no other part is', async () => {
    const chatId = await answered('a sentence. '.repeat(500).trim());
    const http = new ScriptedService({ status: 200 }, LOST, { status: 200 });
    expect(await run(chatId, http)).toMatchObject({ kind: 'later' });
    await courier.pass(chatId, 60);
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    const ids = messages(http).map(({ headers }) => headers['webhook-id']);
    expect(ids[2]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(2);
    expect(await rows(chatId)).toMatchObject([{ outcome: 'sent' }]);
  });
});

describe('whose time is up before there is an answer', () => {
  const late = async (chatId: ChatId): Promise<void> => {
    await courier.pass(chatId, 60);
    await courier.ledger.db.query('update deliveries set expires_at = now() where chat_id = $1', [chatId]);
  };

  it('may have arrived, where one attempt of it had none', async () => {
    const chatId = await answered('Hello');
    const http = new ScriptedService(LOST, refusal(503));
    expect(await run(chatId, http)).toMatchObject({ kind: 'later' });
    await courier.pass(chatId, 60);
    expect(await run(chatId, http)).toMatchObject({ kind: 'later' });
    await late(chatId);
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    expect(await rows(chatId)).toMatchObject([
      { outcome: 'unknown', outcome_text: expect.stringMatching(/^May have arrived.* \(HTTP 503\)\.$/) as string },
    ]);
  });

  it('may have arrived, where a worker ended in the middle of it', async () => {
    const chatId = await answered('Hello');
    await claim(courier.ledger.db, await take(courier.ledger.db, chatId, 'to-messenger'));
    await late(chatId);
    const http = new ScriptedService();
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    expect(messages(http)).toEqual([]);
    expect(await rows(chatId)).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('was not sent, where every attempt was refused', async () => {
    const chatId = await answered('Hello');
    const http = new ScriptedService(refusal(503));
    expect(await run(chatId, http)).toMatchObject({ kind: 'later' });
    await late(chatId);
    expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
    expect(await rows(chatId)).toMatchObject([
      { outcome: 'failed', outcome_text: expect.stringContaining('not sent') as string },
    ]);
  });

  it('was sent after all, once the service tells what became of it', async () => {
    const chatId = await answered('Hello');
    const http = new ScriptedService(LOST);
    await run(chatId, http);
    await late(chatId);
    await run(chatId, http);
    const { id } = messages(http)[0]?.event.data.message as { readonly id: string };
    const data = { message: { id }, conversation: { id: `conversation-${chats}` }, status: 'delivered' };
    const [told] = heard(eventOf('message.status', { ...data, at: '2026-11-21T10:00:00Z' })).events;
    if (told?.kind !== 'receipt') throw new Error('Nothing was told');
    const { remoteId, correlation = null } = told;
    await courier.ledger.acceptor.accept([receipt(tenant, remoteId, 'delivered', { correlation })]);
    expect(await rows(chatId)).toMatchObject([{ outcome: 'sent' }]);
  });
});

it('a message is made into what this one service takes, and names the customer', async () => {
  const chatId = await answered('one two three');
  const http = new ScriptedService();
  http.pong = { capabilities: { text_max: 7 } };
  expect(await run(chatId, http)).toMatchObject({ kind: 'returned' });
  const said = messages(http).map(({ event }) => event.data);
  expect(said).toMatchObject([
    { message: { text: 'one two' }, contact: { id: `contact-${chats}` } },
    { message: { text: 'three' }, contact: { id: `contact-${chats}` } },
  ]);
});
