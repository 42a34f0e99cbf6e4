import { randomUUID } from 'node:crypto';
import { claimAlbum, dissolveAlbum } from '../../src/ledger/album';
import type { EditFromMessenger, ReactionFromKommo, ReactionFromMessenger } from '../../src/ledger/acceptable';
import { putOff } from '../../src/ledger/attempt';
import { moveChat } from '../../src/ledger/chats';
import { settleAndClaim } from '../../src/ledger/claim';
import {
  findFile,
  markFetched,
  markOffered,
  markRefused,
  markRemoved,
  markStored,
  outdatedFiles,
  servedFile,
  waitingFiles,
} from '../../src/ledger/media';
import { findTarget, isOtherLaneBusy } from '../../src/ledger/targets';
import type { SaidContent } from '../../src/model/content';
import { asChatId, asMediaId, type ChatId } from '../../src/model/ids';
import { claim, claimAny, count, fromKommo, fromMessenger, openLedger, take, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

const picture = (reference: string, more: Partial<SaidContent> = {}): SaidContent =>
  ({ type: 'picture', file: { reference, name: 'a.jpg', mimeType: 'image/jpeg', size: 10 }, ...more }) as SaidContent;

async function chatOf(remoteId: string): Promise<ChatId> {
  const { rows } = await ledger.db.query<{ id: string }>(
    'select id from chats where source_id = $1 and remote_id = $2',
    [tenant.sourceId, remoteId],
  );
  return asChatId(rows[0]?.id ?? '');
}

/** A chat of its own, with one message that is in Kommo. */
async function chat(): Promise<{ chatId: ChatId; remote: string; message: string }> {
  const remote = randomUUID();
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, remoteId: 'm1', text: 'first' })]);
  const chatId = await chatOf(remote);
  const held = await take(ledger.db, chatId, 'to-kommo');
  const { id, messageId } = await claim(ledger.db, held);
  const sent = { deliveryId: id, outcome: { kind: 'sent' }, kommoId: `k-${remote}` } as const;
  await settleAndClaim(ledger.db, held, sent, 'leave');
  return { chatId, remote, message: messageId };
}

function edit(remote: string, content: SaidContent, given: Partial<EditFromMessenger> = {}): EditFromMessenger {
  return {
    kind: 'edit-from-messenger',
    side: 'messenger',
    accountId: tenant.accountId,
    scopeId: tenant.scopeId,
    sourceId: tenant.sourceId,
    dedupeKey: `edit/${randomUUID()}`,
    chatRemoteId: remote,
    remoteId: 'm1',
    author: { remoteId: remote, name: 'Ana' },
    at: Date.now(),
    content,
    raw: Buffer.from('{}'),
    ...given,
  };
}

const SOMETHING = { type: 'text', text: '' } as const;

function reaction(remote: string, given: Partial<ReactionFromMessenger> = {}): ReactionFromMessenger {
  const { side, accountId, scopeId, sourceId, chatRemoteId, remoteId, author, at, raw } = edit(remote, SOMETHING);
  return {
    kind: 'reaction-from-messenger',
    side,
    accountId,
    scopeId,
    sourceId,
    dedupeKey: `reaction/${randomUUID()}`,
    chatRemoteId,
    remoteId,
    author,
    at,
    raw,
    reaction: { kind: 'emoji', emoji: '😍' },
    ...given,
  };
}

