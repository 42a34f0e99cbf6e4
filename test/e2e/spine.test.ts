import { waitFor } from '../support/wait-for';
import { CUSTOMER_CHAT, World } from '../support/world';

describe('a phone and a Kommo inbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  }, 120_000);
  afterAll(() => world.stop());

  it('talk to each other, and the manager sees that the answer was delivered', async () => {
    await world.customerWrites(CUSTOMER_CHAT, 'Do you have it in blue?');
    const chat = await waitFor(async () => (await world.state()).kommo.chats.find((each) => each.messages.length > 0), {
      timeoutMs: 30_000,
      what: 'the message in the inbox',
    });
    expect(chat.messages.map(({ text, direction }) => ({ text, direction }))).toEqual([
      { text: 'Do you have it in blue?', direction: 'incoming' },
    ]);
    expect(chat.customer.name).toBe('Ana Lima');

    await world.managerWrites(chat.id, 'Yes, in two blues.');
    const phone = await waitFor(
      async () =>
        (await world.state()).telegram.phones.find((each) => each.messages.some(({ from }) => from === 'bot')),
      { timeoutMs: 30_000, what: 'the answer on the phone' },
    );
    expect(phone.messages.map(({ text, from }) => ({ text, from }))).toEqual([
      { text: 'Do you have it in blue?', from: 'customer' },
      { text: 'Yes, in two blues.', from: 'bot' },
    ]);
    await waitFor(
      async () =>
        (await world.state()).kommo.chats[0]?.messages.find(({ direction }) => direction === 'outgoing')?.status ===
        'delivered',
      { timeoutMs: 30_000, what: 'the tick' },
    );
  }, 120_000);
});
