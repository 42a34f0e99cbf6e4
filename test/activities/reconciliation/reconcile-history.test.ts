import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { reconcileHistory } from '../../../src/activities/reconciliation/reconcile-history';
import { createChatApi } from '../../../src/kommo/chat-api';
import { asAmojoChatId, asAmojoParticipantId } from '../../../src/kommo/ids';
import type { NewMessage } from '../../../src/kommo/types';
import { settleAndClaim } from '../../../src/ledger/claim';
import { markScopeConnected } from '../../../src/ledger/registration';
import { countGaps, viewRounds } from '../../../src/ledger/reconciliation-views';
import { asChatId, asParticipantId, type ChatId, type SourceId } from '../../../src/model/ids';
import { conversationIdOf, participantIdOf } from '../../../src/model/own-ids';
import type { InboxMessage } from '../../../src/sandbox/control/contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startAccount, type TestAccount } from '../accounts/account';
import { untoldWishes } from '../../../src/ledger/account-wishes';
import { compareForToldOutgoing, missingOutgoing, noteToldOutgoing } from '../../../src/ledger/told-outgoing';
import { claim, deliveriesOf, fromMessenger, take } from '../../ledger/ledger';

const MINUTE = 60_000;
const { channel, users, account } = SANDBOX.kommo;

let here: TestAccount;
let sourceId: SourceId;
const woken: string[] = [];
beforeAll(async () => {
  const temporal = {
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: {
      signalWithStart: (_: string, { workflowId }: { workflowId: string }) => {
        woken.push(workflowId);
        return Promise.resolve();
      },
    },
  } as never;
  here = await startAccount({ temporal, settings: { queuePrefix: '', lingerMs: 1, wakesPerRun: 1 } });
  ({ sourceId } = await here.source());
  await api().connect({ accountAmojoId: account.amojoId, title: 'Test' });
  await markScopeConnected(here.ledger.db, here.scopeId);
  await here.ledger.db.query(`update scopes set connected_at = now() - interval '1 day'`);
});
afterAll(() => here.close());
beforeEach(async () => {
  // What is compared is the chat of each test alone.
  await here.ledger.db.query(`update chats set last_event_at = now() - interval '1 year'`);
  await here.ledger.db.query('delete from reconciliations');
});

const api = () =>
  createChatApi({
    http: here.deps.http,
    clock: Date,
    origin: here.sandbox.url,
    channelId: channel.id,
    secret: channel.secret,
  });
const acting = <Result>(work: () => Promise<Result>): Promise<Result> => new MockActivityEnvironment().run(work);
const reconcile = () => acting(() => reconcileHistory(here.deps, here.key));
const round = async () => (await viewRounds(here.ledger.db, here.key.accountId))[0];
const gaps = () => countGaps(here.ledger.db, here.key.accountId);
const sending = (chatId: ChatId) => deliveriesOf(here.ledger.db, chatId, 'to-messenger');

interface Chat {
  readonly chatId: ChatId;
  readonly inbox: string;
  /** amojo's and our own id of the customer. */
  readonly customer: { readonly kommoId: string; readonly id: string };
}

/** A chat on both sides; what its customer has written is in Kommo by our ledger, and nowhere else. */
async function openChat(): Promise<Chat> {
  const chatRemoteId = randomUUID();
  const { ledger, key, scopeId } = here;
  const tenant = {
    accountId: key.accountId,
    scopeId,
    sourceId,
    connectionId: 'c',
    amojoId: account.amojoId,
    webhookSecret: '',
  };
  const { wake } = await ledger.acceptor.accept([
    fromMessenger(tenant as never, { chatRemoteId, at: Date.now() - 5 * MINUTE }),
  ]);
  const chatId = asChatId(wake[0]?.chatId ?? '');
  const id = participantIdOf('telegram', asParticipantId(chatRemoteId));
  const made = await api().createChat(scopeId, {
    conversationId: conversationIdOf('telegram', chatId),
    user: { id, name: 'Ana' },
  });
  if (made.kind !== 'accepted') throw new Error('Kommo made no chat');
  const held = await take(ledger.db, chatId, 'to-kommo');
  const delivery = await claim(ledger.db, held);
  const chatKommoId = made.value.chatId;
  await settleAndClaim(
    ledger.db,
    held,
    { deliveryId: delivery.id, outcome: { kind: 'sent' }, kommoId: randomUUID(), chatKommoId },
    'leave',
  );
  await ledger.db.query(`update deliveries set done_at = now() - interval '5 minutes' where id = $1`, [delivery.id]);
  return { chatId, inbox: chatKommoId, customer: { kommoId: made.value.userId ?? '', id } };
}

