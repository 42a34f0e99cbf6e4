import { SANDBOX } from '../../src/sandbox/credentials';
import { Crm } from './support/crm';
import { Harness } from './support/harness';
import { pick, type Answered } from './support/http';
import { inbox, messageHooks, upload } from './support/kommo-inbox';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { users } = SANDBOX.kommo;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
});
afterEach(() => box.stop());

const writeFirst = (more: object = {}): Promise<Answered> =>
  box.control('POST', '/kommo/write-first', {
    scopeId: SCOPE,
    phone: '+1 555 010-0042',
    name: 'Ana',
    userId: users[0].id,
    text: 'Good day',
    ...more,
  });

/** The hook's ids of a chat begun in Kommo. */
async function begun(): Promise<{ chat: string; person: string }> {
  await writeFirst({ sourceExternalId: 'line 1' });
  const hook = (await messageHooks(box, 1))[0];
  return { chat: String(hook?.conversation.id), person: String(hook?.receiver.id) };
}

const answering = ({ chat, person }: { chat: string; person: string }) =>
  incoming('Hello', {
    conversation_id: 'own-chat',
    conversation_ref_id: chat,
    sender: { id: 'own-person', ref_id: person, name: 'Ana Lima' },
  });

test('a chat by phone number has no ids of the integration', async () => {
  const { status, json } = await writeFirst({ sourceExternalId: 'line 1' });
  expect(status).toBe(201);
  expect(json).toMatchObject({
    clientId: null,
    scopeId: SCOPE,
    sourceExternalId: 'line 1',
    customer: { clientId: null, name: 'Ana' },
    messages: [{ text: 'Good day', direction: 'outgoing', status: 'sent' }],
  });
  const [hook] = await messageHooks(box, 1);
  expect(hook?.conversation).toEqual({ id: pick({ json }, 'id') });
  expect(hook?.receiver).toEqual({
    id: pick({ json }, 'customer', 'id'),
    phone: '1 555 010-0042',
    email: '',
    name: 'Ana',
  });
  expect(hook?.source).toEqual({ external_id: 'line 1' });
});

test('the phone is there even where optional fields are left out', async () => {
  await box.assume({ 'hook-optional-fields': 'sparse' });
  await writeFirst({ phone: '+15550100042' });
  expect(Object.keys((await messageHooks(box, 1))[0]?.receiver ?? {})).toEqual(['id', 'phone']);
});

test('the same number on the same source goes on in the same chat', async () => {
  await writeFirst();
  await writeFirst({ phone: '+15550100042', text: 'Are you there?' });
  expect((await inbox(box)).map(({ messages }) => messages.map(({ text }) => text))).toEqual([
    ['Good day', 'Are you there?'],
  ]);
  await writeFirst({ sourceExternalId: 'line 2' });
  await writeFirst({ phone: '+15550100043' });
  expect(await inbox(box)).toHaveLength(3);
});

test('it may begin with a file or a template', async () => {
  const file = await upload(box, 'offer.pdf', 'application/pdf', 'x');
  await writeFirst({ text: undefined, file: file.id });
  const template = { id: 1, content: 'Hi {{n}}', params: [{ key: '{{n}}', value: 'Ana' }] };
  await writeFirst({ text: undefined, template });
  expect((await inbox(box))[0]?.messages).toMatchObject([{ type: 'file' }, { text: 'Hi Ana' }]);
});

describe('from the card of a lead', () => {
  const account = `/platform/accounts/${SANDBOX.kommo.account.id}`;

  /** The contact of a lead that a user has made. */
  async function lead(more: object = {}): Promise<{ leadId: number; contactId: number }> {
    const contact = { name: 'Ana Lima', phones: ['+1 555 010-0042', '+1 555 010-0043'] };
    const { status, json } = await box.control('POST', `${account}/leads`, { name: 'Roses', contact, ...more });
    expect(status).toBe(201);
    const { id: leadId } = json as { readonly id: number };
    const found = (await new Crm(box).site()).leads.find(({ id }) => id === leadId);
    return { leadId, contactId: found?.contactIds[0] ?? 0 };
  }

  test('the chat is the contact’s, has their name, and makes no other contact or lead', async () => {
    const { leadId, contactId } = await lead();
    const { json } = await writeFirst({ name: undefined, contactId });
    expect(pick({ json }, 'customer', 'name')).toBe('Ana Lima');
    await writeFirst({ name: undefined, contactId, phone: '+1 555 010-0043' });
    const { contacts, leads, chatLinks, talks } = await new Crm(box).site();
    expect(contacts).toMatchObject([
      { id: contactId, name: 'Ana Lima', phones: ['+1 555 010-0042', '+1 555 010-0043'], hidden: false },
    ]);
    expect(leads).toMatchObject([{ id: leadId, name: 'Roses', contactIds: [contactId], unsorted: false }]);
    expect(chatLinks.map((link) => link.contactId)).toEqual([contactId, contactId]);
    expect(chatLinks[0]?.chatId).toBe(pick({ json }, 'id'));
    expect(talks).toMatchObject([{ contactId }, { contactId }]);
  });

  test('a lead is made in the pipeline of choice; of one that is not there, nothing is', async () => {
    const { pipelines } = await new Crm(box).site();
    const other = pipelines.find(({ isMain }) => !isMain)?.id ?? 0;
    const { leadId } = await lead({ pipelineId: other });
    expect((await new Crm(box).site()).leads).toMatchObject([{ id: leadId, pipelineId: other }]);
    const nowhere = { pipelineId: 1, contact: { name: 'Ben' } };
    expect((await box.control('POST', `${account}/leads`, nowhere)).status).toBe(404);
    expect((await new Crm(box).site()).contacts).toHaveLength(1);
  });
});

