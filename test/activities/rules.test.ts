import { holdSource } from '../../src/ledger/attempt';
import { asSourceId } from '../../src/model/ids';
import { deliveriesOf } from '../ledger/ledger';
import { startCourier, type Courier } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(async () => {
  await courier.ledger.db.query("update sources set held_until = null, held_reason = null, when_unknown = 'ask'");
});

it('a row that is held ends in time all the same, and says what held it up', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'waits for the token');
  await courier.sandbox.fault({ name: 'telegram-error', status: 401, operation: 'sendMessage', times: 1 });
  await courier.run('to-messenger', customer.chatId);
  await courier.ledger.db.query('update deliveries set expires_at = now() where chat_id = $1', [customer.chatId]);
  expect(await courier.run('to-messenger', customer.chatId, { parked: true })).toMatchObject({
    kind: 'returned',
    result: { kind: 'idle', receiptsDue: true },
  });
  const [row] = await deliveriesOf(courier.ledger.db, customer.chatId, 'to-messenger');
  expect(row).toMatchObject({ outcome: 'failed', outcome_code: 903 });
  expect(row?.outcome_text).toContain('@BotFather');
  expect(await courier.onPhone(customer)).toEqual([]);
});

it('a hold is waited for no longer than the row has time', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'held for long');
  await courier.ledger.db.query(
    "update sources set held_until = now() + interval '1 day', held_reason = 'Paused by Ann'",
  );
  await courier.ledger.db.query("update deliveries set expires_at = now() + interval '20 seconds' where chat_id = $1", [
    customer.chatId,
  ]);
  const ran = await courier.run('to-messenger', customer.chatId, { parked: true });
  expect(ran).toMatchObject({ kind: 'later', type: 'Held', message: 'Paused by Ann' });
  expect((ran as { delayMs: number }).delayMs).toBeLessThanOrEqual(20_000);
});

it('a source that would rather have a message twice has it sent once more, and no oftener', async () => {
  await courier.ledger.db.query("update sources set when_unknown = 'resend'");
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'twice is fine');
  await courier.sandbox.fault({ name: 'telegram-drop-after-storing', operation: 'sendMessage', times: 2 });
  for (let round = 0; round < 3; round += 1) {
    await courier.run('to-messenger', customer.chatId);
    await courier.pass(customer.chatId, 30);
  }
  expect(await courier.onPhone(customer)).toEqual(['twice is fine', 'twice is fine']);
  const [row] = await deliveriesOf(courier.ledger.db, customer.chatId, 'to-messenger');
  expect(row).toMatchObject({ outcome: 'unknown', tick: 'failed' });
});

it('a pause by a person keeps its reason when the messenger asks to wait a little', async () => {
  const { rows } = await courier.ledger.db.query<{ id: string }>(
    "update sources set held_until = now() + interval '1 day', held_reason = 'Paused by Ann' returning id",
  );
  for (const { id } of rows) await holdSource(courier.ledger.db, asSourceId(id), 5_000, { text: 'Too many requests' });
  const after = await courier.ledger.db.query<{ held_reason: string }>('select distinct held_reason from sources');
  expect(after.rows).toEqual([{ held_reason: 'Paused by Ann' }]);
});
