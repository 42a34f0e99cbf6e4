import { randomUUID } from 'node:crypto';
import type { Notice } from '../../src/ledger/acceptable';
import { closeIfWindowIsOver, forgetClosing, talkToClose } from '../../src/ledger/closing';
import { takeLane } from '../../src/ledger/lane';
import { noteTalks } from '../../src/ledger/talks';
import { asChatId, type ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

const CLOSED = { windowClosesAt: null, closesTalk: false };

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

async function chatWith(windowMs: number | null, at = Date.now(), of = tenant): Promise<ChatId> {
  const chatRemoteId = randomUUID();
  const { wake } = await ledger.acceptor.accept([fromMessenger(of, { chatRemoteId, windowMs, at })]);
  return wake[0]?.chatId ?? asChatId('');
}

async function closedAt(chatId: ChatId): Promise<Date | null | undefined> {
  const { rows } = await ledger.db.query<{ closed_at: Date | null }>('select closed_at from chats where id = $1', [
    chatId,
  ]);
  return rows[0]?.closed_at;
}

describe('a reply window', () => {
  it('that is open stays open, and says until when', async () => {
    const at = Date.now();
    const chatId = await chatWith(60_000, at);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual({ windowClosesAt: at + 60_000, closesTalk: false });
    expect(await closedAt(chatId)).toBeNull();
  });

  it('that is over closes the chat, once', async () => {
    const chatId = await chatWith(60_000, Date.now() - 61_000);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual(CLOSED);
    const first = await closedAt(chatId);
    expect(first).toBeInstanceOf(Date);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual(CLOSED);
    expect(await closedAt(chatId)).toEqual(first);
  });

  it('that there is none of closes nothing', async () => {
    const chatId = await chatWith(null);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual(CLOSED);
    expect(await closedAt(chatId)).toBeNull();
  });

  it('of a chat that does not exist is none', async () => {
    expect(await closeIfWindowIsOver(ledger.db, asChatId(randomUUID()))).toEqual(CLOSED);
  });
});

/** A source whose talks are closed when the window is over and when the customer closes the conversation. */
async function closingTenant(): Promise<Tenant> {
  const closing = await ledger.tenant();
  await ledger.db.query(
    'update sources set closes_after_window = true, closes_with_customer = true, closes_with_survey = false where id = $1',
    [closing.sourceId],
  );
  return closing;
}

describe('a talk', () => {
  it('is to be closed with the window, once, and is the open one that Kommo told of last', async () => {
    const closing = await closingTenant();
    const chatId = await chatWith(60_000, Date.now() - 61_000, closing);
    const kommoChatId = randomUUID();
    await ledger.db.query('update chats set kommo_id = $2 where id = $1', [chatId, kommoChatId]);
    const talk = { kommoChatId, contactId: null, leadId: null, isRead: false } as const;
    const talks = [
      { ...talk, id: 1, isInWork: false, updatedAt: 3 },
      { ...talk, id: 2, isInWork: true, updatedAt: 2 },
      { ...talk, id: 3, isInWork: true, updatedAt: 1 },
    ];
    await noteTalks(ledger.db, closing.accountId, talks, { read: [], closing: [] });
    expect(await talkToClose(ledger.db, chatId)).toBeUndefined();
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual({ windowClosesAt: null, closesTalk: true });
    expect(await talkToClose(ledger.db, chatId)).toMatchObject({
      accountId: closing.accountId,
      because: 'window',
      withSurvey: false,
      talkId: 2,
    });
    await forgetClosing(ledger.db, chatId);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toEqual(CLOSED);
    expect(await talkToClose(ledger.db, chatId)).toBeUndefined();
  });

  it('is not closed where the customer has written meanwhile', async () => {
    const closing = await closingTenant();
    const chatRemoteId = randomUUID();
    const says = (at: number) =>
      ledger.acceptor.accept([fromMessenger(closing, { chatRemoteId, windowMs: 60_000, at, opensWindow: true })]);
    const chatId = (await says(Date.now() - 61_000)).wake[0]?.chatId ?? asChatId('');
    await closeIfWindowIsOver(ledger.db, chatId);
    await says(Date.now());
    expect(await talkToClose(ledger.db, chatId)).toBeUndefined();
  });

  it.each([
    ['to be closed', true],
    ['left open', false],
  ])('is %s when the customer closes the conversation and the source wants it: %s', async (_, wanted) => {
    const owner = wanted ? await closingTenant() : tenant;
    const chatRemoteId = randomUUID();
    const { wake } = await ledger.acceptor.accept([fromMessenger(owner, { chatRemoteId })]);
    const chatId = wake[0]?.chatId ?? asChatId('');
    const notice: Notice = {
      kind: 'notice',
      accountId: owner.accountId,
      sourceId: owner.sourceId,
      dedupeKey: randomUUID(),
      chatRemoteId,
      text: 'The customer has closed the chat.',
      at: Date.now(),
      ends: true,
      raw: Buffer.from('{}'),
    };
    await ledger.acceptor.accept([notice]);
    expect((await talkToClose(ledger.db, chatId))?.because).toBe(wanted ? 'customer' : undefined);
    expect((await takeLane(ledger.db, chatId, 'to-kommo'))?.chat.closesTalk).toBe(wanted);
  });
});
