import { eventually } from './support/http';
import { errorOf, wamidOf, WA, WhatsAppBox } from './support/whatsapp';

let box: WhatsAppBox;
beforeEach(async () => {
  box = await WhatsAppBox.start();
  await box.subscribe();
});
afterEach(() => box.stop());

const [ROSA, , NURIA] = WA.customers;
const long = (length: number): string => 'x'.repeat(length);
const body = { text: 'Choose' };
const button = (id: string, title: string): object => ({ type: 'reply', reply: { id, title } });
const buttons = (...all: object[]): object => ({ type: 'button', body, action: { buttons: all } });
const row = (id: string, title = 'Row', more: object = {}): object => ({ id, title, ...more });
const list = (sections: object[], more: object = {}): object => ({
  type: 'list',
  body,
  action: { button: 'Open', sections },
  ...more,
});
const rows = (count: number): object[] => Array.from({ length: count }, (_none, index) => row(`r${String(index)}`));

/** Writes first, so that the window is open. */
async function opened() {
  const person = await box.person();
  await person.says('Hello');
  return person;
}

describe('a text', () => {
  test('is accepted, sent, delivered and read; the label comes with each status', async () => {
    const person = await opened();
    const answer = await box.text('Hi', { biz_opaque_callback_data: 'attempt-7' });
    const { id: userId } = await person.sees();
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: ROSA.phone, wa_id: '15550107701', user_id: userId }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) as string, message_status: 'accepted' }],
    });
    await box.untilStatuses(2);
    await person.does('read');
    const statuses = await box.untilStatuses(3);
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(statuses[1]).toEqual({
      id: wamidOf(answer),
      status: 'delivered',
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
      recipient_id: '15550107701',
      recipient_user_id: userId,
      pricing: { billable: false, pricing_model: 'PMP', category: 'service', type: 'regular' },
      biz_opaque_callback_data: 'attempt-7',
    });
    expect(statuses.every(({ biz_opaque_callback_data }) => biz_opaque_callback_data === 'attempt-7')).toBe(true);
    expect((await person.sees()).messages.at(-1)).toMatchObject({ from: 'line', text: 'Hi', status: 'read' });
  });

  test('quotes a message of the chat; a stale quote is simply not there', async () => {
    const person = await opened();
    const { id } = (await person.sees()).messages[0] ?? { id: '' };
    await box.text('Quoting', { context: { message_id: id } });
    await box.text('Quoting nothing', { context: { message_id: 'wamid.STALE' } });
    const { messages } = await person.sees();
    expect(messages.map(({ quote }) => quote?.text)).toEqual([undefined, 'Hello', undefined]);
  });
});