describe('a file', () => {
  it('is kept with the message that brought it, and both the lane and the files are woken', async () => {
    const remote = randomUUID();
    const { wake } = await ledger.acceptor.accept([
      fromMessenger(tenant, { chatRemoteId: remote, content: picture('f1') }),
    ]);
    expect(wake).toMatchObject([{ work: ['to-kommo', 'media'] }]);
    const chatId = await chatOf(remote);
    const [file] = await waitingFiles(ledger.db, chatId, 10);
    expect(file).toMatchObject({
      reference: 'f1',
      type: 'picture',
      origin: 'messenger',
      name: 'a.jpg',
      overdue: false,
    });
    const { content } = await claim(ledger.db, await take(ledger.db, chatId, 'to-kommo'));
    expect(content).toEqual({ type: 'picture', file: { id: file?.id } });
  });

  it('is fetched once: a repeated webhook makes no second', async () => {
    const remote = randomUUID();
    const event = fromMessenger(tenant, { chatRemoteId: remote, content: picture('f2') });
    await ledger.acceptor.accept([event]);
    await ledger.acceptor.accept([event]);
    expect(await waitingFiles(ledger.db, await chatOf(remote), 10)).toHaveLength(1);
  });

  it('is served from when it is stored until it is removed, and is outdated only when nothing waits for it', async () => {
    const remote = randomUUID();
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, content: picture('f3') })]);
    const chatId = await chatOf(remote);
    const id = (await waitingFiles(ledger.db, chatId, 10))[0]?.id ?? asMediaId('');
    expect(await servedFile(ledger.db, id)).toBeUndefined();
    await markStored(ledger.db, id, { storeKey: 'a/b', size: 12, mimeType: 'image/png', extension: 'png' });
    await markOffered(ledger.db, id);
    await markFetched(ledger.db, id);
    expect(await waitingFiles(ledger.db, chatId, 10)).toEqual([]);
    expect(await servedFile(ledger.db, id)).toMatchObject({ storeKey: 'a/b', size: 12, extension: 'png' });

    await ledger.db.query("update media set stored_at = now() - interval '8 days' where id = $1", [id]);
    expect((await outdatedFiles(ledger.db, 7, 100)).map((file) => file.id)).not.toContain(id);
    await ledger.db.query("update deliveries set state = 'done', outcome = 'sent' where chat_id = $1", [chatId]);
    expect((await outdatedFiles(ledger.db, 7, 100)).map((file) => file.id)).toContain(id);
    await markRemoved(ledger.db, [id]);
    expect(await servedFile(ledger.db, id)).toBeUndefined();
    expect(await outdatedFiles(ledger.db, 7, 100)).toEqual([]);
  });

  it('is kept for good while the channel stores files, and not longer', async () => {
    const remote = randomUUID();
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, content: picture('f5') })]);
    const chatId = await chatOf(remote);
    const id = (await waitingFiles(ledger.db, chatId, 10))[0]?.id ?? asMediaId('');
    await markStored(ledger.db, id, { storeKey: 'a/c', size: 12, mimeType: 'image/png', extension: 'png' });
    await ledger.db.query("update media set stored_at = now() - interval '9 years' where id = $1", [id]);
    await ledger.db.query("update deliveries set state = 'done', outcome = 'sent' where chat_id = $1", [chatId]);
    const storesFiles = (yes: boolean | null): Promise<unknown> =>
      ledger.db.query(
        'update integrations set stores_files = $2 where id = (select integration_id from scopes where id = $1)',
        [tenant.scopeId, yes],
      );
    await storesFiles(true);
    expect(await outdatedFiles(ledger.db, 7, 100)).toEqual([]);
    for (const yes of [false, null]) {
      await storesFiles(yes);
      expect(await outdatedFiles(ledger.db, 7, 100)).toEqual([{ id, storeKey: 'a/c' }]);
    }
    await markRemoved(ledger.db, [id]);
  });

  it('that is refused says why, and is of its own chat only', async () => {
    const remote = randomUUID();
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, content: picture('f4') })]);
    const chatId = await chatOf(remote);
    const id = (await waitingFiles(ledger.db, chatId, 10))[0]?.id ?? asMediaId('');
    await markRefused(ledger.db, id, 'It is gone.');
    expect(await findFile(ledger.db, chatId, id)).toMatchObject({ state: 'refused', refusal: 'It is gone.' });
    expect(await findFile(ledger.db, (await chat()).chatId, id)).toBeUndefined();
  });
});