function managerWrites({ inbox }: Chat, text: string, ago: number, given: object = {}): Promise<InboxMessage> {
  const message = { text, userId: users[0].id, timestampMs: Date.now() - ago, ...given };
  return here.control('POST', `/kommo/chats/${inbox}/messages`, message);
}

/** What a customer said, or what was said at the messenger, as we put it into Kommo. */
async function weWrite({ chatId, inbox, customer }: Chat, author: 'customer' | 'bot' | 'user'): Promise<void> {
  const person = { id: customer.id, name: 'Ana' };
  const common = {
    msgid: randomUUID(),
    conversationId: conversationIdOf('telegram', chatId),
    conversationRefId: asAmojoChatId(inbox),
    at: Date.now() - 6 * MINUTE,
    content: { type: 'text', text: `ours as ${author}` },
  } as const;
  const refId = asAmojoParticipantId(author === 'bot' ? channel.bot.id : users[0].id);
  const message: NewMessage =
    author === 'customer'
      ? { ...common, direction: 'incoming', sender: person }
      : { ...common, direction: 'outgoing', sender: { id: author, name: author, refId }, receiver: person };
  expect(await api().sendMessage(here.scopeId, message)).toMatchObject({ kind: 'accepted' });
}

it('takes over what managers wrote and nobody told us, with their files, and nothing of ours', async () => {
  const chat = await openChat();
  for (const author of ['customer', 'bot', 'user'] as const) await weWrite(chat, author);
  await managerWrites(chat, 'second', 4 * MINUTE);
  await managerWrites(chat, 'first', 5 * MINUTE);
  const file = await fetch(`${here.sandbox.url}/control/files?name=price.png&type=image/png`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array([1, 2, 3]),
  });
  const { id } = (await file.json()) as { readonly id: string };
  await managerWrites(chat, 'price', 3 * MINUTE, { file: id });
  await managerWrites(chat, 'old', 50 * MINUTE);

  expect(await reconcile()).toEqual({ againInMs: null });
  const rows = await sending(chat.chatId);
  expect(rows.map(({ text }) => text)).toEqual(['old', 'first', 'second', null]);
  expect(await gaps()).toMatchObject({ open: expect.any(Number) as number, asks: 1 });
  const { rows: files } = await here.ledger.db.query('select type, name from media where chat_id = $1', [chat.chatId]);
  expect(files).toEqual([{ type: 'picture', name: 'price.png' }]);
  expect(woken.at(-1)).toContain(chat.chatId);

  await reconcile();
  expect(await sending(chat.chatId)).toHaveLength(4);
});

it('leaves a fresh message to its webhook, and looks again', async () => {
  const chat = await openChat();
  await managerWrites(chat, 'just now', 1_000);
  const { againInMs } = await reconcile();
  expect(againInMs).toBeGreaterThan(0);
  expect(await sending(chat.chatId)).toEqual([]);
});

it('has sent to Kommo again what Kommo lacks, if it shows anything of the chat', async () => {
  const unseen = await openChat();
  const chat = await openChat();
  await weWrite(chat, 'bot');
  await reconcile();
  expect(await deliveriesOf(here.ledger.db, unseen.chatId, 'to-kommo')).toMatchObject([{ state: 'done' }]);
  expect(await deliveriesOf(here.ledger.db, chat.chatId, 'to-kommo')).toMatchObject([
    { state: 'pending', outcome: null },
  ]);
});

