import fc from 'fast-check';
import { beginContact, readDueContact } from '../../src/ledger/chat-contacts';
import { findChat } from '../../src/ledger/contact-views';
import { noteGoneContacts, noteIncomingLeads, noteSortedLeads } from '../../src/ledger/kommo-chats';
import { noteKommoChat } from '../../src/ledger/open-chat';
import { noteTalks } from '../../src/ledger/talks';
import { chatsWithDueContacts } from '../../src/ledger/wakes';
import { asChatId, type ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
let stranger: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  stranger = await ledger.tenant();
});
afterAll(() => ledger.close());

const NO_MARKS = { read: [], closing: [] } as const;

let chats = 0;
async function newChat(whose = tenant): Promise<{ readonly id: ChatId; readonly kommoId: string }> {
  chats += 1;
  const { wake } = await ledger.acceptor.accept([fromMessenger(whose, { chatRemoteId: `c${String(chats)}` })]);
  const id = wake[0]?.chatId ?? asChatId('');
  const kommoId = `k${String(chats)}`;
  await noteKommoChat(ledger.db, id, kommoId);
  return { id, kommoId };
}

const talkOf = (kommoChatId: string, contactId: number, leadId: number | null, updatedAt: number) => ({
  id: chats * 100,
  kommoChatId,
  contactId,
  leadId,
  isInWork: true,
  isRead: false,
  updatedAt,
});

const seen = async (id: ChatId) => {
  const found = await findChat(ledger.db, id, tenant.accountId);
  return { contactId: found?.contactId, leadId: found?.leadId, incoming: found?.incomingLead?.state };
};

describe('whose a chat is', () => {
  it('is what the newest talk tells, whatever order they come in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4], { minLength: 2 }), async (order) => {
        const { id, kommoId } = await newChat();
        for (const at of order)
          await noteTalks(ledger.db, tenant.accountId, [talkOf(kommoId, at, at * 10, at)], NO_MARKS);
        const newest = Math.max(...order);
        expect(await seen(id)).toEqual({ contactId: newest, leadId: newest * 10, incoming: undefined });
      }),
      { numRuns: 20 },
    );
  });

  it('is news once', async () => {
    const { kommoId } = await newChat();
    const tell = () => noteTalks(ledger.db, tenant.accountId, [talkOf(kommoId, 1, 2, 3)], NO_MARKS);
    const news = async () => (await tell()).contacts;
    expect([await news(), await news()]).toEqual([[kommoId], []]);
  });

  it('is another account’s business', async () => {
    const { id, kommoId } = await newChat();
    await noteTalks(ledger.db, stranger.accountId, [talkOf(kommoId, 1, 2, 3)], NO_MARKS);
    await noteIncomingLeads(ledger.db, stranger.accountId, [
      { uid: `u-${kommoId}`, kommoChatId: kommoId, contactId: 1, leadId: 2, createdAt: 1 },
    ]);
    expect(await seen(id)).toEqual({ contactId: null, leadId: null, incoming: undefined });
    expect(await findChat(ledger.db, id, stranger.accountId)).toBeUndefined();
  });

  it('nobody knows once the contact is gone', async () => {
    const { id, kommoId } = await newChat();
    await noteTalks(ledger.db, tenant.accountId, [talkOf(kommoId, 777, 2, 3)], NO_MARKS);
    await noteGoneContacts(ledger.db, stranger.accountId, [777]);
    expect((await seen(id)).contactId).toBe(777);
    await noteGoneContacts(ledger.db, tenant.accountId, [777]);
    expect(await seen(id)).toEqual({ contactId: null, leadId: 2, incoming: undefined });
  });
});

describe('an incoming lead', () => {
  const waits = (kommoChatId: string, uid = `u-${kommoChatId}`) => ({
    uid,
    kommoChatId,
    contactId: 5,
    leadId: 6,
    createdAt: 1,
  });
  const sorted = (kommoChatId: string, as: 'accepted' | 'declined') => ({
    uid: `u-${kommoChatId}`,
    as,
    contactId: as === 'accepted' ? 7 : null,
    leadId: as === 'accepted' ? 8 : null,
    createdAt: 1,
  });

  it('is followed from waiting to accepted', async () => {
    const { id, kommoId } = await newChat();
    await noteIncomingLeads(ledger.db, tenant.accountId, [waits(kommoId)]);
    expect(await seen(id)).toEqual({ contactId: 5, leadId: 6, incoming: 'waiting' });
    expect(await noteSortedLeads(ledger.db, tenant.accountId, [sorted(kommoId, 'accepted')])).toEqual([kommoId]);
    expect(await seen(id)).toEqual({ contactId: 7, leadId: 8, incoming: 'accepted' });
    expect(await noteSortedLeads(ledger.db, tenant.accountId, [sorted(kommoId, 'accepted')])).toEqual([]);
  });

  it.each(['accepted', 'declined'] as const)('that was %s does not wait again, though told so late', async (as) => {
    const { id, kommoId } = await newChat();
    await noteSortedLeads(ledger.db, tenant.accountId, [sorted(kommoId, as)]);
    await noteIncomingLeads(ledger.db, tenant.accountId, [waits(kommoId)]);
    const accepted = as === 'accepted';
    expect(await seen(id)).toEqual({
      contactId: accepted ? 7 : null,
      leadId: accepted ? 8 : null,
      incoming: as,
    });
  });

  it('that was declined takes what was ours of the contact with it', async () => {
    const { id, kommoId } = await newChat();
    const profile = { name: 'Ana', phone: null, email: null };
    await beginContact(ledger.db, id, profile, false);
    await noteIncomingLeads(ledger.db, tenant.accountId, [waits(kommoId)]);
    expect(await beginContact(ledger.db, id, profile, false)).toBe(false);
    await noteSortedLeads(ledger.db, tenant.accountId, [sorted(kommoId, 'declined')]);
    expect(await beginContact(ledger.db, id, profile, false)).toBe(true);
  });
});

it('a chat is woken for its contact where something waits for it, and no other', async () => {
  const [due, other] = [await newChat(), await newChat()];
  for (const { id } of [due, other]) {
    await beginContact(ledger.db, id, { name: 'Ana', phone: null, email: null }, false);
  }
  await ledger.db.query(`update chat_contacts set seen_name = 'Anna' where chat_id = $1`, [due.id]);
  const kommoIds = [due.kommoId, other.kommoId];
  expect(await chatsWithDueContacts(ledger.db, stranger.accountId, kommoIds)).toEqual([]);
  expect(await chatsWithDueContacts(ledger.db, tenant.accountId, kommoIds)).toMatchObject([
    { chatId: due.id, accountId: tenant.accountId, work: ['contact'] },
  ]);
  expect(await readDueContact(ledger.db, due.id)).toMatchObject({ profile: { name: 'Ana' } });
  expect(await readDueContact(ledger.db, other.id)).toBeUndefined();
});
