import { randomUUID } from 'node:crypto';
import { Acceptor } from '../../src/ledger/acceptor';
import { phonePlace } from '../../src/ledger/beginnings';
import { settleAndClaim } from '../../src/ledger/claim';
import { joinChats } from '../../src/ledger/join-chats';
import { bindChat, findChatOf, findWriteFirst, noteAddress, refuseWriteFirst } from '../../src/ledger/write-firsts';
import { asChatId, type ChatId } from '../../src/model/ids';
import {
  claim,
  count,
  fromKommo,
  fromMessenger,
  openLedger,
  quietChat,
  take,
  type Ledger,
  type Tenant,
} from './ledger';

const PHONE = '+1 555 010 0042';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());
beforeEach(async () => {
  tenant = await ledger.tenant();
});

const customer = (phone?: string) => ({
  kommoId: randomUUID(),
  name: 'Ana',
  ...(phone === undefined ? {} : { phone }),
});

/** A manager has written to a number so often. */
async function begun(kommoId: string, ...texts: readonly string[]): Promise<ChatId> {
  const who = customer(PHONE);
  const { wake } = await ledger.acceptor.accept(
    texts.map((text) => fromKommo(tenant, { chatKommoId: kommoId, customer: who, text })),
  );
  return wake[0]?.chatId ?? asChatId('');
}

async function textsOf(chatId: ChatId): Promise<readonly string[]> {
  const { rows } = await ledger.db.query<{ text: string }>(
    `select messages.content ->> 'text' as text from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.chat_id = $1 and lane = 'to-messenger' order by seq`,
    [chatId],
  );
  return rows.map(({ text }) => text);
}

it('a chat that Kommo begins keeps the number sealed, and its customer by Kommo’s id', async () => {
  const chatId = await begun(randomUUID(), 'Hello');
  const began = await findWriteFirst(ledger.db, chatId);
  expect(began).toMatchObject({ begunIn: 'kommo', state: 'open', address: null, customer: { name: 'Ana' } });
  expect(began?.phone).not.toContain('555');
  expect(ledger.vault.open(began?.phone ?? '', phonePlace(chatId))).toBe(PHONE);
});

it('hooks of the same moment, also in two processes, make one chat with one customer', async () => {
  const kommoId = randomUUID();
  const who = customer(PHONE);
  const other = new Acceptor(ledger.db, ledger.vault);
  const hooks = [1, 2, 3, 4].map((n) => fromKommo(tenant, { chatKommoId: kommoId, customer: who, text: String(n) }));
  const accepted = await Promise.all(
    hooks.map((hook, index) => (index % 2 === 0 ? ledger.acceptor : other).accept([hook])),
  );
  const chats = new Set(accepted.flatMap(({ wake }) => wake.map(({ chatId }) => chatId)));
  expect(chats.size).toBe(1);
  expect(await count(ledger.db, 'participants where kommo_id = $1', [who.kommoId])).toBe(1);
});

it('a chat with an address does not begin with a number, whatever the hook tells', async () => {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await ledger.acceptor.accept([fromKommo(tenant, { chatClientId: clientId, customer: customer(PHONE) })]);
  expect(await findWriteFirst(ledger.db, chatId)).toBeUndefined();
});

it('is confirmed when Kommo names the chat by our id, also by a process that knew it before', async () => {
  const kommoId = randomUUID();
  const chatId = await begun(kommoId, 'Hello');
  await noteAddress(ledger.db, chatId, '15550100042');
  expect(await bindChat(ledger.db, chatId)).toEqual({ kind: 'bound', chatId });
  expect((await take(ledger.db, chatId, 'to-kommo')).chat).toMatchObject({ unconfirmed: true, kommoId });

  await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: kommoId, chatClientId: `telegram-${chatId}` })]);
  expect((await take(ledger.db, chatId, 'to-kommo')).chat).toMatchObject({ unconfirmed: false });
});

