import { Command } from 'commander';
import { writeFirstCommand } from '../../src/cli/write-first';
import { reasonOf } from '../../src/cli/reason';
import { readConfig } from '../../src/config';
import { registerSource } from '../../src/ledger/registration';
import { ADMIN_KEY, makeKey, serveAdmin, type Served } from '../api/admin/served';
import { count, openLedger, type Ledger, type Tenant } from '../ledger/ledger';

const PHONE = '+1 555 010 0042';
const PATH = '/admin/v1/write-first';

let ledger: Ledger;
let tenant: Tenant;
let served: Served;
let number: string;
const before = { ...process.env };
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  served = await serveAdmin(ledger);
  const { sourceId } = await registerSource(ledger.db, ledger.vault, {
    scopeId: tenant.scopeId,
    messenger: 'whatsapp',
    credentials: {},
    remoteId: '8820',
    name: 'Shop',
    externalId: 'whatsapp-8820',
  });
  number = sourceId;
  process.env.COURIER_PORT = new URL(served.origin).port;
  process.env.COURIER_ADMIN_KEY = ADMIN_KEY;
});
afterAll(async () => {
  process.env = before;
  await served.close();
  await ledger.close();
});

async function courier(...words: string[]): Promise<string[]> {
  const said: string[] = [];
  const program = new Command('courier').exitOverride();
  writeFirstCommand(
    program,
    async (work) => {
      await work(readConfig()).catch((error: unknown) => said.push(`refused: ${reasonOf(error)}`));
    },
    (line) => said.push(line),
  );
  await program.parseAsync(['write-first', ...words], { from: 'user' });
  return said;
}

async function deliveriesOf(chatId: unknown): Promise<unknown> {
  const { rows } = await ledger.db.query(
    `select lane, deliveries.kind, messages.content
     from deliveries join messages on messages.id = deliveries.message_id where deliveries.chat_id = $1 order by seq`,
    [chatId],
  );
  return rows;
}

it('at the command line, a chat begins once for a key: its message goes both ways when it is bound', async () => {
  const words = [
    number,
    PHONE,
    '--text',
    'Hola Ana',
    '--template',
    'hola:es',
    '--value',
    '{{1}}=Ana',
    '--contact',
    '7',
  ];
  const [said = ''] = await courier(...words, '--key', 'one', '--json');
  const begun = JSON.parse(said) as { chatId: string; messageId: string };
  expect(await courier(...words, '--key', 'one', '--json')).toEqual([said]);
  const content = {
    type: 'text',
    text: 'Hola Ana',
    template: { id: 0, externalId: 'hola:es', params: [{ key: '{{1}}', value: 'Ana' }] },
  };
  expect(await deliveriesOf(begun.chatId)).toEqual([
    { lane: 'to-messenger', kind: 'message', content },
    { lane: 'to-kommo', kind: 'echo', content },
  ]);
  const { rows } = await ledger.db.query<{ phone: string }>(
    'select begun_in, contact_id, state, phone from write_firsts where chat_id = $1',
    [begun.chatId],
  );
  expect(rows).toEqual([
    expect.objectContaining({ begun_in: 'courier', contact_id: 7, state: 'open', phone: expect.any(String) as string }),
  ]);
  expect(rows[0]?.phone).not.toContain('5550100042');
  expect(await courier(number, PHONE, '--text', 'Hola')).toEqual([
    expect.stringMatching(/^It is on its way: courier receipt /),
  ]);
});

it('an api that dies before its answer is kept does it no second time', async () => {
  const body = { sourceId: number, phone: PHONE, text: 'Hola' };
  const headers = { 'idempotency-key': 'two' };
  const first = await served.ask('POST', PATH, { body, headers });
  expect(first.status).toBe(202);
  await ledger.db.query(`delete from answered_writes where key = 'two'`);
  const chats = await count(ledger.db, 'chats');
  const second = await served.ask('POST', PATH, { body, headers });
  expect(second.body).toEqual(first.body);
  expect(await count(ledger.db, 'chats')).toBe(chats);
});

it('another account’s number is not there', async () => {
  const stranger = await ledger.tenant();
  const { key } = await makeKey(served, stranger.accountId);
  const body = { sourceId: number, phone: PHONE, text: 'Hola' };
  expect((await served.ask('POST', PATH, { key, body })).status).toBe(404);
});

it.each([
  [
    () => [number, '0171 2345678', '--text', 'Hallo'],
    'refused: Not sent. The phone number is not a whole one: write it with its country, such as +1 555 010 0042, and write to the customer anew.',
  ],
  [() => [number, PHONE, '--text', 'x', '--contact', 'Ana'], 'refused: --contact is the number of a contact'],
  [() => [number, PHONE, '--text', 'x', '--template', 'a:en', '--value', 'Ana'], 'refused: --value is name=value'],
  [
    () => [tenant.sourceId, PHONE, '--text', 'x'],
    'refused: Not sent. Telegram lets nobody be written to by a phone number. The customer has to write first; reach them another way until then.',
  ],
])('what cannot be is told', async (words, text) => {
  expect(await courier(...words())).toEqual([text]);
});
