import { errorOf, wamidOf, WA, WhatsAppBox, type Person } from './support/whatsapp';
import { upload } from './support/whatsapp-files';

let box: WhatsAppBox;
let rosa: Person;
beforeEach(async () => {
  box = await WhatsAppBox.start();
  await box.subscribe();
  rosa = await box.person();
});
afterEach(() => box.stop());

const NURIA = WA.customers[2];
const replies = (...titles: string[]): object => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Well?' },
    action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${String(index)}`, title } })) },
  },
});

describe('what webhooks carry', () => {
  test('a text of somebody whose phone is known', async () => {
    const { id } = await rosa.says('Hello');
    await box.untilMessages(1);
    expect(box.courier.received[0]?.json).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: WA.waba.id,
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550100000', phone_number_id: WA.number.id },
                contacts: [{ profile: { name: 'Rosa Castillo' }, wa_id: '15550107701', user_id: rosa.id }],
                messages: [
                  {
                    from: '15550107701',
                    from_user_id: rosa.id,
                    id,
                    timestamp: expect.stringMatching(/^\d{10}$/) as string,
                    type: 'text',
                    text: { body: 'Hello' },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    expect(rosa.id).toMatch(/^US\.\d{20}$/);
    expect((await rosa.sees()).messages[0]?.handed).toBe(true);
  });

  test('somebody with a username has no phone there', async () => {
    const nuria = await box.person(NURIA.name);
    await nuria.says('Hello');
    const [message] = await box.untilMessages(1);
    expect(message).toMatchObject({ from_user_id: nuria.id });
    expect(message).not.toHaveProperty('from');
    expect(box.changes()[0]?.value.contacts).toEqual([
      { profile: { name: NURIA.name, username: NURIA.username }, user_id: nuria.id },
    ]);
  });

  test.each([
    ['bsuid-only', ['from_user_id']],
    ['phone-only', ['from']],
    ['with-phone', ['from', 'from_user_id']],
  ])('by the reading %s', async (reading, names) => {
    await box.assume({ 'whatsapp-user-ids': reading });
    await rosa.says('Hello');
    const [message] = await box.untilMessages(1);
    expect(Object.keys(message ?? {}).filter((name) => name.startsWith('from'))).toEqual(names);
  });

  test('people of before there were user ids', async () => {
    await box.assume({ 'whatsapp-user-ids': 'phone-only' });
    const made = await box.control('POST', `/lines/whatsapp/${WA.number.id}/customers`, {
      name: 'Old',
      phone: '+4915112345',
    });
    expect(made.json).toMatchObject({ id: '4915112345', phone: '+4915112345' });
    expect(errorOf(await box.send({ recipient: rosa.id, text: { body: 'Hi' } })).code).toBe(100);
  });
});

describe('kinds of messages', () => {
  test.each([
    [
      'a place',
      { location: { latitude: 1.5, longitude: 2, title: 'Cafe' } },
      { type: 'location', location: { latitude: 1.5, longitude: 2, name: 'Cafe' } },
    ],
    [
      'a contact',
      { contact: { name: 'Bob Reed', phone: '+1 650 555 0000' } },
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Bob Reed', first_name: 'Bob', last_name: 'Reed' },
            phones: [{ phone: '+1 650 555 0000', wa_id: '16505550000', type: 'CELL' }],
            origin: 'other',
          },
        ],
      },
    ],
    ['an order', { other: 'order' }, { type: 'order' }],
    ['a flow', { other: 'flow' }, { type: 'interactive', interactive: { type: 'nfm_reply' } }],
    ['a poll', { other: 'poll' }, { type: 'unsupported', errors: [{ code: 131051 }] }],
    ['what is gone', { other: 'unavailable' }, { type: 'unsupported', errors: [{ code: 131060 }] }],
    ['something forwarded', { text: 'Hi', forwarded: true }, { context: { forwarded: true } }],
    [
      'the first one after an advertisement',
      { text: 'Hi', referral: { title: 'Spring', ref: 'ARA1' } },
      { referral: { source_type: 'ad', headline: 'Spring', ctwa_clid: 'ARA1' } },
    ],
  ])('%s', async (_name, said, expected) => {
    await rosa.says(said);
    expect((await box.untilMessages(1))[0]).toMatchObject(expected);
  });

  test('files come with id, address and sum; several are several messages', async () => {
    const file = await upload(box.sandbox.url, 'note.ogg', 'audio/ogg', 'ogg bytes');
    await rosa.says({ files: [file], as: 'voice' });
    await rosa.says({ files: [file], as: 'file', text: 'See' });
    const [voice, document] = await box.untilMessages(2);
    expect(voice).toMatchObject({
      type: 'audio',
      audio: { voice: true, mime_type: 'audio/ogg; codecs=opus', id: expect.stringMatching(/^\d+$/) as string },
    });
    expect(document).toMatchObject({ type: 'document', document: { filename: 'note.ogg', caption: 'See' } });
    await expect(rosa.says({ files: [file, file] })).rejects.toThrow('409');
  });

  test('a quote names the message and whose it is', async () => {
    const { id: own } = await rosa.says('Hello');
    const ours = wamidOf(await box.text('Hi'));
    await rosa.says({ text: 'quoting you', replyTo: ours });
    await rosa.says({ text: 'quoting me', replyTo: own });
    const [, second, third] = await box.untilMessages(3);
    expect(second).toMatchObject({ context: { from: '15550100000', id: ours } });
    expect(third).toMatchObject({ context: { from: '15550107701', id: own } });
  });

  test('a reaction, and taking it back', async () => {
    await rosa.says('Hello');
    const ours = wamidOf(await box.text('Hi'));
    await rosa.with(ours, '/reaction', { emoji: '❤️' });
    await rosa.with(ours, '/reaction', { emoji: null });
    await box.assume({ 'whatsapp-reaction-removed': 'empty' });
    await rosa.with(ours, '/reaction', { emoji: null });
    const [, put, taken, emptied] = await box.untilMessages(4);
    expect(put).toMatchObject({ type: 'reaction', reaction: { message_id: ours, emoji: '❤️' } });
    expect(taken?.reaction).toEqual({ message_id: ours });
    expect(emptied?.reaction).toEqual({ message_id: ours, emoji: '' });
  });
});

describe('presses', () => {
  test('a reply button', async () => {
    await rosa.says('Hello');
    const ours = wamidOf(await box.send(replies('Yes', 'No')));
    expect((await rosa.sees()).messages.at(-1)?.buttons).toEqual([
      [{ text: 'Yes', url: null }],
      [{ text: 'No', url: null }],
    ]);
    const pressed = await rosa.with(ours, '/press', { row: 1, column: 0 });
    expect(pressed.json).toMatchObject({ from: 'customer', text: 'No' });
    expect((await box.untilMessages(2))[1]).toMatchObject({
      type: 'interactive',
      context: { from: '15550100000', id: ours },
      interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'No' } },
    });
    expect((await rosa.with(ours, '/press', { row: 7, column: 0 })).status).toBe(409);
  });

  test('a row of a list', async () => {
    await rosa.says('Hello');
    const sections = [
      { title: 'A', rows: [{ id: 'a1', title: 'One' }] },
      { title: 'B', rows: [{ id: 'b1', title: 'Two', description: 'second' }] },
    ];
    const interactive = { type: 'list', body: { text: 'Pick' }, action: { button: 'Open', sections } };
    const ours = wamidOf(await box.send({ type: 'interactive', interactive }));
    await rosa.with(ours, '/press', { listRow: 1 });
    expect((await box.untilMessages(2))[1]).toMatchObject({
      interactive: { type: 'list_reply', list_reply: { id: 'b1', title: 'Two', description: 'second' } },
    });
  });

  test('a quick reply of a template, by its payload or its words', async () => {
    const template = (more: object[]) => ({
      name: 'order_ready',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Rosa' },
            { type: 'text', text: 'A-17' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'A-17' }] },
        ...more,
      ],
    });
    const payload = {
      type: 'button',
      sub_type: 'quick_reply',
      index: 0,
      parameters: [{ type: 'payload', payload: 'OMW' }],
    };
    const first = wamidOf(await box.send({ type: 'template', template: template([payload]) }));
    const second = wamidOf(await box.send({ type: 'template', template: template([]) }));
    await rosa.with(first, '/press', { row: 0, column: 0 });
    await rosa.with(second, '/press', { row: 0, column: 0 });
    const messages = await box.untilMessages(2);
    expect(messages.map(({ type, button }) => [type, button])).toEqual([
      ['button', { payload: 'OMW', text: 'On my way' }],
      ['button', { payload: 'On my way', text: 'On my way' }],
    ]);
    // A link opens; nobody is told.
    expect((await rosa.with(first, '/press', { row: 1, column: 0 })).json).toMatchObject({ id: first });
  });

  test('asking for a place and for the phone number', async () => {
    const nuria = await box.person(NURIA.name);
    await nuria.says('Hello');
    const ask = (type: string, name: string) =>
      box.send({
        recipient: nuria.id,
        type: 'interactive',
        interactive: { type, body: { text: '?' }, action: { name } },
      });
    const place = wamidOf(await ask('location_request_message', 'send_location'));
    const phone = wamidOf(await ask('request_contact_info', 'request_contact_info'));
    await nuria.with(place, '/press', { row: 0, column: 0 });
    await nuria.with(phone, '/press', { row: 0, column: 0 });
    await nuria.says('There you are');
    const [, located, shared, later] = await box.untilMessages(4);
    expect(located).toMatchObject({ type: 'location', context: { id: place } });
    expect(shared).toMatchObject({
      type: 'contacts',
      contacts: [{ origin: 'contact_request', phones: [{ wa_id: '34555107703' }] }],
    });
    expect(later).toMatchObject({ from: '34555107703', from_user_id: nuria.id });
    await box.api('DELETE', `${WA.number.id}/contact_book?messaging_product=whatsapp&bsuid=${nuria.id}`);
    await nuria.says('Forgotten');
    expect((await box.untilMessages(5))[4]).not.toHaveProperty('from');
  });
});

describe('edits and take-backs', () => {
  test('come only where the number is on a phone, too', async () => {
    const { id } = await rosa.says('Helo');
    await rosa.with(id, '', { text: 'Hello' });
    await rosa.removes(id);
    await box.onLine('coexistence');
    const { id: second } = await rosa.says('Helo');
    await rosa.with(second, '', { text: 'Hello' });
    await rosa.removes(second);
    const messages = await box.untilMessages(5);
    expect(messages.map(({ type }) => type)).toEqual(['text', 'unsupported', 'text', 'edit', 'revoke']);
    expect(messages[3]).toMatchObject({
      edit: {
        original_message_id: second,
        message: { context: { id: second }, type: 'text', text: { body: 'Hello' } },
      },
    });
    expect(messages[4]).toMatchObject({ revoke: { original_message_id: second } });
    expect((await rosa.sees()).messages.map(({ text, edited, removed }) => [text, edited, removed])).toEqual([
      ['Hello', true, true],
      ['Hello', true, true],
    ]);
  });

  test('end after a while', async () => {
    const { id } = await rosa.says({ text: 'Old', timestampMs: Date.now() - 16 * 60 * 1000 });
    expect((await rosa.with(id, '', { text: 'New' })).status).toBe(409);
    const { id: older } = await rosa.says({ text: 'Older', timestampMs: Date.now() - 49 * 60 * 60 * 1000 });
    expect((await rosa.removes(older)).status).toBe(409);
  });
});

describe('changes of people', () => {
  test('another number: the system says so, and the user id changes', async () => {
    await rosa.says('Hello');
    expect((await rosa.does('change-number', { phone: '+15550109999' })).status).toBe(200);
    const after = await rosa.sees();
    expect([after.phone, after.id === rosa.id]).toEqual(['+15550109999', false]);
    const [, system] = await box.untilMessages(2);
    expect(system).toMatchObject({
      from: '15550107701',
      type: 'system',
      system: { type: 'user_changed_number', wa_id: '15550109999' },
    });
    expect(await box.untilField('user_id_update')).toMatchObject({
      value: { user_id_update: [{ wa_id: '15550109999', user_id: { previous: rosa.id, current: after.id } }] },
    });
    // Neither the old number nor the old id lead to her.
    await box.text('Hi');
    await box.send({ recipient: rosa.id, text: { body: 'Hi' } });
    expect((await box.untilStatuses(2)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    await box.send({ recipient: after.id, text: { body: 'Hi' } });
    expect((await box.untilStatuses(3))[2]).toMatchObject({ status: 'sent' });
  });

  test('another number of somebody whose phone is not known', async () => {
    const nuria = await box.person(NURIA.name);
    await nuria.does('change-number', { phone: '+34555100000' });
    const { id, phone } = await nuria.sees();
    expect(phone).toBeNull();
    const [system] = await box.untilMessages(1);
    expect(system).toMatchObject({ from_user_id: nuria.id, system: { type: 'user_changed_user_id', user_id: id } });
    const { value } = await box.untilField('user_id_update');
    expect(value.user_id_update).toMatchObject([{ user_id: { previous: nuria.id, current: id } }]);
    expect(JSON.stringify(value)).not.toContain('wa_id');
  });

  test('a Brazilian number may have another id than what was dialled', async () => {
    await box.control('POST', `/lines/whatsapp/${WA.number.id}/customers`, { name: 'Ana', phone: '+5511987654321' });
    await box.assume({ 'whatsapp-brazil-wa-id': 'without-ninth-digit' });
    await (await box.person('Ana')).says('Oi');
    expect((await box.untilMessages(1))[0]).toMatchObject({ from: '551187654321' });
    const answer = await box.send({ to: '+5511987654321', text: { body: 'Oi' } });
    expect(answer.json).toMatchObject({ contacts: [{ input: '+5511987654321', wa_id: '551187654321' }] });
    expect((await box.untilStatuses(1))[0]).toMatchObject({ status: 'sent', recipient_id: '551187654321' });
  });

  test('who blocked the business cannot write, and can again', async () => {
    await rosa.does('block');
    await expect(rosa.says('Hi')).rejects.toThrow('409');
    await rosa.does('unblock');
    await rosa.says('Hi');
    expect((await rosa.sees()).state).toBe('open');
  });

  test('nobody is told who types', async () => {
    expect((await rosa.does('type')).status).toBe(409);
    expect((await rosa.does('dance')).status).toBe(409);
  });

  test('a customer needs a number or a name, and is there once', async () => {
    const add = (customer: object) => box.control('POST', `/lines/whatsapp/${WA.number.id}/customers`, customer);
    expect((await add({ name: 'Nobody' })).status).toBe(409);
    expect((await add({ name: 'Rosa again', phone: WA.customers[0].phone })).status).toBe(409);
    expect((await add({ name: 'Ana', phone: '5511987654321' })).json).toMatchObject({
      phone: '+5511987654321',
      id: expect.stringMatching(/^BR\.\d{20}$/) as string,
    });
  });
});

describe('a number that is on a phone, too', () => {
  test('what is written there comes as an echo', async () => {
    await rosa.says('Hello');
    expect((await rosa.does('business-writes', { text: 'From the phone' })).status).toBe(409);
    await box.onLine('coexistence');
    await rosa.does('business-writes', { text: 'From the phone' });
    expect(await box.untilField('smb_message_echoes')).toMatchObject({
      value: {
        metadata: { phone_number_id: WA.number.id },
        message_echoes: [
          {
            from: '15550100000',
            to: '15550107701',
            to_user_id: rosa.id,
            type: 'text',
            text: { body: 'From the phone' },
          },
        ],
      },
    });
    expect((await rosa.sees()).messages.at(-1)).toMatchObject({ from: 'business', text: 'From the phone' });
  });
});
