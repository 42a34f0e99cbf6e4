import { randomUUID } from 'node:crypto';
import type { CustomerProfile } from '../../src/ledger/acceptable';
import { findChat, type ChatView } from '../../src/ledger/contact-views';
import { noteSortedLeads } from '../../src/ledger/kommo-chats';
import { asChatId, type ChatId } from '../../src/model/ids';
import type { Referral } from '../../src/model/content';
import type { NewFault } from '../../src/sandbox/control/contract';
import type { SiteView } from '../../src/sandbox/control/schemas-platform';
import { fromMessenger } from '../ledger/ledger';
import { startCourier, type Courier } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
  await courier.authorise();
});
afterAll(() => courier.close());
afterEach(async () => {
  await courier.sandbox.assume({
    'incoming-change': 'accept',
    'crm-rate-limit-per-second': 0,
    'chat-to-crm-delay-ms': 0,
  });
  await fetch(`${courier.sandbox.url}/control/faults`, { method: 'DELETE' });
  await settings({ pre_link: false, referral_fields: {} });
});

async function settings(changes: { readonly pre_link?: boolean; readonly referral_fields?: object }): Promise<void> {
  const { pre_link: preLink = null, referral_fields: fields = null } = changes;
  await courier.ledger.db.query(
    'update sources set pre_link = coalesce($2, pre_link), referral_fields = coalesce($3, referral_fields) where id = $1',
    [courier.tenant.sourceId, preLink, fields === null ? null : JSON.stringify(fields)],
  );
}

let people = 0;
const newPerson = (): string => `person-${String((people += 1))}`;
/** Nobody else’s. */
const newNumber = (): string => `+1555010${String(1000 + (people += 1))}`;

interface Said {
  readonly profile?: Partial<CustomerProfile>;
  readonly referral?: Referral;
}

/** A customer writes, and it goes to Kommo. */
async function write(person: string, { profile = {}, referral }: Said = {}) {
  const { wake } = await courier.ledger.acceptor.accept([
    fromMessenger(courier.tenant, {
      chatRemoteId: person,
      remoteId: randomUUID(),
      author: { remoteId: person, name: 'Ana', ...profile },
      at: Date.now(),
      content: { type: 'text', text: `of ${person}`, ...(referral === undefined ? {} : { referral }) },
    }),
  ]);
  const chatId = wake[0]?.chatId ?? asChatId('');
  const ran = await courier.run('to-kommo', chatId);
  return { chatId, ran };
}

function contactDue(ran: Awaited<ReturnType<Courier['run']>>): boolean | undefined {
  return ran.kind === 'returned' ? ran.result.contactDue : undefined;
}

async function chat(chatId: ChatId): Promise<ChatView> {
  const found = await findChat(courier.ledger.db, chatId, courier.tenant.accountId);
  if (found === undefined) throw new Error('There is no such chat');
  return found;
}

async function contactOf(chatId: ChatId): Promise<SiteView['contacts'][number]> {
  const [{ kommoChatId }, site] = await Promise.all([chat(chatId), courier.site()]);
  const link = site.chatLinks.find((one) => one.chatId === kommoChatId);
  const contact = site.contacts.find(({ id }) => id === link?.contactId);
  if (contact === undefined) throw new Error('The chat has no contact');
  return contact;
}

async function addContact(fields: { readonly name: string; readonly phones?: string[]; readonly emails?: string[] }) {
  const before = new Set((await courier.site()).contacts.map(({ id }) => id));
  const { contacts } = await courier.people('POST', '/contacts', fields);
  return contacts.find(({ id }) => !before.has(id)) ?? { id: 0 };
}

async function said(chatId: ChatId): Promise<number> {
  return (await courier.inbox(chatId))?.messages.length ?? 0;
}

describe('a first message', () => {
  it('makes a contact with name, phone and e-mail, and tells the picture', async () => {
    const phone = newNumber();
    const { chatId } = await write(newPerson(), {
      profile: { name: 'Ana Lima', phone, email: 'ana@example.com', avatar: 'https://example.com/ana.png' },
    });
    expect(await contactOf(chatId)).toMatchObject({ name: 'Ana Lima', phones: [phone], emails: ['ana@example.com'] });
    const [sent] = (await courier.requests('kommo', 'send')).slice(-1);
    expect(sent?.request).toMatchObject({ payload: { sender: { avatar: 'https://example.com/ana.png' } } });
  });

  it('of a source that looks for nobody asks the CRM nothing', async () => {
    const before = (await courier.requests('kommo', 'crm-contacts')).length;
    const { chatId, ran } = await write(newPerson(), { profile: { phone: newNumber() } });
    expect(await courier.requests('kommo', 'crm-contacts')).toHaveLength(before);
    expect((await chat(chatId)).preLink).toBeNull();
    expect(contactDue(ran)).toBeUndefined();
  });
});