describe('whom it goes to', () => {
  test('a user id as recipient; `to` wins over it', async () => {
    const rosa = await opened();
    const nuria = await box.person(NURIA.name);
    await nuria.says('Hello');
    const byId = await box.send({ recipient: nuria.id, text: { body: 'To Nuria' } });
    expect(byId.json).toMatchObject({ contacts: [{ input: nuria.id, user_id: nuria.id }] });
    expect(byId.text).not.toContain('wa_id');
    await box.send({ recipient: nuria.id, to: ROSA.phone, text: { body: 'To Rosa' } });
    expect((await nuria.sees()).messages.at(-1)?.text).toBe('To Nuria');
    expect((await rosa.sees()).messages.at(-1)?.text).toBe('To Rosa');
    const statuses = await box.untilStatuses(4);
    const delivered = statuses.find(({ id, status }) => id === wamidOf(byId) && status === 'delivered');
    expect(delivered).toMatchObject({ recipient_user_id: nuria.id });
    expect(delivered).not.toHaveProperty('recipient_id');
  });

  test('a number that is not on WhatsApp: taken, and failed later', async () => {
    const answer = await box.send({ to: '+15559999999', text: { body: 'Hi' } });
    expect([answer.status, answer.json]).toMatchObject([200, { contacts: [{ wa_id: '15559999999' }] }]);
    const [status] = await box.untilStatuses(1);
    expect(status).toMatchObject({
      id: wamidOf(answer),
      status: 'failed',
      recipient_id: '15559999999',
      errors: [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Message Undeliverable.' } }],
    });
    expect(box.changes().at(-1)?.value).not.toHaveProperty('contacts');
  });

  test('somebody known on another number of the business can be written to on this one', async () => {
    const other = await box.control('POST', '/lines/whatsapp', { phone: '+15550001111', name: 'Second' });
    const { id: lineId } = other.json as { id: string };
    await box.control('POST', `/lines/whatsapp/${lineId}/customers`, { name: 'Ivo', phone: '+15550001234' });
    const template = { name: 'hello', language: { code: 'en_US' } };
    await box.send({ to: '+15550001234', type: 'template', template });
    expect((await box.untilStatuses(2)).map(({ status }) => status)).toEqual(['sent', 'delivered']);
    const here = await box.handset('Ivo');
    // The same person has the same id on all numbers of the business.
    expect(here.id).toBe((await box.handset('Ivo', lineId)).id);
  });

  test.each([
    ['nobody', { to: undefined, text: { body: 'Hi' } }, 100],
    ['no number', { to: 'rosa', text: { body: 'Hi' } }, 131009],
    ['no user id', { recipient: 'rosa', text: { body: 'Hi' } }, 131009],
    ['itself', { to: WA.number.phone, text: { body: 'Hi' } }, 131021],
    ['a group', { recipient_type: 'group', text: { body: 'Hi' } }, 100],
  ])('%s is refused', async (_name, message, code) => {
    expect(errorOf(await box.send(message)).code).toBe(code);
  });
});

describe('field rules', () => {
  test.each([
    ['no messaging_product', { messaging_product: undefined, text: { body: 'Hi' } }, 100],
    ['an unknown type', { type: 'poll', poll: {} }, 131051],
    ['a block that is absent', { type: 'text' }, 131008],
    ['a block that is no object', { type: 'text', text: 'Hi' }, 100],
    ['a key that no page names', { type: 'text', text: { body: 'Hi', color: 'red' } }, 100],
    ['an empty text', { text: { body: '' } }, 131009],
    ['a text of 4097', { text: { body: long(4097) } }, 131009],
    ['a label of 513', { text: { body: 'Hi' }, biz_opaque_callback_data: long(513) }, 131009],
    ['no media', { type: 'image', image: {} }, 131008],
    ['two media', { type: 'image', image: { id: '1', link: 'https://x.y/z' } }, 131009],
    ['media that nobody uploaded', { type: 'image', image: { id: '1003383421387256' } }, 131009],
    ['a link that is none', { type: 'image', image: { link: 'picture' } }, 131009],
    ['a caption of 1025', { type: 'image', image: { link: 'https://x.y/z', caption: long(1025) } }, 131009],
    ['words beside audio', { type: 'audio', audio: { link: 'https://x.y/z', caption: 'no' } }, 100],
    ['a place beyond the pole', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
    ['a place without longitude', { type: 'location', location: { latitude: 1 } }, 131008],
    ['a contact without a name', { type: 'contacts', contacts: [{ phones: [{ phone: '+1' }] }] }, 131008],
    ['a contact with one name only', { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' } }] }, 131008],
    ['no contacts', { type: 'contacts', contacts: [] }, 131009],
    ['a reaction without emoji', { type: 'reaction', reaction: { message_id: 'wamid.X' } }, 131008],
    ['a reaction in words', { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: 'good' } }, 131009],
    ['no buttons', { interactive: buttons() }, 131009],
    ['four buttons', { interactive: buttons(...['1', '2', '3', '4'].map((id) => button(id, `Title ${id}`))) }, 131009],
    ['a button title of 21', { interactive: buttons(button('1', long(21))) }, 131009],
    ['a button title that is empty', { interactive: buttons(button('1', '')) }, 131009],
    ['a button id of 257', { interactive: buttons(button(long(257), 'Yes')) }, 131009],
    ['button titles that are the same', { interactive: buttons(button('1', 'Yes'), button('2', 'Yes')) }, 131009],
    ['button ids that are the same', { interactive: buttons(button('1', 'Yes'), button('1', 'No')) }, 131009],
    ['a body of 1025', { interactive: { ...buttons(button('1', 'Yes')), body: { text: long(1025) } } }, 131009],
    ['no body', { interactive: { ...buttons(button('1', 'Yes')), body: undefined } }, 131008],
    [
      'a header of 61',
      { interactive: { ...buttons(button('1', 'Y')), header: { type: 'text', text: long(61) } } },
      131009,
    ],
    ['a footer of 61', { interactive: { ...buttons(button('1', 'Y')), footer: { text: long(61) } } }, 131009],
    ['eleven rows', { interactive: list([{ rows: rows(11) }]) }, 131009],
    [
      'eleven rows in two sections',
      {
        interactive: list([
          { title: 'A', rows: rows(6) },
          { title: 'B', rows: rows(5) },
        ]),
      },
      131009,
    ],
    [
      'two sections, one without a title',
      { interactive: list([{ title: 'A', rows: [row('1')] }, { rows: [row('2')] }]) },
      131008,
    ],
    ['a section title of 25', { interactive: list([{ title: long(25), rows: [row('1')] }]) }, 131009],
    ['a row title of 25', { interactive: list([{ rows: [row('1', long(25))] }]) }, 131009],
    ['a row text of 73', { interactive: list([{ rows: [row('1', 'R', { description: long(73) })] }]) }, 131009],
    ['a row id of 201', { interactive: list([{ rows: [row(long(201))] }]) }, 131009],
    ['row ids that are the same', { interactive: list([{ rows: [row('1'), row('1')] }]) }, 131009],
    [
      'a list button of 21',
      { interactive: { ...list([]), action: { button: long(21), sections: [{ rows: [row('1')] }] } } },
      131009,
    ],
    [
      'a list with a picture',
      { interactive: list([{ rows: [row('1')] }], { header: { type: 'image', image: { link: 'https://x.y/z' } } }) },
      131009,
    ],
    [
      'a link button of 21',
      {
        interactive: {
          type: 'cta_url',
          body,
          action: { name: 'cta_url', parameters: { display_text: long(21), url: 'https://x.y' } },
        },
      },
      131009,
    ],
    ['an interactive that nobody knows', { interactive: { type: 'hologram', body } }, 131051],
  ])('%s is refused at once', async (_name, message: object, code) => {
    await opened();
    const answer = await box.send('interactive' in message ? { type: 'interactive', ...message } : message);
    expect(errorOf(answer)).toMatchObject({ code });
    expect(answer.status).toBe(400);
  });

  test('a refusal says what is wrong, as Meta does', async () => {
    await opened();
    const answer = await box.send({ type: 'interactive', interactive: buttons(button('1', long(21))) });
    expect(errorOf(answer)).toEqual({
      message: '(#131009) Parameter value is not valid',
      type: 'OAuthException',
      code: 131009,
      error_data: {
        messaging_product: 'whatsapp',
        details: 'Button title length invalid. Min length: 1, Max length: 20',
      },
      fbtrace_id: expect.any(String) as string,
    });
  });

  test('what is just within the limits is taken', async () => {
    const person = await opened();
    const taken = [
      { text: { body: long(4096), preview_url: true } },
      { type: 'location', location: { latitude: '55.75', longitude: '37.61', name: 'Cafe', address: 'Main 1' } },
      {
        type: 'contacts',
        contacts: [
          { name: { formatted_name: 'Bob R', first_name: 'Bob' }, phones: [{ phone: '+1 650', type: 'WORK' }] },
        ],
      },
      { type: 'interactive', interactive: buttons(button(long(256), long(20)), button('2', 'No')) },
      {
        type: 'interactive',
        interactive: list(
          [
            { title: long(24), rows: [row(long(200), long(24), { description: long(72) })] },
            { title: 'B', rows: rows(9) },
          ],
          { header: { type: 'text', text: 'Head' }, footer: { text: 'Foot' } },
        ),
      },
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body,
          action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://x.y' } },
        },
      },
    ];
    for (const message of taken) expect((await box.send(message)).status).toBe(200);
    const { messages } = await person.sees();
    expect(messages.map(({ kind }) => kind)).toEqual(['text', 'text', 'location', 'contact', 'card', 'card', 'card']);
    expect(messages[2]?.location).toEqual({ latitude: 55.75, longitude: 37.61, title: 'Cafe', address: 'Main 1' });
    expect(messages[5]?.list).toMatchObject({ header: 'Head', body: 'Choose', footer: 'Foot', button: 'Open' });
  });
});

describe('the window', () => {
  test('is shut before the customer writes and 24 h after: taken, and failed later', async () => {
    const person = await box.person();
    expect((await person.sees()).windowUntil).toBeNull();
    expect((await box.text('early')).status).toBe(200);
    await person.says('Hello');
    expect((await person.sees()).windowUntil).not.toBeNull();
    await box.text('in time');
    await person.does('close-window');
    await box.text('late');
    const statuses = await box.untilStatuses(4);
    const failed = statuses.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(2);
    expect(failed[0]).toMatchObject({ errors: [{ code: 131047, title: 'Re-engagement message' }] });
    expect((await person.sees()).messages.map(({ status }) => status)).toEqual(['failed', null, 'delivered', 'failed']);
  });

  test('does not hold for templates; the answer opens it', async () => {
    const person = await box.person();
    const template = { name: 'hello', language: { code: 'en_US' } };
    await box.send({ type: 'template', template });
    expect((await box.untilStatuses(2))[1]).toMatchObject({
      status: 'delivered',
      pricing: { category: 'utility', billable: true },
    });
    await person.says('Yes');
    await box.text('Good');
    await box.untilStatuses(4);
    expect(box.statuses().some(({ status }) => status === 'failed')).toBe(false);
  });

  test('ends by the sandbox’s clock', async () => {
    const person = await opened();
    await box.control('PUT', '/clock', { offsetMs: 24 * 60 * 60 * 1000 + 1000 });
    expect((await person.sees()).windowUntil).toBeNull();
  });
});

describe('statuses', () => {
  test('no `read` where receipts are off, no `delivered` where it is skipped', async () => {
    const person = await opened();
    await person.does('receipts', { on: false });
    await box.text('one');
    await box.untilStatuses(2);
    await person.does('read');
    await person.does('receipts', { on: true });
    await person.does('skip-delivered');
    await box.text('two');
    await eventually(async () => (await person.sees()).messages.at(-1)?.status === 'delivered');
    await person.does('read');
    await box.untilStatuses(4);
    expect(box.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'sent', 'read']);
  });
});

