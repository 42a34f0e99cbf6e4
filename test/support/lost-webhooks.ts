import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { messageHook, post, signatureOf } from '../e2e/hooks';
import { settled } from './deliveries';
import { ACCOUNT_ID, askAdmin } from './installation';
import { openChats, type BothSides } from './traffic';
import { waitFor } from './wait-for';
import { World } from './world';

const CHATS = 20;
const MESSAGES = 100;
const LONG_AGO_MS = 40 * 60_000;
const LONG = { timeoutMs: 120_000, everyMs: 200 } as const;

interface Statement {
  readonly text: string;
  readonly gaps: number;
  readonly asks: number;
  readonly found: number;
  readonly checkedAt: string | null;
  readonly messages: readonly {
    readonly kommoId: string | null;
    readonly deliveryId: string;
    readonly becomes: string;
  }[];
}

/** Managers write while there is no api; nothing of it may be missing afterwards, and nothing may arrive twice. */
export function lostWebhooks({ outageMs }: { readonly outageMs: number }): void {
  let world: World;
  let chats: BothSides[];
  let sourceId: string;
  const written: { readonly chat: BothSides; readonly message: InboxMessage }[] = [];
  const old: { readonly chat: BothSides; readonly message: InboxMessage }[] = [];

  beforeAll(async () => {
    world = await World.start();
    chats = await openChats(world, CHATS);
    await settled(world, LONG.timeoutMs);
    const { rows } = await world.database.pool.query<{ id: string }>('select id from sources');
    sourceId = rows[0]?.id ?? '';
    // What was written before that is no business of ours.
    await world.database.pool.query(`update scopes set connected_at = now() - interval '1 day'`);
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  const ask = async (method: string, path = '', body?: object): Promise<Statement & { readonly decided?: number }> => {
    const { status, body: answer } = await askAdmin(
      world,
      method,
      `/admin/v1/accounts/${String(ACCOUNT_ID)}/reconciliation${path}`,
      body,
    );
    if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(answer)}`);
    return answer as unknown as Statement & { readonly decided?: number };
  };
  const commandSource = (command: 'pause' | 'resume'): Promise<unknown> =>
    askAdmin(world, 'POST', `/admin/v1/sources/${sourceId}/${command}`, { by: 'Olga' });

  /** What the customer got from managers, by chat. */
  async function onPhone(chat: BothSides): Promise<string[]> {
    const { telegram } = await world.state();
    const phone = telegram.phones.find(({ chatId }) => chatId === chat.phone);
    return (phone?.messages ?? []).filter(({ from }) => from !== 'customer').map(({ text }) => text);
  }
  const writtenIn = (chat: BothSides): string[] =>
    written.filter((each) => each.chat === chat).map(({ message }) => message.text);

  it(`are all told of in the statement: ${MESSAGES} gaps`, async () => {
    // What is found has to wait, so that the statement can be read before it goes out.
    await commandSource('pause');
    const api = world.processes.find(({ command }) => command === 'api');
    await api?.stop();
    const begun = Date.now();
    for (let index = 0; index < MESSAGES; index += 1) {
      const chat = chats[index % CHATS];
      if (chat === undefined) throw new Error('There is no such chat');
      written.push({ chat, message: await world.managerWrites(chat.inbox, `lost ${String(index)}`) });
      if (outageMs > 0) await sleep(Math.max(0, begun + ((index + 1) * outageMs) / MESSAGES - Date.now()));
    }
    for (const chat of chats.slice(0, 2)) {
      old.push({ chat, message: await writesLongAgo(chat, `old in ${chat.phone}`) });
    }
    await world.spawn('api');

    const statement = await waitFor(
      async () => {
        const now = await ask('GET', '?limit=200');
        return now.checkedAt !== null && now.found > 0 && now;
      },
      { ...LONG, what: 'the statement' },
    );
    expect(statement).toMatchObject({ gaps: MESSAGES + old.length, asks: old.length, found: MESSAGES + old.length });
    expect(statement.messages.filter(({ becomes }) => becomes === 'going')).toHaveLength(MESSAGES);
    expect(JSON.stringify(statement)).not.toMatch(/lost \d|old in/);
  }, 240_000);

  it('reach their customers once and in order, and no gap is left but those that ask first', async () => {
    await commandSource('resume');
    const begun = Date.now();
    const statement = await waitFor(
      async () => {
        const now = await ask('GET');
        return now.gaps === old.length && now;
      },
      { ...LONG, what: 'all to be sent' },
    );

    process.stdout.write(`${String(MESSAGES)} lost messages went out in ${String(Date.now() - begun)} ms\n`);
    expect(statement.text).toMatch(/^2 gaps in the last 24 h, checked at \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    for (const chat of chats) expect(await onPhone(chat)).toEqual(writtenIn(chat));
  }, 180_000);

  it('make no second message when one comes after all, or another comparison is made', async () => {
    const { chat, message } = written[7] ?? {};
    const hook = messageHook({
      accountAmojoId: SANDBOX.kommo.account.amojoId,
      conversationId: chat?.inbox ?? '',
      text: message?.text ?? '',
    });
    const body = JSON.stringify(hook).replace(/"message":\{"id":"[^"]+"/, `"message":{"id":"${message?.id ?? ''}"`);
    const scopeId = (await world.state()).kommo.channels[0]?.connected[0]?.scopeId ?? '';
    const before = await ask('POST', '/check');
    const { status } = await post(`${world.apiUrl}/hooks/kommo/${scopeId}`, body, {
      'x-signature': signatureOf(body, SANDBOX.kommo.channel.secret),
    });

    expect(status).toBe(200);
    const after = await waitFor(
      async () => {
        const now = await ask('GET');
        return now.checkedAt !== before.checkedAt && now;
      },
      { ...LONG, what: 'another comparison' },
    );
    expect(after).toMatchObject({ gaps: old.length, found: MESSAGES + old.length });
    for (const each of chats) expect(await onPhone(each)).toEqual(writtenIn(each));
  }, 180_000);

  it('wait for a decision where they are older than half an hour: one is sent, the other never', async () => {
    const [sent, dismissed] = await Promise.all(
      old.map(async ({ message }) => {
        const { messages } = await ask('GET', '?limit=200');
        const found = messages.find(({ kommoId }) => kommoId === message.id);
        expect(found).toMatchObject({ becomes: 'asks' });
        return found?.deliveryId ?? '';
      }),
    );
    expect(await ask('POST', '/decide', { decision: 'send', deliveries: [sent], by: 'Olga' })).toEqual({ decided: 1 });
    expect(await ask('POST', '/decide', { decision: 'dismiss', deliveries: 'all', by: 'Olga' })).toEqual({
      decided: 1,
    });
    expect(await ask('POST', '/decide', { decision: 'send', deliveries: 'all', by: 'Olga' })).toEqual({ decided: 0 });

    const statement = await waitFor(
      async () => {
        const now = await ask('GET', '?limit=200');
        return now.gaps === 0 && now;
      },
      { ...LONG, what: 'no gap to be left' },
    );
    expect(statement.text).toMatch(/^0 gaps in the last 24 h/);
    const [first, second] = old;
    if (first === undefined || second === undefined) throw new Error('Nothing old was written');
    expect(await onPhone(first.chat)).toEqual([...writtenIn(first.chat), first.message.text]);
    expect(await onPhone(second.chat)).toEqual(writtenIn(second.chat));
    const { body } = await askAdmin(world, 'GET', `/admin/v1/deliveries/${dismissed ?? ''}`);
    expect(body).toMatchObject({
      outcome: 'ignored',
      outcomeText: expect.stringContaining('dismissed by Olga') as string,
    });
  }, 180_000);

  function writesLongAgo(chat: BothSides, text: string): Promise<InboxMessage> {
    return world.control('POST', `/kommo/chats/${chat.inbox}/messages`, {
      text,
      userId: SANDBOX.kommo.users[0].id,
      timestampMs: Date.now() - LONG_AGO_MS,
    });
  }
}
