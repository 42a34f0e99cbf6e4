import { startCourier, type Courier, type Customer } from '../courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());

const sentTo = async ({ phoneChat }: Customer): Promise<number> =>
  (await courier.requests('telegram', 'sendMessage')).filter(({ request }) =>
    JSON.stringify(request).includes(phoneChat),
  ).length;

async function away(since: string): Promise<Customer> {
  const customer = await courier.customer();
  await courier.ledger.db.query(`update chats set away = 'blocked', away_at = now() - $2::interval where id = $1`, [
    customer.chatId,
    since,
  ]);
  return customer;
}

async function speaks(language: string): Promise<void> {
  await courier.ledger.db.query('update accounts set language = $2 where id = $1', [
    courier.tenant.accountId,
    language,
  ]);
}

describe('a message to somebody who has turned away', () => {
  it('is refused at once, without asking the messenger, and Kommo shows why in the language of the account', async () => {
    await speaks('es');
    const customer = await away('1 hour');
    const id = await courier.managerWrites(customer.chatId, 'Are you there?');
    await courier.run('to-messenger', customer.chatId);
    await courier.reportReceipts(customer.chatId);
    expect(await sentTo(customer)).toBe(0);
    expect((await courier.inboxMessage(id))?.status).toBe('failed');
    expect(JSON.stringify(await courier.inboxMessage(id))).toContain(
      'No se envió. El cliente te ha bloqueado en Telegram.',
    );
    await speaks('en');
  });

  it('is tried after a day: news that they came back may have been lost', async () => {
    const customer = await away('25 hours');
    await courier.managerWrites(customer.chatId, 'Are you there?');
    await courier.run('to-messenger', customer.chatId);
    expect(await courier.onPhone(customer)).toContain('Are you there?');
  });
});