describe('people who cannot be reached', () => {
  test('who left WhatsApp', async () => {
    const person = await opened();
    await person.does('leave');
    await box.text('Hi');
    expect((await box.untilStatuses(1))[0]).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] });
  });

  test('who blocked the business: the message stays sent, or fails by the other reading', async () => {
    const person = await opened();
    await person.does('block');
    await box.text('one');
    await box.assume({ 'whatsapp-blocked-by-person': 'fails-131026' });
    await box.text('two');
    const statuses = await box.untilStatuses(2);
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'failed']);
    expect((await person.sees()).messages.map(({ status }) => status)).toEqual([null, 'sent', 'failed']);
  });

  test('whom the business blocked: refused at once', async () => {
    await opened();
    const users = { messaging_product: 'whatsapp', block_users: [{ user: ROSA.phone }] };
    expect((await box.api('POST', `${WA.number.id}/block_users`, users)).json).toMatchObject({
      block_users: { added_users: [{ input: ROSA.phone, wa_id: '15550107701' }] },
    });
    expect(errorOf(await box.text('Hi')).code).toBe(130403);
    await box.api('DELETE', `${WA.number.id}/block_users`, users);
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('who stopped marketing: a marketing template fails, another does not', async () => {
    const person = await box.person();
    await person.does('opt-out');
    expect(await box.untilField('user_preferences')).toMatchObject({
      value: { user_preferences: [{ wa_id: '15550107701', category: 'marketing_messages', value: 'stop' }] },
    });
    await box.onLine('template-category', { name: 'hello', category: 'MARKETING' });
    const template = { name: 'hello', language: { code: 'en_US' } };
    await box.send({ type: 'template', template });
    expect((await box.untilStatuses(1))[0]).toMatchObject({ status: 'failed', errors: [{ code: 131050 }] });
    await box.onLine('template-category', { name: 'hello', category: 'UTILITY' });
    await box.send({ type: 'template', template });
    expect((await box.untilStatuses(2))[1]).toMatchObject({ status: 'sent' });
  });
});

