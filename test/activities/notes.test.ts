import { asChatId } from '../../src/model/ids';
import { writeNote } from '../../src/ledger/notes';
import { say as telegramSays } from '../../src/messengers/telegram/phrases';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { startCourier, type Courier, type Customer } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(async () => {
  await courier.ledger.db.query('update sources set held_until = null, held_reason = null');
});

const notesOf = async ({ chatId }: Customer): Promise<InboxMessage[]> => {
  await courier.run('to-kommo', chatId);
  return ((await courier.inbox(chatId))?.messages ?? []).filter(({ direction }) => direction === 'outgoing');
};

it('a note is said by the channel bot, in the chat, and rings no bell', async () => {
  const customer = await courier.customer();
  const note = {
    chat: { id: customer.chatId },
    dedupeKey: 'n1',
    text: 'The customer has blocked the bot.',
    at: Date.now(),
  };
  expect(await writeNote(courier.ledger.db, note)).toMatchObject({ chatId: customer.chatId, work: ['to-kommo'] });
  expect(await writeNote(courier.ledger.db, note)).toBe('repeated');
  const notes = await notesOf(customer);
  expect(notes.map(({ text, notified }) => ({ text, notified }))).toEqual([{ text: note.text, notified: false }]);
  expect(await courier.onPhone(customer)).toEqual([]);
});

it('a note is said in the language of the account, and as it is where it has no sentences', async () => {
  await courier.ledger.db.query("update accounts set language = 'es'");
  const customer = await courier.customer();
  const chat = { id: customer.chatId };
  const note = telegramSays('telegram.note.blocked');
  await writeNote(courier.ledger.db, { chat, dedupeKey: 'n3', ...note, at: Date.now() });
  await writeNote(courier.ledger.db, { chat, dedupeKey: 'n4', text: 'In other words.', at: Date.now() + 1 });
  const notes = await notesOf(customer);
  await courier.ledger.db.query('update accounts set language = null');
  expect(notes.map(({ text }) => text)).toEqual([
    'El cliente ha bloqueado el bot. Los mensajes no llegan hasta que lo desbloquee.',
    'In other words.',
  ]);
});

it('a note for a chat that nobody has written in goes nowhere', async () => {
  const id = asChatId('00000000-0000-4000-8000-000000000000');
  expect(await writeNote(courier.ledger.db, { chat: { id }, dedupeKey: 'n2', text: 'x', at: 1 })).toBe('no-chat');
});

it('a message that waits for a dead token is explained to the manager, once', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'one');
  await courier.managerWrites(customer.chatId, 'two');
  await courier.sandbox.fault({ name: 'telegram-error', status: 401, operation: 'sendMessage', times: 1 });
  await courier.run('to-messenger', customer.chatId);
  await courier.run('to-messenger', customer.chatId, { parked: true });
  const notes = (await notesOf(customer)).filter(({ text }) => text.startsWith('Your message waits.'));
  expect(notes).toHaveLength(1);
  expect(notes[0]?.text).toContain('@BotFather');
});
