import { eventually, pick } from '../support/http';
import { CustomBox, IDA, SERVICE } from '../support/custom';

let custom: CustomBox;
beforeEach(async () => {
  custom = await CustomBox.start();
  await custom.open();
});
afterEach(() => custom.stop());

const CONTACT = { id: IDA.contactId, name: IDA.name, email: IDA.email, phone: IDA.phone, language: IDA.language };
const told = async () => (await custom.told(1))[0];
const toldOf = async (type: string) => {
  await custom.settled();
  return (await custom.told(1)).filter((event) => event.type === type).map(({ data }) => data);
};

describe('a visitor', () => {
  test('writes, with who they are, where, and what brought them', async () => {
    const referral = { ref: 'spring', title: 'ads', url: 'https://shop.example.com/sale' };
    const id = pick(await custom.says({ text: 'Hi', referral }), 'id');
    const [event] = await custom.told(1);
    expect(event).toMatchObject({
      type: 'message.created',
      version: '1',
      timestamp: expect.stringMatching(/Z$/) as string,
      data: {
        message: { id, sender: { type: 'customer' }, text: 'Hi' },
        conversation: { id: IDA.id, source: { url: referral.url, ref: 'spring', utm_campaign: 'ads' } },
        contact: CONTACT,
      },
    });
    expect(await eventually(async () => (await custom.last())?.handed)).toBe(true);
  });

  test.each([
    ['every-message', 'spring'],
    ['once', undefined],
  ] as const)('is told to have come by a link: %s', async (reading, ref) => {
    await custom.box.assume({ 'custom-referral': reading });
    await custom.says({ text: 'Hi', referral: { ref: 'spring' } });
    await custom.says({ text: 'Again' });
    const [, again] = await custom.told(2);
    expect(again?.data.conversation).toEqual({ id: IDA.id, source: { url: IDA.page, ...(ref && { ref }) } });
  });

  test('sends several files with words', async () => {
    const files = [await custom.file('a.png', 'image/png', 'one'), await custom.file('b ü.png', 'image/png', 'two')];
    await custom.says({ text: 'Both', files, as: 'picture' });
    const message = (await told())?.data.message as { attachments: { url: string; name: string; size: number }[] };
    expect(message).toMatchObject({ text: 'Both', attachments: [{ kind: 'picture', size: 3 }, { name: 'b ü.png' }] });
    const [first, second] = message.attachments;
    const answer = await fetch(second?.url ?? '');
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['image/png', 'two']);
    await custom.box.assume({ 'custom-file-redirect': 'on' });
    expect((await fetch(first?.url ?? '', { redirect: 'manual' })).status).toBe(302);
    expect(await (await fetch(first?.url ?? '')).text()).toBe('one');
    await custom.box.control('PUT', '/clock', { offsetMs: 86_400_001 });
    expect((await fetch(first?.url ?? '')).status).toBe(404);
  });

  test.each([
    [{ location: { latitude: 1, longitude: 2, title: 'Shop' } }, { location: { lat: 1, lon: 2, title: 'Shop' } }],
    [
      { contact: { name: 'Bob', phone: '+491' + '5'.repeat(6) } },
      { contact_card: { name: 'Bob', phones: ['+491555555'] } },
    ],
    [{ other: 'link' }, { link: { url: 'https://shop.example.com/p/2' } }],
    [{ other: 'poll' }, { poll: {}, fallback_text: '[poll]' }],
  ])('sends %j', async (said, fields) => {
    await custom.says(said);
    expect((await told())?.data.message).toMatchObject(fields);
  });

  test('does not pass on, nor sends too much', async () => {
    expect((await custom.says({ text: 'See', forwarded: true })).status).toBe(409);
    expect((await custom.says({ text: 'x'.repeat(20_001) })).status).toBe(409);
    const files = await Promise.all(Array.from({ length: 11 }, (_, at) => custom.file(`${at}`, 'text/plain')));
    expect((await custom.says({ files })).status).toBe(409);
  });

  test('quotes, changes and takes back', async () => {
    await custom.write();
    const id = pick(await custom.says({ text: 'Yes', replyTo: 'brg-1' }), 'id');
    await custom.handset('PATCH', `messages/${id}`, { text: 'No' });
    await custom.handset('DELETE', `messages/${id}`);
    expect((await custom.handset('PATCH', `messages/${id}`, { text: 'Yes' })).status).toBe(409);
    expect((await custom.handset('DELETE', 'messages/brg-1')).status).toBe(409);
    expect(await toldOf('message.created')).toMatchObject([
      { message: { reply_to: { id: 'brg-1', text: 'Good day', sender: { type: 'agent' } } } },
    ]);
    expect(await toldOf('message.updated')).toMatchObject([{ message: { id, text: 'No' }, contact: CONTACT }]);
    expect(await toldOf('message.deleted')).toMatchObject([{ message: { id }, conversation: { id: IDA.id } }]);
    expect(await custom.last()).toMatchObject({ removed: true });
  });

  test('takes back a message of several files', async () => {
    const files = [await custom.file('a', 'text/plain', '1'), await custom.file('b', 'text/plain', '2')];
    const id = pick(await custom.says({ files }), 'id');
    await custom.handset('DELETE', `messages/${id}`);
    expect(await toldOf('message.deleted')).toMatchObject([{ message: { attachment_count: 2 } }]);
  });

  test('reacts, and thinks better of it', async () => {
    await custom.write();
    for (const emoji of ['👍', null]) await custom.handset('POST', 'messages/brg-1/reaction', { emoji });
    expect(await toldOf('message.reaction')).toMatchObject([{ reactions: ['👍'] }, { reactions: [] }]);
  });

  test('presses a button, which is told by its id, and opens an address, which is not', async () => {
    const url = 'https://shop.example.com/';
    await custom.write({
      buttons: [
        { id: '0-0', title: 'Yes' },
        { id: '0-1', title: 'Look', kind: 'url', url },
      ],
    });
    const press = (row: number) => custom.handset('POST', 'messages/brg-1/press', { row, column: 0 });
    expect((await press(1)).json).toMatchObject({ id: 'brg-1' });
    expect((await press(0)).json).toMatchObject({ text: 'Yes', from: 'customer' });
    expect((await press(2)).status).toBe(409);
    expect(await toldOf('action.triggered')).toMatchObject([
      { action: { button_id: '0-0', title: 'Yes' }, message: { id: 'brg-1' }, contact: CONTACT },
    ]);
  });

  test('types, which is told once', async () => {
    custom.box.courier.answer = () => 503;
    await custom.act('type');
    await custom.act('stop-typing');
    await eventually(async () => (await custom.line()).webhook?.pending === 0);
    expect((await toldOf('typing.changed')).map(({ state }) => state).sort()).toEqual(['off', 'on']);
  });

  test.each([
    ['block', 'blocked'],
    ['unblock', 'reopened'],
    ['close', 'closed'],
    ['unsubscribe', 'unsubscribed'],
    ['reopen', 'reopened'],
  ])('does %s', async (act, state) => {
    await custom.act(act, { reason: 'So.' });
    expect(await toldOf('conversation.state')).toMatchObject([{ state, reason: 'So.', conversation: { id: IDA.id } }]);
  });

  test('who has blocked the chat does nothing there; who has closed it opens it by writing', async () => {
    await custom.act('block');
    expect((await custom.says({ text: 'Hi' })).status).toBe(409);
    await custom.act('unblock');
    await custom.act('close');
    await custom.says({ text: 'Hi' });
    expect((await custom.write()).status).toBe(200);
  });

  test('has a new name from now on, or none', async () => {
    await custom.act('contact', { name: 'Ida Berg', email: 'ida.berg@example.com' });
    expect(await toldOf('contact.updated')).toMatchObject([{ contact: { id: IDA.contactId, name: 'Ida Berg' } }]);
    await custom.act('hide-name');
    await custom.says({ text: 'Hi' });
    expect((await toldOf('message.created'))[0]?.contact).not.toHaveProperty('name');
  });
});