describe('limits', () => {
  test('are off at first; so many a second for a number', async () => {
    await opened();
    for (let sent = 0; sent < 5; sent += 1) expect((await box.text('Hi')).status).toBe(200);
    await box.assume({ 'whatsapp-throughput': 1 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => box.text('Hi')));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(errorOf(answers.find(({ status }) => status === 429) ?? { text: '' }).code).toBe(130429);
  });

  test('so far apart for one person, with a burst', async () => {
    await opened();
    await box.assume({ 'whatsapp-pair-ms': 60_000, 'whatsapp-pair-burst': 3 });
    const codes = [];
    for (let sent = 0; sent < 4; sent += 1) codes.push((await box.text('Hi')).status);
    expect(codes).toEqual([200, 200, 200, 400]);
    expect(errorOf(await box.text('Hi')).code).toBe(131056);
    expect((await box.send({ to: WA.customers[1].phone, text: { body: 'Hi' } })).status).toBe(200);
  });
});

describe('what Meta does', () => {
  test.each([
    ['locked', 131031, {}],
    ['restricted', 368, { types: ['RESTRICTED_CUSTOMER_INITIATED_MESSAGING'] }],
  ])('an account that is %s cannot send', async (state, code, more) => {
    await box.onLine('account', { state, ...more });
    expect(errorOf(await box.text('Hi')).code).toBe(code);
    expect((await box.untilField('account_update')).value).toHaveProperty('event');
  });

  test('a restricted account may not do what is told, until it ends, and nothing else', async () => {
    await opened();
    const template = { type: 'template', template: { name: 'hello', language: { code: 'en_US' } } };
    const expiration = Math.floor(Date.now() / 1_000) + 3_600;
    await box.onLine('account', { state: 'restricted', expiration });
    expect((await box.untilField('account_update')).value).toMatchObject({
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration }],
    });
    expect(errorOf(await box.send(template)).code).toBe(368);
    expect((await box.text('An answer')).status).toBe(200);
    await box.onLine('account', { state: 'restricted', types: ['RESTRICTED_ADD_PHONE_NUMBER_ACTION'] });
    expect((await box.send(template)).status).toBe(200);
    await box.onLine('account', { state: 'restricted', expiration });
    await box.control('PUT', '/clock', { offsetMs: 3_601_000 });
    expect((await box.send(template)).status).toBe(200);
  });

  test('an account that may send again tells so', async () => {
    await box.onLine('account', { state: 'locked' });
    await box.onLine('account', { state: 'ok' });
    const told = await eventually(() => Promise.resolve(box.changes().length > 1 && box.changes()));
    expect(told.map(({ value }) => value)).toMatchObject([
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } },
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
    ]);
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('a number that was deleted is not there', async () => {
    await box.onLine('account', { state: 'deleted' });
    expect(errorOf(await box.text('Hi'))).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await box.api('GET', `${WA.waba.id}/phone_numbers`)).json).toEqual({ data: [], paging: {} });
  });

  test('an account without a way to pay: taken, and failed later', async () => {
    await opened();
    await box.onLine('account', { state: 'payment-missing' });
    await box.text('Hi');
    expect((await box.untilStatuses(1))[0]).toMatchObject({ errors: [{ code: 131042 }] });
  });

  test('a name that is not approved', async () => {
    await box.onLine('name', { status: 'DECLINED' });
    expect(errorOf(await box.text('Hi')).code).toBe(131037);
  });

  test('any code can be ordered, at once and later', async () => {
    const person = await opened();
    await box.onLine('refuse', { code: 131048, times: 2 });
    expect([errorOf(await box.text('1')).code, errorOf(await box.text('2')).code]).toEqual([131048, 131048]);
    await box.onLine('refuse', { code: 10, subcode: 2018278, details: 'said', status: 403 });
    const refused = await box.text('3');
    expect([refused.status, errorOf(refused)]).toMatchObject([
      403,
      { code: 10, error_subcode: 2018278, error_data: { details: 'said' } },
    ]);
    await box.onLine('fail', { code: 130472 });
    await person.does('fail', { code: 131049 });
    await box.text('4');
    await box.text('5');
    const codes = (await box.untilStatuses(2)).map(({ errors }) => (errors as { code: number }[])[0]?.code);
    expect(codes).toEqual([131049, 130472]);
  });
});