it('gives the chat its address once, writes that down, and keeps the number no longer', async () => {
  const chatId = await begun(randomUUID(), 'Hello');
  await noteAddress(ledger.db, chatId, '15550100777');
  await bindChat(ledger.db, chatId);
  expect(await bindChat(ledger.db, chatId)).toEqual({ kind: 'nothing-to-bind' });
  expect((await take(ledger.db, chatId, 'to-messenger')).chat).toMatchObject({
    remoteId: '15550100777',
    awaitsBinding: false,
    customer: { remoteId: '15550100777' },
  });
  expect(await findWriteFirst(ledger.db, chatId)).toMatchObject({ state: 'bound', phone: null });
  expect(await count(ledger.db, 'address_changes where chat_id = $1 and before = $2', [chatId, ''])).toBe(1);
});

it('a refusal stands, and no address comes after it', async () => {
  const chatId = await begun(randomUUID(), 'Hello');
  await refuseWriteFirst(ledger.db, chatId, { code: 904, text: 'Not there.' });
  await noteAddress(ledger.db, chatId, '15550100042');
  expect(await bindChat(ledger.db, chatId)).toEqual({ kind: 'nothing-to-bind' });
  expect(await findWriteFirst(ledger.db, chatId)).toMatchObject({
    state: 'refused',
    phone: null,
    address: null,
    refusal: { code: 904, text: 'Not there.' },
  });
});

it('somebody who has a chat goes on there: in order, and by both names of Kommo', async () => {
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'there' })]);
  const there = await findChatOf(ledger.db, tenant.sourceId, { addresses: ['there'], phones: ['+1'] });
  const kommoId = randomUUID();
  const chatId = await begun(kommoId, 'one', 'two');
  await noteAddress(ledger.db, chatId, 'there');
  expect(await bindChat(ledger.db, chatId)).toEqual({ kind: 'bound', chatId: there?.chatId });
  expect(await begun(kommoId, 'three')).toBe(there?.chatId);

  expect(await textsOf(there?.chatId ?? asChatId(''))).toEqual(['one', 'two', 'three']);
  expect(await count(ledger.db, 'chats where id = $1', [chatId])).toBe(0);
});

it('a process that remembers the chat which is no more places what comes in the one that took it in', async () => {
  const kommoId = randomUUID();
  const chatId = await begun(kommoId, 'one');
  const other = new Acceptor(ledger.db, ledger.vault);
  await other.accept([fromKommo(tenant, { chatKommoId: kommoId, customer: customer(PHONE), text: 'two' })]);
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'elsewhere' })]);
  await noteAddress(ledger.db, chatId, 'elsewhere');
  await bindChat(ledger.db, chatId);

  const { wake } = await other.accept([fromKommo(tenant, { chatKommoId: kommoId, text: 'three' })]);
  expect(await textsOf(wake[0]?.chatId ?? asChatId(''))).toEqual(['one', 'two', 'three']);
});

it('does not join a chat whose message is just being sent, and takes its lane away when it does', async () => {
  const { chatId: there } = await quietChat(ledger, tenant);
  const chatId = await begun(randomUUID(), 'one', 'two');
  const held = await take(ledger.db, chatId, 'to-messenger');
  const { id } = await claim(ledger.db, held);
  expect(await joinChats(ledger.db, chatId, there)).toBe('busy');

  await settleAndClaim(ledger.db, held, { deliveryId: id, outcome: { kind: 'sent' } }, 'leave');
  expect(await joinChats(ledger.db, chatId, there)).toBe('joined');
  await expect(settleAndClaim(ledger.db, held, undefined, 'claim')).rejects.toThrow('lane');
  expect(await textsOf(there)).toEqual(['one', 'two']);
  expect(await joinChats(ledger.db, chatId, there)).toBe('no-such-chat');
});

it('knows somebody by a number that the messenger told, and not after it moved them to another address', async () => {
  const author = { remoteId: 'US.1', name: 'Ana', phone: '+15550100042' };
  const { wake } = await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'US.1', author })]);
  const asked = { addresses: ['15550100042'], phones: ['+15550100042'] };
  expect(await findChatOf(ledger.db, tenant.sourceId, asked)).toEqual({ chatId: wake[0]?.chatId, address: 'US.1' });

  await ledger.acceptor.accept([
    {
      kind: 'move',
      accountId: tenant.accountId,
      sourceId: tenant.sourceId,
      dedupeKey: randomUUID(),
      raw: Buffer.from('{}'),
      chatRemoteId: 'US.1',
      to: 'US.2',
    },
  ]);
  expect(await findChatOf(ledger.db, tenant.sourceId, asked)).toBeUndefined();
});