it('the posts that a message speaks of are kept with it', async () => {
  const remote = randomUUID();
  const content: SaidContent = {
    type: 'text',
    text: 'Is it still there?',
    commentOn: {
      id: 'p-1',
      url: 'https://example.org/p/1',
      author: 'shop',
      preview: { url: 'https://a', lasts: true },
    },
    sharedPost: { url: 'https://example.org/p/2', site: 'Example' },
  };
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, content })]);
  expect((await claim(ledger.db, await take(ledger.db, await chatOf(remote), 'to-kommo'))).content).toEqual(content);
});

describe('what concerns another message', () => {
  it('is a row of the same lane, in order, with what it concerns', async () => {
    const { chatId, remote } = await chat();
    await ledger.acceptor.accept([edit(remote, { type: 'text', text: 'second' }), reaction(remote)]);
    const held = await take(ledger.db, chatId, 'to-kommo');
    const first = await claimAny(ledger.db, held);
    expect(first).toMatchObject({ kind: 'edit', target: { remoteId: 'm1' }, content: { text: 'second' } });
    expect(first.messageId).toBe(first.id);
    const next = await settleAndClaim(ledger.db, held, { deliveryId: first.id, outcome: { kind: 'sent' } }, 'claim');
    expect(next).toMatchObject({ delivery: { kind: 'reaction', reaction: { kind: 'emoji', emoji: '😍' } } });
  });

  it('keeps every version: the message as it was written, and each change', async () => {
    const { chatId, remote, message } = await chat();
    for (const text of ['second', 'third']) {
      await ledger.acceptor.accept([edit(remote, { type: 'text', text })]);
      const held = await take(ledger.db, chatId, 'to-kommo');
      const { id } = await claimAny(ledger.db, held);
      await settleAndClaim(ledger.db, held, { deliveryId: id, outcome: { kind: 'sent' } }, 'leave');
    }
    expect(await findTarget(ledger.db, chatId, { remoteId: 'm1' })).toMatchObject({
      messageId: message,
      content: { text: 'third' },
    });
    const { rows } = await ledger.db.query<{ text: string }>(
      `select content ->> 'text' as text from messages where id = $1
       union all (select content ->> 'text' from deliveries where chat_id = $2 and kind = 'edit' order by seq)`,
      [message, chatId],
    );
    expect(rows.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  });

  it('makes no chat: in one that nobody knows it is of no consequence', async () => {
    const before = await count(ledger.db, 'chats');
    const event = reaction(randomUUID());
    expect(await ledger.acceptor.accept([event])).toMatchObject({ wake: [] });
    expect(await count(ledger.db, 'chats')).toBe(before);
    expect(await count(ledger.db, "events where dedupe_key = $1 and kind = 'ignored'", [event.dedupeKey])).toBe(1);
  });

  it("goes the other way when it is a manager's reaction", async () => {
    const { chatId, remote } = await chat();
    const event: ReactionFromKommo = {
      kind: 'reaction-from-kommo',
      side: 'kommo',
      accountId: tenant.accountId,
      scopeId: tenant.scopeId,
      dedupeKey: `reaction/${randomUUID()}`,
      chatKommoId: `amojo-${remote}`,
      chatClientId: `telegram-${chatId}`,
      sourceExternalId: null,
      author: { kommoId: 'user-1', name: '' },
      kommoId: `k-${remote}`,
      messageId: null,
      reaction: { kind: 'none' },
      at: Date.now(),
      raw: Buffer.from('{}'),
    };
    await ledger.acceptor.accept([event]);
    const delivery = await claimAny(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    expect(delivery).toMatchObject({
      kind: 'reaction',
      target: { kommoId: `k-${remote}` },
      reaction: { kind: 'none' },
    });
  });
});

describe('a message that somebody names', () => {
  it.each(['messageId', 'remoteId', 'kommoId'] as const)('is found by %s', async (name) => {
    const { chatId, remote, message } = await chat();
    const named = { messageId: message, remoteId: 'm1', kommoId: `k-${remote}` }[name];
    expect(await findTarget(ledger.db, chatId, { [name]: named })).toMatchObject({
      messageId: message,
      outcome: 'sent',
    });
    expect(
      await findTarget(ledger.db, (await chat()).chatId, { [name]: name === 'remoteId' ? 'm2' : named }),
    ).toBeUndefined();
  });

  it('may be under way in the other lane', async () => {
    const { chatId, remote } = await chat();
    expect(await isOtherLaneBusy(ledger.db, chatId, 'to-kommo')).toBe(false);
    await ledger.acceptor.accept([
      fromKommo(tenant, { chatKommoId: `amojo-${remote}`, chatClientId: `telegram-${chatId}` }),
    ]);
    expect(await isOtherLaneBusy(ledger.db, chatId, 'to-kommo')).toBe(true);
    expect(await isOtherLaneBusy(ledger.db, chatId, 'to-messenger')).toBe(false);
  });
});

describe('an album', () => {
  const answers = async (chatId: ChatId, remote: string, types: readonly string[]): Promise<void> => {
    for (const [n, type] of types.entries()) {
      const content = { ...picture(`p${String(n)}`), type, album: 'a1' } as SaidContent;
      await ledger.acceptor.accept([
        fromKommo(tenant, { chatKommoId: `amojo-${remote}`, chatClientId: `telegram-${chatId}`, content }),
      ]);
    }
  };

  it('waits a moment for all its pieces, and they are claimed together', async () => {
    const { chatId, remote } = await chat();
    await answers(chatId, remote, ['picture', 'video', 'picture']);
    const held = await take(ledger.db, chatId, 'to-messenger');
    expect(await settleAndClaim(ledger.db, held, undefined, 'claim')).toMatchObject({ kind: 'wait' });
    await ledger.db.query("update deliveries set not_before = now() - interval '1 second' where chat_id = $1", [
      chatId,
    ]);
    const first = await claim(ledger.db, held);
    const others = await claimAlbum(ledger.db, held, first, { most: 9, together: ['picture', 'video'] });
    expect(others.map(({ content }) => content.type)).toEqual(['video', 'picture']);
    expect(await claimAlbum(ledger.db, held, first, { most: 9, together: ['picture', 'video'] })).toEqual([]);
  });

  it.each<[string, string, (id: string) => Promise<unknown>]>([
    ['is of another kind', 'file', () => Promise.resolve()],
    [
      'is in doubt',
      'picture',
      (id) => ledger.db.query("update deliveries set state = 'uncertain' where id = $1", [id]),
    ],
    [
      'is out of time',
      'picture',
      (id) => ledger.db.query("update deliveries set expires_at = now() - interval '1 second' where id = $1", [id]),
    ],
  ])('is cut before a piece that %s, so that nothing overtakes it', async (_, type, happens) => {
    const { chatId, remote } = await chat();
    await answers(chatId, remote, ['picture', 'picture', type, 'picture']);
    await ledger.db.query('update deliveries set not_before = null where chat_id = $1', [chatId]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const first = await claim(ledger.db, held);
    const { rows } = await ledger.db.query<{ id: string }>(
      "select id from deliveries where chat_id = $1 and lane = 'to-messenger' order by seq",
      [chatId],
    );
    await happens(rows[2]?.id ?? '');
    const others = await claimAlbum(ledger.db, held, first, { most: 9, together: ['picture'] });
    expect(others.map(({ id }) => id)).toEqual([rows[1]?.id]);
  });

  it('is put back as a whole, each piece in its place', async () => {
    const { chatId, remote } = await chat();
    await answers(chatId, remote, ['picture', 'picture', 'picture']);
    await ledger.db.query('update deliveries set not_before = null where chat_id = $1', [chatId]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const first = await claim(ledger.db, held);
    const others = await claimAlbum(ledger.db, held, first, { most: 9, together: ['picture'] });
    const also = others.map(({ id }) => id);
    await putOff(ledger.db, held, first.id, { code: 903, text: 'Not now' }, { forMs: 0, counts: true, also });
    const { rows } = await ledger.db.query(
      `select deliveries.id, state, deliveries.attempts, count(attempts)::integer as noted
       from deliveries left join attempts on attempts.delivery_id = deliveries.id
       where chat_id = $1 and lane = 'to-messenger' group by deliveries.id order by seq`,
      [chatId],
    );
    expect(rows).toEqual([first.id, ...also].map((id) => ({ id, state: 'pending', attempts: 1, noted: 1 })));
    expect((await claim(ledger.db, held)).id).toBe(first.id);
  });

  it('waits for three seconds at most, however many pieces come', async () => {
    const { chatId, remote } = await chat();
    await answers(chatId, remote, ['picture']);
    await ledger.db.query(
      "update deliveries set accepted_at = accepted_at - interval '2500 milliseconds' where chat_id = $1 and lane = 'to-messenger'",
      [chatId],
    );
    await answers(chatId, remote, ['picture']);
    const { rows } = await ledger.db.query<{ late: boolean }>(
      `select not_before > accepted_at + interval '3 seconds' as late from deliveries
       where chat_id = $1 and lane = 'to-messenger'`,
      [chatId],
    );
    expect(rows.map(({ late }) => late)).toEqual([false, false]);
  });

  it('that is dissolved goes piece by piece', async () => {
    const { chatId, remote } = await chat();
    await answers(chatId, remote, ['picture', 'picture']);
    await ledger.db.query('update deliveries set not_before = null where chat_id = $1', [chatId]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const first = await claim(ledger.db, held);
    const others = await claimAlbum(ledger.db, held, first, { most: 9, together: ['picture'] });
    await dissolveAlbum(ledger.db, [first.id, ...others.map(({ id }) => id)]);
    expect(await count(ledger.db, 'deliveries where chat_id = $1 and album is not null', [chatId])).toBe(0);
  });

  it('shows a manager one notification: its pieces after the first follow it', async () => {
    const remote = randomUUID();
    for (const name of ['p1', 'p2']) {
      const content = picture(name, { album: 'a2' });
      await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: remote, remoteId: name, content })]);
    }
    const held = await take(ledger.db, await chatOf(remote), 'to-kommo');
    const first = await claim(ledger.db, held);
    expect(first.followsInAlbum).toBe(false);
    const next = await settleAndClaim(ledger.db, held, { deliveryId: first.id, outcome: { kind: 'sent' } }, 'claim');
    expect(next).toMatchObject({ kind: 'claimed', delivery: { followsInAlbum: true } });
  });
});

describe('a new address', () => {
  it('is taken from the messenger, and written down', async () => {
    const { chatId, remote } = await chat();
    const to = randomUUID();
    await ledger.acceptor.accept([
      {
        kind: 'move',
        accountId: tenant.accountId,
        sourceId: tenant.sourceId,
        dedupeKey: `move/${to}`,
        chatRemoteId: remote,
        to,
        raw: Buffer.from('{}'),
      },
    ]);
    expect(await chatOf(to)).toBe(chatId);
    expect(
      await count(ledger.db, 'address_changes where chat_id = $1 and before = $2 and after = $3', [chatId, remote, to]),
    ).toBe(1);
  });

  it("is not taken when it is another chat's: two people's messages must not meet", async () => {
    const [one, other] = [await chat(), await chat()];
    expect(await moveChat(ledger.db, { id: one.chatId }, other.remote)).toBe(false);
    expect(await chatOf(one.remote)).toBe(one.chatId);
    expect(await chatOf(other.remote)).toBe(other.chatId);
  });
});