describe('the search before the first message', () => {
  beforeEach(() => settings({ pre_link: true }));

  it.each([
    [
      'the number, however it is written',
      (phone: string) => ({ phones: [`+1 (555) ${phone.slice(5, 8)} ${phone.slice(8)}`] }),
    ],
    ['the number without a plus', (phone: string) => ({ phones: ['+49 30 123456', phone.slice(1)] })],
    ['the address in capitals', (phone: string) => ({ emails: [`A${phone.slice(1)}@Example.com`] })],
  ])('gives the chat to the one contact that has %s', async (_, fieldsOf) => {
    const phone = newNumber();
    const { id } = await addContact({ name: 'Ana, as typed', ...fieldsOf(phone) });
    const leads = (await courier.site()).unsorted.length;
    const { chatId } = await write(newPerson(), { profile: { phone, email: `a${phone.slice(1)}@example.com` } });
    expect(await contactOf(chatId)).toMatchObject({ id, name: 'Ana, as typed' });
    expect((await courier.site()).unsorted).toHaveLength(leads);
    expect((await chat(chatId)).preLink).toMatchObject({ state: 'linked' });
    expect(await said(chatId)).toBe(1);
  });

  it('links nobody where two have the number, and the message is there', async () => {
    const phone = newNumber();
    const twins = [
      await addContact({ name: 'One', phones: [phone] }),
      await addContact({ name: 'Two', phones: [phone] }),
    ];
    const { chatId } = await write(newPerson(), { profile: { phone } });
    expect(twins.map(({ id }) => id)).not.toContain((await contactOf(chatId)).id);
    expect((await chat(chatId)).preLink).toMatchObject({ state: 'several' });
    expect(await said(chatId)).toBe(1);
  });

  it('links nobody whose number only holds the digits, or differs in the country', async () => {
    const phone = newNumber();
    const others = [
      await addContact({ name: 'Longer', phones: [`${phone}9`] }),
      await addContact({ name: 'Of another country', phones: [`+4${phone.slice(1)}`] }),
      await addContact({ name: `Call ${phone}`, phones: [] }),
    ];
    const { chatId } = await write(newPerson(), { profile: { phone } });
    expect(others.map(({ id }) => id)).not.toContain((await contactOf(chatId)).id);
    expect((await chat(chatId)).preLink).toMatchObject({ state: 'none' });
  });

  it('does not look for who is known already', async () => {
    const phone = newNumber();
    const person = newPerson();
    const { chatId } = await write(person, { profile: { phone } });
    const contact = await contactOf(chatId);
    await addContact({ name: 'Typed in later', phones: [phone] });
    await write(person, { profile: { phone } });
    expect((await contactOf(chatId)).id).toBe(contact.id);
  });

  it.each<[string, NewFault, string]>([
    ['does not answer', { name: 'kommo-latency', ms: 5_000, operation: 'crm-contacts' }, 'late'],
    ['fails', { name: 'kommo-error', status: 503, operation: 'crm-contacts' }, 'refused'],
    ['does not answer to the link', { name: 'kommo-latency', ms: 5_000, operation: 'crm-chat-links-add' }, 'unknown'],
  ])('where the CRM %s the message goes out all the same', async (_, fault, state) => {
    const phone = newNumber();
    await addContact({ name: 'Ana', phones: [phone] });
    await courier.sandbox.fault(fault);
    const { chatId, ran } = await write(newPerson(), { profile: { phone } });
    expect(ran).toMatchObject({ kind: 'returned', result: { kind: 'idle' } });
    expect(await said(chatId)).toBe(1);
    expect((await chat(chatId)).preLink).toMatchObject({ state });
  });

  it('keeps below the seven requests a second that Kommo takes, whatever comes at once', async () => {
    await courier.sandbox.assume({ 'crm-rate-limit-per-second': 7 });
    const { wake: chats } = await courier.ledger.acceptor.accept(
      Array.from({ length: 12 }, newPerson).map((person) =>
        fromMessenger(courier.tenant, {
          chatRemoteId: person,
          author: { remoteId: person, name: 'Ana', phone: newNumber() },
        }),
      ),
    );
    await Promise.all(chats.map(({ chatId }) => courier.run('to-kommo', chatId)));
    const asked = await courier.requests('kommo', 'crm-contacts');
    expect(asked.filter(({ status }) => status === 429)).toEqual([]);
    for (const { chatId } of chats) expect(await said(chatId)).toBe(1);
  });
});