describe('reactions of the business', () => {
  test('are on the message, and taken back; they are sent and no more', async () => {
    const person = await opened();
    const { id } = (await person.sees()).messages[0] ?? { id: '' };
    await box.send({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
    expect((await person.sees()).messages[0]?.reactions).toEqual([{ emoji: '👍', by: 'Sandbox Shop' }]);
    await box.send({ type: 'reaction', reaction: { message_id: id, emoji: '' } });
    expect((await person.sees()).messages[0]?.reactions).toEqual([]);
    await box.send({ type: 'reaction', reaction: { message_id: 'wamid.NONE', emoji: '👍' } });
    expect((await box.untilStatuses(3)).map(({ status }) => status)).toEqual(['sent', 'sent', 'failed']);
    expect(box.statuses()[2]).toMatchObject({ errors: [{ code: 131009 }] });
    expect((await person.sees()).messages).toHaveLength(1);
  });
});

describe('typing and reading', () => {
  test('the customer sees somebody type until the message comes', async () => {
    const person = await opened();
    const { id } = (await person.sees()).messages[0] ?? { id: '' };
    const answer = await box.send({ status: 'read', message_id: id, typing_indicator: { type: 'text' } });
    expect(answer.json).toEqual({ success: true });
    expect((await person.sees()).typingUntil).not.toBeNull();
    await box.text('Hi');
    expect((await person.sees()).typingUntil).toBeNull();
  });

  test.each([
    ['a message that nobody sent', { status: 'read', message_id: 'wamid.NONE' }, 131009],
    ['no message', { status: 'read' }, 100],
    ['another status', { status: 'delivered', message_id: 'wamid.NONE' }, 131009],
  ])('%s cannot be read', async (_name, message, code) => {
    expect(errorOf(await box.send(message)).code).toBe(code);
  });
});

test('events of a message can be asked for by its id', async () => {
  await opened();
  const id = wamidOf(await box.text('Hi'));
  await box.untilStatuses(2);
  const history = await box.api('GET', `${WA.number.id}/message_history?message_id=${encodeURIComponent(id)}`);
  expect(history.json).toMatchObject({ data: [{ id, events: { data: [{ delivery_status: 'DELIVERED' }] } }] });
});