describe('what a webhook of the account tells of', () => {
  const told = (inbox: string, kommoId: string, given: object = {}) => ({
    kommoId,
    kommoChatId: inbox,
    sourceId: null,
    at: Date.now() - 4 * MINUTE,
    ...given,
  });
  const note = async (...outgoing: ReturnType<typeof told>[]): Promise<void> => {
    await noteToldOutgoing(here.ledger.db, here.key.accountId, outgoing);
    await here.ledger.db.query(`update told_outgoing set told_at = told_at - interval '3 minutes'`);
  };
  const missing = async () => (await missingOutgoing(here.ledger.db, here.key.accountId)).map(({ kommoId }) => kommoId);
  const wished = async () => (await untoldWishes(here.ledger.db, 'reconciliations')).map(({ scopeId }) => scopeId);
  beforeEach(() => here.ledger.db.query('delete from told_outgoing'));

  it('and no webhook of chats has brought, has the account compared: it goes out, also in a chat that rests', async () => {
    const chat = await openChat();
    const { id } = await managerWrites(chat, 'lost', 4 * MINUTE);
    await here.ledger.db.query(`update chats set last_event_at = now() - interval '1 year'`);
    await note(told(chat.inbox, id));
    await compareForToldOutgoing(here.ledger.db, 2 * MINUTE);
    expect(await wished()).toEqual([here.scopeId]);
    await reconcile();
    expect((await sending(chat.chatId)).map(({ text }) => text)).toEqual(['lost']);
    expect(await missing()).toEqual([]);
  });

  it('and the history does not show, is a gap that only its author can close, until it comes after all', async () => {
    const chat = await openChat();
    const { id } = await managerWrites(chat, 'shown', 4 * MINUTE);
    const hidden = randomUUID();
    await note(told(chat.inbox, id), told(chat.inbox, hidden));
    await compareForToldOutgoing(here.ledger.db, 2 * MINUTE);
    await reconcile();
    expect(await missing()).toEqual([hidden]);

    await here.ledger.db.query('update messages set kommo_id = $1 where kommo_id = $2', [hidden, id]);
    await reconcile();
    expect(await missing()).toEqual([]);
  });

  it('and a webhook of chats brings meanwhile, is forgotten and has nothing compared', async () => {
    const chat = await openChat();
    const { id } = await managerWrites(chat, 'both', 4 * MINUTE);
    await note(told(chat.inbox, id));
    await here.ledger.db.query('update messages set kommo_id = $1 where chat_id = $2', [id, chat.chatId]);
    await compareForToldOutgoing(here.ledger.db, 2 * MINUTE);
    expect(await wished()).toEqual([]);
    const { rows } = await here.ledger.db.query('select from told_outgoing');
    expect(rows).toEqual([]);
  });

  it('in a chat that nobody knows is a gap where its source is ours, and nothing where it is not', async () => {
    await here.ledger.db.query('update sources set kommo_source_id = 4711 where id = $1', [sourceId]);
    const [ours, others] = [randomUUID(), randomUUID()];
    await note(told(randomUUID(), ours, { sourceId: 4_711 }), told(randomUUID(), others, { sourceId: 4_712 }));
    await compareForToldOutgoing(here.ledger.db, 2 * MINUTE);
    await reconcile();
    expect(await missing()).toEqual([ours]);
  });
});

describe('while Kommo does not answer', () => {
  const answering = async (fault: object, work: () => Promise<void>): Promise<void> => {
    const { id } = await here.control<{ id: string }>('POST', '/faults', {
      name: 'kommo-error',
      operation: 'history',
      ...fault,
    });
    await work();
    await here.control('DELETE', `/faults/${id}`);
  };

  it('comes back later and goes on', async () => {
    const chat = await openChat();
    await managerWrites(chat, 'lost', 3 * MINUTE);
    await answering({ status: 500 }, async () => {
      expect((await reconcile()).againInMs).toBeGreaterThanOrEqual(2 * MINUTE);
      expect(await round()).toMatchObject({
        state: 'running',
        checkedAt: null,
        trouble: { text: expect.any(String) as string },
      });
    });
    await reconcile();
    expect(await round()).toMatchObject({ state: 'idle', trouble: null, leftOut: 0, chats: 1 });
    expect(await sending(chat.chatId)).toHaveLength(1);
  });

  it('for one chat, it leaves that one out and says so', async () => {
    const good = await openChat();
    const bad = await openChat();
    await managerWrites(good, 'lost', 3 * MINUTE);
    await answering({ status: 500, chat: bad.inbox }, async () => {
      expect(await reconcile()).toEqual({ againInMs: null });
    });
    expect(await round()).toMatchObject({ state: 'idle', leftOut: 1, chats: 2 });
    expect(await sending(good.chatId)).toHaveLength(1);
  });

  it('since the channel is not connected any more, it is broken off with the reason', async () => {
    await openChat();
    await api().disconnect(account.amojoId);
    expect(await reconcile()).toEqual({ againInMs: null });
    expect(await round()).toMatchObject({
      state: 'idle',
      checkedAt: null,
      trouble: { text: expect.stringContaining('connect') as string },
    });
    await api().connect({ accountAmojoId: account.amojoId, title: 'Test' });
  });
});