describe('a profile that changes', () => {
  it('is followed by what is still as we wrote it', async () => {
    const [before, after] = [newNumber(), newNumber()];
    const person = newPerson();
    const { chatId } = await write(person, { profile: { name: 'Ana', phone: before } });
    const { ran } = await write(person, { profile: { name: 'Ana Lima', phone: after, email: 'lima@example.com' } });
    expect(contactDue(ran)).toBe(true);
    expect(await courier.followContact(chatId)).toBe('done');
    expect(await contactOf(chatId)).toMatchObject({ name: 'Ana Lima', phones: [after], emails: ['lima@example.com'] });
    expect(contactDue((await write(person, { profile: { name: 'Ana Lima', phone: after } })).ran)).toBeUndefined();
    expect((await chat(chatId)).profile).toMatchObject({ text: 'Written into the contact: name, phone, e-mail.' });
  });

  it('leaves alone what a manager typed', async () => {
    const [before, after] = [newNumber(), newNumber()];
    const person = newPerson();
    const { chatId } = await write(person, { profile: { name: 'Ana', phone: before } });
    const { id } = await contactOf(chatId);
    await courier.people('PATCH', `/contacts/${String(id)}`, { name: 'Ms Lima (flowers)', phones: ['+4930123456'] });
    await write(person, { profile: { name: 'Ana Lima', phone: after } });
    expect(await courier.followContact(chatId)).toBe('done');
    expect(await contactOf(chatId)).toMatchObject({ name: 'Ms Lima (flowers)', phones: ['+4930123456'] });
    expect((await chat(chatId)).profile).toMatchObject({ text: 'Left as it is in Kommo: name, phone.' });
    expect(contactDue((await write(person, { profile: { name: 'Ana Lima', phone: after } })).ran)).toBeUndefined();
  });

  it('changes our number alone among those that are there', async () => {
    const [before, after] = [newNumber(), newNumber()];
    const person = newPerson();
    const { chatId } = await write(person, { profile: { phone: before } });
    const { id } = await contactOf(chatId);
    await courier.people('PATCH', `/contacts/${String(id)}`, { phones: ['+4930123456', `+1 ${before.slice(2)}`] });
    await write(person, { profile: { phone: after } });
    await courier.followContact(chatId);
    expect((await contactOf(chatId)).phones).toEqual(['+4930123456', after]);
  });

  it('of whom was linked before the first message touches nothing that stands there', async () => {
    await settings({ pre_link: true });
    const phone = newNumber();
    const person = newPerson();
    const { id } = await addContact({ name: 'Ana', phones: [phone] });
    const { chatId } = await write(person, { profile: { name: 'Ana', phone } });
    await write(person, { profile: { name: 'Ana Lima', phone: newNumber(), email: 'ana@example.com' } });
    await courier.followContact(chatId);
    expect(await contactOf(chatId)).toMatchObject({ id, name: 'Ana', phones: [phone], emails: ['ana@example.com'] });
  });

  it('reaches the contact that a merge made of two, and renames nobody whom a manager typed in', async () => {
    const person = newPerson();
    const { chatId } = await write(person, { profile: { name: 'Ana' } });
    const from = (await contactOf(chatId)).id;
    // The link of a chat that only its incoming lead knows is told by a webhook.
    await courier.ledger.db.query('update chat_contacts set contact_id = $2 where chat_id = $1', [chatId, from]);
    const into = (await addContact({ name: 'Ana' })).id;
    await courier.people('POST', '/contacts/merge', { from, into });
    await write(person, { profile: { name: 'Ana Lima', phone: newNumber() } });
    expect(await courier.followContact(chatId)).toBe('done');
    const contact = await contactOf(chatId);
    expect([contact.id, contact.name, contact.phones.length]).toEqual([into, 'Ana', 1]);
    expect((await chat(chatId)).contactId).toBe(into);
  });

  it('waits until an incoming lead is accepted where Kommo does not let its contact be changed before', async () => {
    await courier.sandbox.assume({ 'incoming-change': 'refuse-404' });
    const person = newPerson();
    const { chatId } = await write(person);
    await write(person, { profile: { name: 'Ana Lima' } });
    expect(await courier.followContact(chatId)).toBe('done');
    expect((await contactOf(chatId)).name).toBe('Ana');
    const { kommoChatId } = await chat(chatId);
    const item = (await courier.site()).unsorted.find((one) => one.chatId === kommoChatId);
    await courier.people('POST', `/unsorted/${item?.uid ?? ''}/accept`, {});
    expect(contactDue((await write(person, { profile: { name: 'Ana Lima' } })).ran)).toBe(true);
    await courier.followContact(chatId);
    expect((await contactOf(chatId)).name).toBe('Ana Lima');
  });

  it('is looked for again a few times where Kommo takes its time, and then waits for the next message', async () => {
    await courier.sandbox.assume({ 'chat-to-crm-delay-ms': 60_000 });
    const person = newPerson();
    const { chatId } = await write(person);
    await write(person, { profile: { name: 'Ana Lima' } });
    for (const attempt of [1, 2, 3, 4]) {
      expect(await courier.followContact(chatId, attempt)).toEqual({
        later: 'Kommo has no contact or lead of it yet',
      });
    }
    expect(await courier.followContact(chatId, 5)).toBe('done');
    expect(contactDue((await write(person, { profile: { name: 'Ana Lima' } })).ran)).toBe(true);
  });

  it('of a customer who was declined is begun anew', async () => {
    const person = newPerson();
    const { chatId } = await write(person, { profile: { name: 'Ana' } });
    const { kommoChatId } = await chat(chatId);
    const item = (await courier.site()).unsorted.find((one) => one.chatId === kommoChatId);
    const uid = item?.uid ?? '';
    await courier.ledger.db.query(
      `insert into incoming_leads (account_id, uid, kommo_chat_id, state, created_at) values ($1, $2, $3, 'waiting', 1)`,
      [courier.tenant.accountId, uid, kommoChatId],
    );
    await courier.people('POST', `/unsorted/${uid}/decline`, {});
    await noteSortedLeads(courier.ledger.db, courier.tenant.accountId, [
      { uid, as: 'declined', contactId: null, leadId: null, createdAt: 1 },
    ]);
    expect(await chat(chatId)).toMatchObject({
      contactId: null,
      leadId: null,
      incomingLead: { uid, state: 'declined' },
    });
    await write(person, { profile: { name: 'Ana' } });
    await write(person, { profile: { name: 'Ana Lima' } });
    await courier.followContact(chatId);
    expect((await contactOf(chatId)).name).toBe('Ana Lima');
  });
});

