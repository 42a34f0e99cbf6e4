import { randomUUID } from 'node:crypto';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { fromKommo } from '../../ledger/ledger';
import { startCourier, type Courier, type Customer } from '../courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());

async function marksBots(mark: string | null): Promise<void> {
  await courier.ledger.db.query('update sources set bot_mark = $2 where id = $1', [courier.tenant.sourceId, mark]);
}

/** As Salesbot and other automation of Kommo does: in the name of the channel's bot. */
async function botWrites({ chatId }: Customer, text: string): Promise<void> {
  await courier.ledger.acceptor.accept([
    fromKommo(courier.tenant, {
      chatClientId: `telegram-${chatId}`,
      kommoId: randomUUID(),
      text,
      author: { kommoId: SANDBOX.kommo.channel.bot.id, name: 'Bot' },
    }),
  ]);
  await courier.run('to-messenger', chatId);
}

async function managerWrites({ chatId }: Customer, text: string): Promise<void> {
  await courier.managerWrites(chatId, text);
  await courier.run('to-messenger', chatId);
}

describe('what a bot of Kommo wrote', () => {
  it('is marked where the source says with what, and what a person wrote is not', async () => {
    await marksBots('🤖');
    const customer = await courier.customer();
    await botWrites(customer, 'We are open until six.');
    await managerWrites(customer, 'And on Saturdays until four.');
    expect(await courier.onPhone(customer)).toEqual(['🤖 We are open until six.', 'And on Saturdays until four.']);
  });

  it('goes as it is where the source marks nothing', async () => {
    await marksBots(null);
    const customer = await courier.customer();
    await botWrites(customer, 'We are open until six.');
    expect(await courier.onPhone(customer)).toEqual(['We are open until six.']);
  });
});
