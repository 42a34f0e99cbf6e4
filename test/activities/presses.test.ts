import { randomUUID } from 'node:crypto';
import type { SaidContent } from '../../src/model/content';
import { asMessageId } from '../../src/model/ids';
import { partKey } from '../../src/model/part-key';
import { deliveriesOf, fromKommo, fromMessenger } from '../ledger/ledger';
import { startCourier, type Courier, type Customer } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());

const SIZES = {
  body: 'Pick a size',
  button: 'Sizes',
  sections: [
    { title: 'All', rows: [{ data: 's', title: 'Small' }] },
    { title: 'More', rows: [{ data: 'l', title: 'Large' }] },
  ],
};

/** What a manager asks; our key of the part that has the buttons. */
async function asks({ chatId }: Customer, content: SaidContent, index: number | null): Promise<string> {
  await courier.ledger.acceptor.accept([fromKommo(courier.tenant, { chatClientId: `telegram-${chatId}`, content })]);
  const asked = (await deliveriesOf(courier.ledger.db, chatId, 'to-messenger')).at(-1);
  return partKey({ messageId: asMessageId(asked?.message_id ?? ''), index });
}

async function presses({ phoneChat, chatId }: Customer, press: { readonly ofKey?: string; readonly label?: string }) {
  const content = { type: 'press', row: 1, column: 0, ...press } as const;
  await courier.ledger.acceptor.accept([
    fromMessenger(courier.tenant, { chatRemoteId: phoneChat, remoteId: randomUUID(), content, at: Date.now() }),
  ]);
  await courier.run('to-kommo', chatId);
  return (await courier.inbox(chatId))?.messages.at(-1);
}

it.each([
  ['a message in one part', null],
  ['the last of several parts', 2],
] as const)('a row of a list is known by our own key of %s, and goes back with its data', async (_, index) => {
  const customer = await courier.customer();
  const ofKey = await asks(customer, { type: 'text', text: '', list: SIZES }, index);
  expect(await presses(customer, { ofKey, label: 'Larg…' })).toMatchObject({ text: 'Large', callbackData: 'l' });
});

it('a button is known by our own key, and says all that it said, however short the messenger cut it', async () => {
  const customer = await courier.customer();
  const buttons = [[{ text: 'Yes' }], [{ text: 'No, thank you very much indeed' }]];
  const ofKey = await asks(customer, { type: 'text', text: 'Shall I?', buttons }, null);
  expect(await presses(customer, { ofKey, label: 'No, thank you…' })).toMatchObject({
    text: 'No, thank you very much indeed',
  });
});

it.each([
  ['no key', undefined],
  ['somebody else’s key', 'order-17'],
  ['the key of a message that is not of this chat', randomUUID()],
] as const)('a press with %s says the label that the messenger tells', async (_, ofKey) => {
  const customer = await courier.customer();
  expect(await presses(customer, { label: 'Yes', ...(ofKey === undefined ? {} : { ofKey }) })).toMatchObject({
    text: 'Yes',
    callbackData: null,
  });
});