describe('what brought a customer', () => {
  const AD: Referral = { source: 'ad', id: '120', title: 'Spring sale', url: 'https://shop.example/?utm_source=fb' };

  async function fields(): Promise<Record<'title' | 'ad' | 'utm', number>> {
    const make = async (name: string): Promise<number> => {
      const { leadFields } = await courier.people('POST', '/lead-fields', { name, type: 'text' });
      return leadFields.at(-1)?.id ?? 0;
    };
    const utm = (await courier.site()).leadFields.find(({ code }) => code === 'UTM_SOURCE')?.id ?? 0;
    return { title: await make('Ad'), ad: await make('Ad id'), utm };
  }

  async function leadOf(chatId: ChatId) {
    const contact = await contactOf(chatId);
    const lead = (await courier.site()).leads.find(({ contactIds }) => contactIds.includes(contact.id));
    return { id: lead?.id ?? 0, fields: lead?.fields ?? [] };
  }

  it('is written into the fields that were chosen, once', async () => {
    const { title, ad, utm } = await fields();
    await settings({ referral_fields: { title, ad_id: ad, utm_source: utm, ref: title } });
    const person = newPerson();
    const { chatId, ran } = await write(person, { referral: AD });
    expect(contactDue(ran)).toBe(true);
    expect(await courier.followContact(chatId)).toBe('done');
    const { id, fields: written } = await leadOf(chatId);
    expect(written).toEqual([
      { fieldId: title, values: ['Spring sale'] },
      { fieldId: ad, values: ['120'] },
      { fieldId: utm, values: ['fb'] },
    ]);
    expect((await chat(chatId)).referral).toMatchObject({ state: 'written', leadId: id });

    await courier.people('PATCH', `/leads/${String(id)}`, { fields: [{ fieldId: title, values: ['typed over'] }] });
    expect(contactDue((await write(person, { referral: AD })).ran)).toBeUndefined();
    await write(person, { referral: { ...AD, id: '121' } });
    await courier.followContact(chatId);
    expect((await leadOf(chatId)).fields).toContainEqual({ fieldId: title, values: ['typed over'] });
  });

  it('a field that is gone does not cost the others', async () => {
    const { title, ad } = await fields();
    await settings({ referral_fields: { title, ad_id: ad } });
    await courier.people('DELETE', `/lead-fields/${String(title)}`);
    const { chatId } = await write(newPerson(), { referral: AD });
    await courier.followContact(chatId);
    expect((await leadOf(chatId)).fields).toEqual([{ fieldId: ad, values: ['120'] }]);
    expect((await chat(chatId)).referral).toMatchObject({
      state: 'written',
      text: expect.stringContaining('Fields that Kommo did not take: 1.') as string,
    });
  });

  it('is left where no field was chosen', async () => {
    const { chatId, ran } = await write(newPerson(), { referral: AD });
    expect(contactDue(ran)).toBeUndefined();
    expect((await chat(chatId)).referral).toBeNull();
  });
});