test.each(['agent', 'bot', 'system'])('%s of the service writes beside Courier', async (as) => {
  await custom.act('business', { text: 'We are back at nine.', as, name: 'Night watch' });
  expect((await told())?.data).toMatchObject({
    message: { sender: { type: as, name: 'Night watch' } },
    contact: CONTACT,
  });
  expect(await custom.last()).toMatchObject({ from: 'business' });
});

test('an event of another version is what a test makes of it', async () => {
  await custom.act('event', { type: 'call.missed', data: { seconds: 7 } });
  expect(await told()).toMatchObject({ type: 'call.missed', data: { seconds: 7, conversation: { id: IDA.id } } });
});

describe('what became of a message', () => {
  const statuses = async () =>
    (await custom.told(1)).map(({ type, data }) => (type === 'message.status' ? String(data.status) : type));

  test('is told: delivered, then read up to it', async () => {
    await custom.write();
    await custom.act('read');
    await custom.settled();
    expect(await statuses()).toEqual(['delivered', 'conversation.read']);
    expect((await toldOf('conversation.read'))[0]).toMatchObject({ up_to_message_id: 'brg-1' });
    expect(await custom.last()).toMatchObject({ status: 'read' });
    await custom.act('read');
    expect(await statuses()).toHaveLength(2);
  });

  test.each([
    [{ 'custom-read': 'message.status' }, ['delivered', 'read']],
    [{ 'custom-receipts': 'reversed' }, ['conversation.read', 'delivered']],
    [{ 'custom-receipts': 'doubled' }, ['delivered', 'delivered', 'conversation.read', 'conversation.read']],
  ])('%j', async (readings, wanted) => {
    await custom.box.assume(readings);
    await custom.write();
    await eventually(async () => (await custom.last())?.status === 'delivered');
    await custom.act('read');
    await custom.settled();
    expect(await statuses()).toEqual(wanted);
  });

  test('waits for the page to be opened again', async () => {
    await custom.act('offline');
    await custom.write();
    await custom.act('online');
    await custom.settled();
    expect(await statuses()).toEqual(['delivered']);
  });

  test('is not told where the service tells none', async () => {
    await custom.actOnLine('capabilities', { capabilities: {} });
    await custom.write();
    await custom.act('read');
    await custom.says({ text: 'Thanks' });
    await custom.settled();
    expect(await statuses()).toEqual(['message.created']);
  });

  test('may be that it failed', async () => {
    await custom.act('fail-next', { code: 'recipient_blocked', text: 'Ida has left.' });
    await custom.write();
    await custom.settled();
    const error = { code: 'recipient_blocked', message: 'Ida has left.' };
    expect(await toldOf('message.status')).toMatchObject([{ status: 'failed', error }]);
    expect((await custom.act('fail', { message: 'brg-9' })).status).toBe(409);
    expect((await custom.act('fail')).status).toBe(200);
  });
});

test('what is not done on a website is said so', async () => {
  expect((await custom.act('dance')).status).toBe(409);
  expect((await custom.actOnLine('dance')).status).toBe(409);
  const answer = await custom.box.control('POST', `/lines/custom/${SERVICE.id}/customers`, {
    name: 'New',
    phone: '+4930123456',
  });
  expect(answer).toMatchObject({ status: 201, json: { state: 'new', phone: '+4930123456' } });
});
