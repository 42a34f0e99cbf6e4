import fc from 'fast-check';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

let box: Harness;
beforeAll(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  await box.customerWrites('Hello');
});
afterAll(() => box.stop());

/** A good request in which any field may have become anything. */
const spoilt = (good: object): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...Object.keys(good)), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
    )
    .map(([changes, more]) => ({ ...good, ...changes, ...more }));

const users = SANDBOX.kommo.users[0].id;
const kommo: readonly (readonly [string, string, object])[] = [
  ['POST', `${SANDBOX.kommo.channel.id}/connect`, { account_id: 'x', title: 'x', hook_api_version: 'v2' }],
  ['POST', `${SCOPE}/chats`, { conversation_id: 'c', user: { id: 'u', name: 'U' }, source: { external_id: 's' } }],
  ['POST', `${SCOPE}/m/delivery_status`, { status_code: -1, error_code: 905, error: 'x' }],
  ['POST', `${SCOPE}/typing`, { conversation_id: 'c', sender: { id: 'u' } }],
  ['POST', `${SCOPE}/react`, { conversation_id: 'c', msgid: 'm', user: { id: 'u' }, type: 'react', emoji: 'x' }],
];

test.each(kommo)('Kommo: %s %s takes or refuses anything', async (method, path, good) => {
  const check = fc.asyncProperty(spoilt(good), async (body) => {
    expect([200, 204, 400, 403, 404]).toContain((await box.kommo.call(method, path, body)).status);
  });
  await fc.assert(check, { numRuns: 60 });
});

test.each([
  ['new_message', incoming('x')],
  ['new_message', outgoing('x', users, { reply_to: { message: { msgid: 'm' } }, forwards: { messages: [{}] } })],
  ['edit_message', incoming('x')],
])('Kommo: any %s is taken or refused', async (event_type, good) => {
  const check = fc.asyncProperty(spoilt(good), async (payload) => {
    expect([200, 400]).toContain((await box.kommo.call('POST', SCOPE, { event_type, payload })).status);
  });
  await fc.assert(check, { numRuns: 60 });
});

test.each([
  [
    'sendMessage',
    { chat_id: 700000001, text: 'x', reply_parameters: { message_id: 1 }, reply_markup: {}, entities: [] },
  ],
  ['sendChatAction', { chat_id: 700000001, action: 'typing' }],
  ['getUpdates', { offset: 0, limit: 1 }],
])('Telegram: %s takes or refuses anything', async (method, good) => {
  const check = fc.asyncProperty(spoilt(good), async (args) => {
    expect([200, 400]).toContain((await box.telegram(method, args)).status);
  });
  await fc.assert(check, { numRuns: 60 });
});

test('the state is whole afterwards', async () => {
  expect((await box.state()).kommo.channels[0]?.connected).toHaveLength(1);
  expect((await box.kommo.send(incoming('Hello'))).status).toBe(200);
});