test('what cannot begin a chat is refused, and leaves none behind', async () => {
  const statuses = [
    await writeFirst({ phone: 'Ana' }),
    await writeFirst({ text: undefined }),
    await writeFirst({ scopeId: 'elsewhere' }),
    await writeFirst({ userId: '00000000-0000-4000-8000-000000000000' }),
    await writeFirst({ file: 'none' }),
    await writeFirst({ sourceExternalId: 'ключ' }),
    await writeFirst({ contactId: 7 }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([400, 400, 404, 404, 404, 400, 404]);
  expect(await inbox(box)).toEqual([]);
});

test('the first answer with both ids binds chat and person', async () => {
  const ids = await begun();
  await box.managerWrites(ids.chat, 'still without');
  const second = (await messageHooks(box, 2))[1];
  expect([second?.conversation, second?.receiver]).toEqual([
    { id: ids.chat },
    expect.not.objectContaining({ client_id: expect.anything() as unknown }),
  ]);

  const sent = await box.kommo.send(answering(ids));
  expect(pick(sent, 'new_message', 'conversation_id')).toBe(ids.chat);
  expect(pick(sent, 'new_message', 'sender_id')).toBe(ids.person);
  expect((await inbox(box))[0]).toMatchObject({
    clientId: 'own-chat',
    customer: { id: ids.person, clientId: 'own-person', name: 'Ana' },
  });
  await box.managerWrites(ids.chat, 'with ids now');
  const third = (await messageHooks(box, 3))[2];
  expect(third?.conversation).toEqual({ id: ids.chat, client_id: 'own-chat' });
  expect(third?.receiver).toMatchObject({ id: ids.person, client_id: 'own-person' });

  // Own ids suffice from here on.
  const later = await box.kommo.send(
    incoming('and again', { conversation_id: 'own-chat', sender: { id: 'own-person', name: 'Ana' } }),
  );
  expect(pick(later, 'new_message', 'conversation_id')).toBe(ids.chat);
  expect(pick(later, 'new_message', 'sender_id')).toBe(ids.person);
  await writeFirst({ sourceExternalId: 'line 1' });
  expect(await inbox(box)).toHaveLength(1);
});

test('an imported answer binds too', async () => {
  const { chat, person } = await begun();
  await box.kommo.send(
    outgoing('from the phone', users[1].id, {
      conversation_id: 'own-chat',
      conversation_ref_id: chat,
      receiver: { id: 'own-person', ref_id: person, name: 'Ana' },
    }),
  );
  expect((await inbox(box))[0]).toMatchObject({ clientId: 'own-chat', customer: { clientId: 'own-person' } });
});

test('an answer without the ids of Kommo is another chat', async () => {
  const { chat, person } = await begun();
  const sent = await box.kommo.send(incoming('Hello', { conversation_id: 'own-chat' }));
  expect(pick(sent, 'new_message', 'conversation_id')).not.toBe(chat);
  expect(pick(sent, 'new_message', 'sender_id')).not.toBe(person);
  expect((await inbox(box)).map(({ clientId }) => clientId)).toEqual([null, 'own-chat']);
});

test('ids that name another chat or person already stay with those', async () => {
  await box.kommo.send(incoming('before', { conversation_id: 'own-chat', sender: { id: 'own-person', name: 'Ben' } }));
  const ids = await begun();
  const sent = await box.kommo.send(answering(ids));
  expect(pick(sent, 'new_message', 'conversation_id')).toBe(ids.chat);
  expect((await inbox(box)).map(({ clientId }) => clientId)).toEqual(['own-chat', null]);
  expect((await box.journal()).at(-1)?.warnings).toEqual([
    'sender.id: not bound, ref_id has the say',
    'conversation_id: not bound, conversation_ref_id has the say',
  ]);
});

test('a failure to reach the number is reported like any other', async () => {
  const written = await writeFirst();
  const [message] = (written.json as { messages: { id: string }[] }).messages;
  const report = { status_code: -1, error_code: 904, error: 'Not on WhatsApp' };
  expect((await box.kommo.status(message?.id ?? '', report)).status).toBe(200);
  expect((await inbox(box))[0]?.messages[0]).toMatchObject({ status: 'failed', error: { code: 904 } });
});

test('ids of strangers are refused', async () => {
  const { chat } = await begun();
  const nobody = '00000000-0000-4000-8000-000000000000';
  const sender = { id: 'own-person', ref_id: nobody, name: 'Ana' };
  expect((await box.kommo.send({ ...answering({ chat, person: nobody }), sender })).text).toContain(
    'sender: user not found',
  );
  expect((await inbox(box))[0]).toMatchObject({ clientId: null });
});
