import { randomUUID } from 'node:crypto';
import { chatsWithDueMarks, dueMarks, noteAnswered, settleMarks } from '../../src/ledger/marks';
import { noteKommoChat } from '../../src/ledger/open-chat';
import { noteClosing, noteTalks, type Talk } from '../../src/ledger/talks';
import { chatsWithOverdueRows } from '../../src/ledger/wakes';
import type { ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, quietChat, type Ledger, type Tenant } from './ledger';

const MARKED = { read: ['telegram'], closing: ['telegram'] } as const;
/** Kommo's clock is ours here; what is in Kommo stands there long before this. */
const LATER = Date.now() + 60_000;

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

interface Known {
  readonly chatId: ChatId;
  readonly talk: Talk;
}

/** A chat whose customer has written once, which is in Kommo. */
async function knownChat(): Promise<Known> {
  const { chatId } = await quietChat(ledger, tenant);
  const kommoChatId = randomUUID();
  await noteKommoChat(ledger.db, chatId, kommoChatId);
  const id = Math.floor(Math.random() * 1e9);
  const talk = { id, kommoChatId, contactId: null, leadId: null, isInWork: true, isRead: false, updatedAt: LATER };
  return { chatId, talk };
}

const tell = (talk: Talk, change: Partial<Talk> = {}, marked: Parameters<typeof noteTalks>[3] = MARKED) =>
  noteTalks(ledger.db, tenant.accountId, [{ ...talk, ...change }], marked);

const due = async (chatId: ChatId) => {
  const marks = await dueMarks(ledger.db, chatId);
  return marks && { read: marks.read !== null, talk: marks.talk };
};

async function told(chatId: ChatId): Promise<void> {
  const marks = await dueMarks(ledger.db, chatId);
  if (marks !== undefined) await settleMarks(ledger.db, chatId, marks, true);
}

describe('that a manager has read', () => {
  it('is due when Kommo tells that the talk is read, once for each newest message', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk);
    expect(await due(chatId)).toBeUndefined();

    expect((await tell(talk, { isRead: true })).marks).toEqual([talk.kommoChatId]);
    expect(await due(chatId)).toEqual({ read: true, talk: null });
    expect(await chatsWithDueMarks(ledger.db, tenant.accountId, [talk.kommoChatId])).toMatchObject([
      { chatId, work: ['marks'] },
    ]);
    await told(chatId);
    expect((await tell(talk, { isRead: true, updatedAt: LATER + 5_000 })).marks).toEqual([]);
    expect(await due(chatId)).toBeUndefined();
  });

  it('is due when they answer', async () => {
    const { chatId } = await knownChat();
    expect(await noteAnswered(ledger.db, chatId, LATER)).toBe(true);
    expect(await due(chatId)).toEqual({ read: true, talk: null });
    await told(chatId);
    expect(await noteAnswered(ledger.db, chatId, LATER + 1)).toBe(false);
  });

  it('is not known of what came to Kommo afterwards', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk, { isRead: true, updatedAt: Date.now() - 60_000 });
    expect(await noteAnswered(ledger.db, chatId, Date.now() - 60_000)).toBe(false);
    expect(await due(chatId)).toBeUndefined();
  });

  it('is not known of what has not come to Kommo', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk, { isRead: true });
    await told(chatId);
    const { rows } = await ledger.db.query<{ remote_id: string }>('select remote_id from chats where id = $1', [
      chatId,
    ]);
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: rows[0]?.remote_id ?? '' })]);
    expect(await noteAnswered(ledger.db, chatId, LATER)).toBe(false);
  });

  it('is nobody’s business where the messenger shows no such thing', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk, { isRead: true, isInWork: false }, { read: [], closing: [] });
    expect(await due(chatId)).toBeUndefined();
  });
});

describe('that a talk is over', () => {
  it('is due when it was closed in Kommo, once, and then that there is one again', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk);
    await tell(talk, { isInWork: false });
    expect(await due(chatId)).toEqual({ read: false, talk: 'closed' });
    await told(chatId);
    await tell(talk, { isInWork: false, updatedAt: LATER + 1_000 });
    expect(await due(chatId)).toBeUndefined();

    await tell(talk, { id: talk.id + 1, updatedAt: LATER + 2_000 });
    expect(await due(chatId)).toEqual({ read: false, talk: 'open' });
    await told(chatId);
    expect(await due(chatId)).toBeUndefined();
  });

  it('is not told where another one went on before anybody heard of it', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk);
    await tell(talk, { id: talk.id + 1 });
    await tell(talk, { isInWork: false, updatedAt: LATER + 1_000 });
    expect(await due(chatId)).toBeUndefined();

    await tell(talk, { id: talk.id + 1, isInWork: false, updatedAt: LATER + 2_000 });
    await tell(talk, { id: talk.id + 2, updatedAt: LATER + 3_000 });
    expect(await due(chatId)).toEqual({ read: false, talk: null });
  });

  it('is not told to the customer who ended it', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk);
    await noteClosing(ledger.db, tenant.accountId, talk.id, 'customer');
    await tell(talk, { isInWork: false });
    expect(await due(chatId)).toBeUndefined();
  });

  it('stays due where it came while another was being told', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk, { isInWork: false });
    const marks = await dueMarks(ledger.db, chatId);
    if (marks === undefined) throw new Error('nothing is due');
    await tell(talk, { id: talk.id + 1, updatedAt: LATER + 1_000 });
    await settleMarks(ledger.db, chatId, marks, true);
    expect(await due(chatId)).toEqual({ read: false, talk: 'open' });
  });

  it('is another account’s business', async () => {
    const { chatId, talk } = await knownChat();
    const stranger = await ledger.tenant();
    await noteTalks(ledger.db, stranger.accountId, [{ ...talk, isInWork: false, isRead: true }], MARKED);
    expect(await due(chatId)).toBeUndefined();
    expect(await chatsWithDueMarks(ledger.db, stranger.accountId, [talk.kommoChatId])).toEqual([]);
  });

  it('wakes the chat again where its wake was lost', async () => {
    const { chatId, talk } = await knownChat();
    await tell(talk, { isInWork: false });
    const overdue = async (olderThanMs: number) =>
      (await chatsWithOverdueRows(ledger.db, olderThanMs, 1_000)).some((chat) => chat.chatId === chatId);
    expect(await overdue(60_000)).toBe(false);
    expect(await overdue(0)).toBe(true);
  });
});
