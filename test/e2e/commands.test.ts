import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { DeliveryPage } from '../../src/ledger/delivery-views';
import { asChatId } from '../../src/model/ids';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { installedTemporal } from '../../src/stack/temporal-binary';
import { conversationId } from '../../src/workflows/contract';
import { addBot, botIdOf } from '../support/bots';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const KEY = 'an-operator-has-this-key';
const BY = 'Olga Ops';
const OTHER_BOT = '600000002:AAH-another-bot-of-the-same-account';
const LONG = { timeoutMs: 60_000, everyMs: 100 };
const CLI = join(__dirname, '..', '..', 'dist', 'cli.js');

/** Chats by what is done to them; those of the other bot begin with "other". */
const STUCK = [
  'retried',
  'skipped',
  'expired',
  'reset',
  'refused',
  'terminated',
  'updated',
  'otherBulk1',
  'otherBulk2',
] as const;
const IN_DOUBT = ['arrived', 'lost', 'resent'] as const;
const WELL = ['paused', 'otherPaused', 'well'] as const;
type Name = (typeof STUCK | typeof IN_DOUBT | typeof WELL)[number];

interface Chat {
  readonly name: Name;
  readonly phone: string;
  readonly inbox: string;
  readonly workflowId: string;
  readonly chatId: string;
  readonly sourceId: string;
  /** amojo's id of the message that has trouble. */
  message: string;
  faultId: string;
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown>;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let world: World;
let client: Client;
let temporal: { readonly program: string; readonly address: string };
const chats = new Map<Name, Chat>();

beforeAll(async () => {
  world = await World.start({ env: { COURIER_ADMIN_KEY: KEY } });
  const { address, namespace } = await testTemporal();
  client = new Client({ connection: await connectTemporal(address), namespace });
  temporal = { address, program: (await installedTemporal()) ?? '' };
  await addBot(world, OTHER_BOT, 'Other');
  await Promise.all([...STUCK, ...IN_DOUBT, ...WELL].map(openChat));
  await Promise.all(STUCK.map((name) => breakChat(chat(name))));
  await Promise.all(IN_DOUBT.map((name) => loseAnswer(chat(name))));
  await Promise.all(STUCK.map((name) => parked(chat(name))));
  // So that nothing leaves by itself, however slow the machine.
  await select(`update deliveries set next_attempt_at = now() + interval '1 hour' where state = 'pending'`);
}, 240_000);
afterAll(async () => {
  await client.connection.close();
  await world.stop();
});

// The chats ------------------------------------------------------------------------------------------------------

function chat(name: Name): Chat {
  const found = chats.get(name);
  if (found === undefined) throw new Error(`There is no chat ${name}`);
  return found;
}

/** The customer writes once, so that both sides know the chat. */
async function openChat(name: Name): Promise<void> {
  const bot: [string?] = name.startsWith('other') ? [botIdOf(OTHER_BOT)] : [];
  const { chatId: phone } = await world.newCustomer(name, ...bot);
  await world.customerWrites(phone, `I am ${name}`, ...bot);
  const inbox = await waitFor(
    async () => (await world.state()).kommo.chats.find(({ messages }) => messages[0]?.text === `I am ${name}`),
    { ...LONG, what: `the chat of ${name}` },
  );
  const chatId = asChatId((inbox.clientId ?? '').replace('telegram-', ''));
  const [row] = await select<{ sourceId: string }>('select source_id as "sourceId" from chats where id = $1', chatId);
  const workflowId = conversationId('telegram', chatId);
  const sourceId = row?.sourceId ?? '';
  chats.set(name, { name, phone, inbox: inbox.id, workflowId, chatId, sourceId, message: '', faultId: '' });
}

const textOf = ({ name }: Chat): string => `to ${name}`;

async function breakChat(it: Chat): Promise<void> {
  ({ id: it.faultId } = await world.fault({ name: 'telegram-error', status: 500, chat: it.phone }));
  ({ id: it.message } = await world.managerWrites(it.inbox, textOf(it)));
}

/** The message arrives, its answer does not. */
async function loseAnswer(it: Chat): Promise<void> {
  await world.fault({ name: 'telegram-drop-after-storing', chat: it.phone, operation: 'sendMessage', times: 1 });
  ({ id: it.message } = await world.managerWrites(it.inbox, textOf(it)));
  await waitFor(async () => (await rowOf(it.message)).outcome === 'unknown', { ...LONG, what: 'the doubt' });
}

const repair = ({ faultId }: Chat): Promise<void> => world.control('DELETE', `/faults/${faultId}`);

// What is seen ---------------------------------------------------------------------------------------------------

async function select<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await world.database.pool.query<Row>(sql, values)).rows;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly outcome: string | null;
  readonly outcome_code: number | null;
  readonly outcome_text: string | null;
}

async function rowOf(message: string): Promise<Row> {
  const [row] = await select<Row>(
    `select deliveries.id, state, attempts, outcome, outcome_code, outcome_text
     from deliveries join messages on messages.id = deliveries.message_id where messages.kommo_id = $1`,
    message,
  );
  if (row === undefined) throw new Error('The message has no row yet');
  return row;
}

async function pending({ workflowId }: Chat): Promise<string[]> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return (raw.pendingActivities ?? []).map(({ activityId }) => activityId ?? '');
}

async function parked(it: Chat): Promise<void> {
  await waitFor(async () => (await pending(it)).includes('parked-to-messenger'), { ...LONG, what: 'parking' });
}

/** How often Telegram was asked to send it, and how often it did. */
async function sends(text: string): Promise<{ asked: number; stored: number }> {
  const asked = (await world.journal()).filter(
    ({ operation, request }) => operation === 'sendMessage' && (request as { text?: string }).text === text,
  );
  return { asked: asked.length, stored: asked.filter(({ stored }) => stored).length };
}

async function inInbox(message: string): Promise<InboxMessage | undefined> {
  return (await world.state()).kommo.chats.flatMap(({ messages }) => messages).find(({ id }) => id === message);
}

async function tick(message: string, status: InboxMessage['status']): Promise<InboxMessage> {
  return waitFor(
    async () => {
      const found = await inInbox(message);
      return found?.status === status && found;
    },
    { ...LONG, what: `the tick ${String(status)}` },
  );
}

async function markIs({ workflowId }: Chat, state: 'ok' | 'stuck'): Promise<void> {
  const listed = async () => {
    const query = `DeliveryState = '${state}' AND WorkflowId = '${workflowId}' AND ExecutionStatus = 'Running'`;
    return (await client.workflow.count(query)).count === 1;
  };
  await waitFor(listed, { ...LONG, what: `the mark "${state}"` });
}

// What an operator does ------------------------------------------------------------------------------------------

async function ask(method: 'GET' | 'POST', path: string, body?: unknown, key = `Bearer ${KEY}`): Promise<Answer> {
  const response = await fetch(`${world.apiUrl}/admin/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: key }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
}

const post = (path: string, body: object = {}): Promise<Answer> => ask('POST', path, { by: BY, ...body });

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const courier = (...args: string[]): Promise<Ran> =>
  run(process.execPath, [CLI, ...args], { ...process.env, ...world.env, COURIER_HOST: '127.0.0.1' });

const temporalCli = (...args: string[]): Promise<Ran> =>
  run(temporal.program, [...args, '--address', temporal.address, '--disable-config-file']);

interface Receipt {
  readonly id: string;
  readonly commands: readonly { command: string; by: string; why: string | null; result: string }[];
  readonly history: readonly { result: string }[];
}

async function receipt(message: string): Promise<Receipt> {
  const { code, out, err } = await courier('receipt', message, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Receipt;
}

// ----------------------------------------------------------------------------------------------------------------

describe('what is stuck', () => {
  it('is found by the CLI, for programs and for people', async () => {
    const { code, out } = await courier('stuck', '--json');
    expect(code).toBe(0);
    const listed = JSON.parse(out) as { id: string; lane: string; attempts: number; lastText: string }[];
    expect(listed).toHaveLength(STUCK.length);
    const { id } = await rowOf(chat('retried').message);
    expect(listed.find((each) => each.id === id)).toMatchObject({
      messenger: 'telegram',
      lane: 'to-messenger',
      state: 'pending',
      attempts: 5,
      accountId: SANDBOX.kommo.account.id,
      chatId: chat('retried').chatId,
      lastCode: 903,
      lastText: 'Telegram has an internal error (HTTP 500).',
    });
    const lines = (await courier('stuck')).out.trim().split('\n');
    expect(lines).toHaveLength(STUCK.length);
    expect(lines.find((line) => line.startsWith(id))).toMatch(/ attempts 5 {2}Telegram has an internal error/);
    expect(out).not.toContain(textOf(chat('retried')));
  });

  it('is found by the admin API, page by page, by account and by source', async () => {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const mark: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const { status, body } = await ask('GET', `deliveries?limit=3${mark}`);
      expect(status).toBe(200);
      const page = body as unknown as DeliveryPage;
      ids.push(...page.deliveries.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(ids).size).toBe(STUCK.length);
    expect(ids).toHaveLength(STUCK.length);

    const count = async (query: string): Promise<number> =>
      ((await ask('GET', `deliveries?${query}`)).body.deliveries as unknown[]).length;
    expect(await count(`account=${SANDBOX.kommo.account.id}`)).toBe(STUCK.length);
    expect(await count('account=1')).toBe(0);
    expect(await count(`source=${chat('otherBulk1').sourceId}`)).toBe(2);
    expect(await count('filter=waiting')).toBe(STUCK.length);
    expect(await count('filter=unknown')).toBe(IN_DOUBT.length);
    expect(await count('filter=failed')).toBe(0);
  });

  it('is found by a query of Temporal, with an activity that says why', async () => {
    await Promise.all(STUCK.map((name) => markIs(chat(name), 'stuck')));
    const query = `DeliveryState = 'stuck' AND KommoAccountId = '${SANDBOX.kommo.account.id}'`;
    const of = (sourceId: string) => client.workflow.count(`${query} AND SourceId = '${sourceId}'`);
    expect((await of(chat('otherBulk1').sourceId)).count).toBe(2);
    expect((await of(chat('retried').sourceId)).count).toBe(STUCK.length - 2);

    const { raw } = await client.workflow.getHandle(chat('retried').workflowId).describe();
    expect(raw.pendingActivities).toHaveLength(1);
    expect(raw.pendingActivities?.[0]).toMatchObject({
      activityId: 'parked-to-messenger',
      lastFailure: { message: 'Telegram has an internal error (HTTP 500).' },
    });
    const listed = await temporalCli(
      'workflow',
      'list',
      '--query',
      `${query} AND SourceId = '${chat('well').sourceId}'`,
    );
    expect(listed.out).toContain(chat('retried').workflowId);
  });
});

describe('a stuck message leaves', () => {
  it('by retry: it is sent once, gets its tick, and the mark goes away', async () => {
    const it = chat('retried');
    await repair(it);
    expect(await courier('retry', it.message, '--by', BY)).toEqual({ code: 0, out: 'It is tried now\n', err: '' });
    await tick(it.message, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 6, stored: 1 });
    expect(await rowOf(it.message)).toMatchObject({ outcome: 'sent' });
    await markIs(it, 'ok');
    expect((await receipt(it.message)).commands).toMatchObject([
      { command: 'retry', by: BY, why: null, result: 'done: It is tried now' },
    ]);
  });

  it('by skip: the manager reads why, and what stands behind goes out', async () => {
    const it = chat('skipped');
    const behind = await world.managerWrites(it.inbox, 'behind the skipped');
    await waitFor(() => rowOf(behind.id), { ...LONG, what: 'the row behind' });
    await repair(it);
    const { id } = await rowOf(it.message);
    const said = await courier('skip', id, '--why', 'wrong price', '--by', BY, '--json');
    expect(said.code).toBe(0);
    expect(JSON.parse(said.out)).toEqual({ kind: 'done', text: 'It is given up', chatId: it.chatId });
    expect((await tick(it.message, 'failed')).error).toEqual({
      code: 905,
      text: 'Not sent: given up by an operator (wrong price).',
    });
    await tick(behind.id, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 5, stored: 0 });
    expect((await receipt(it.message)).commands).toMatchObject([{ command: 'skip', by: BY, why: 'wrong price' }]);
    await markIs(it, 'ok');
  });

  it('by the end of its time, and is not tried for that', async () => {
    const it = chat('expired');
    const { id } = await rowOf(it.message);
    await select('update deliveries set expires_at = now() where id = $1', id);
    expect((await post(`deliveries/${id}/retry`)).status).toBe(200);
    expect((await tick(it.message, 'failed')).error).toEqual({
      code: 903,
      text: 'Not delivered in time, and not sent. Telegram has an internal error (HTTP 500).',
    });
    expect(await sends(textOf(it))).toEqual({ asked: 5, stored: 0 });
    await markIs(it, 'ok');
  });

  it("by a reset of its activity with Temporal's own means, and is tried at once", async () => {
    const it = chat('reset');
    const reset = () =>
      temporalCli('activity', 'reset', '--workflow-id', it.workflowId, '--activity-id', 'parked-to-messenger');
    expect((await reset()).code).toBe(0);
    await waitFor(async () => (await rowOf(it.message)).attempts === 6, { ...LONG, what: 'the attempt' });
    // Once: the next waits its time again.
    await waitFor(
      async () => {
        const { raw } = await client.workflow.getHandle(it.workflowId).describe();
        return raw.pendingActivities?.[0]?.attempt === 2;
      },
      { ...LONG, what: 'the wait for the next attempt' },
    );
    expect(await sends(textOf(it))).toEqual({ asked: 6, stored: 0 });
    await repair(it);
    const execution = { workflowId: it.workflowId };
    await client.workflowService.resetActivity({ namespace: 'default', execution, id: 'parked-to-messenger' });
    await tick(it.message, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 7, stored: 1 });
    await markIs(it, 'ok');
    expect((await receipt(it.message)).commands).toMatchObject([
      { command: 'retry', by: 'Temporal', why: 'its activity was reset' },
      { command: 'retry', by: 'Temporal', why: 'its activity was reset' },
    ]);
  });

  it('by a reset of everything of one bot, spread over a few seconds', async () => {
    const bulk = [chat('otherBulk1'), chat('otherBulk2')];
    await Promise.all(bulk.map(repair));
    const query = `DeliveryState = 'stuck' AND SourceId = '${bulk[0]?.sourceId ?? ''}'`;
    const { code, err } = await temporalCli(
      ...['activity', 'reset', '--query', query, '--activity-type', 'deliverToMessenger'],
      ...['--jitter', '2s', '--yes'],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const it of bulk) {
      await tick(it.message, 'delivered');
      expect(await sends(textOf(it))).toEqual({ asked: 6, stored: 1 });
      await markIs(it, 'ok');
    }
  });

  it("by an update with Temporal's own means, which answers what came of it", async () => {
    const it = chat('updated');
    await repair(it);
    const { id } = await rowOf(it.message);
    const update = (told: object) =>
      temporalCli(
        ...['workflow', 'update', 'execute', '--workflow-id', it.workflowId, '--name', 'retryNow'],
        ...['--input', JSON.stringify(told)],
      );
    expect((await update({ deliveryId: id })).err).toContain('has to say who gives the command');
    expect((await update({ by: BY, deliveryId: id })).out).toContain('It is tried now');
    await tick(it.message, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 6, stored: 1 });
    const query = ['workflow', 'query', '--workflow-id', it.workflowId, '--type', 'state'];
    expect((await temporalCli(...query)).out).toContain('"to-messenger"');
  });

  it('also where its conversation was ended by hand: the command starts it anew', async () => {
    const it = chat('terminated');
    const handle = client.workflow.getHandle(it.workflowId);
    const { runId } = await handle.describe();
    await handle.terminate();
    await repair(it);
    const { status, body } = await post(`deliveries/${it.message}/retry`);
    expect({ status, body }).toMatchObject({ status: 200, body: { kind: 'done' } });
    await tick(it.message, 'delivered');
    expect((await handle.describe()).runId).not.toBe(runId);
    expect(await sends(textOf(it))).toEqual({ asked: 6, stored: 1 });
  });
});

describe('a pause', () => {
  it('of a chat holds it alone, until it is resumed', async () => {
    const it = chat('paused');
    const paused = await courier('pause', it.chatId, '--by', BY, '--why', 'customer complains');
    expect(paused).toMatchObject({ code: 0, out: 'Nothing is sent in this chat until it is resumed\n' });
    ({ id: it.message } = await world.managerWrites(it.inbox, textOf(it)));
    await parked(it);
    const listed = JSON.parse((await courier('stuck', '--json')).out) as { id: string; heldBecause: string | null }[];
    const { id } = await rowOf(it.message);
    expect(listed.find((each) => each.id === id)).toMatchObject({ heldBecause: `Paused by ${BY}` });
    expect((await post(`deliveries/${it.message}/retry`)).body).toMatchObject({
      status: 409,
      detail: `Nothing is sent now: Paused by ${BY}`,
    });
    const other = await world.managerWrites(chat('well').inbox, 'beside a paused chat');
    await tick(other.id, 'delivered');
    expect((await sends(textOf(it))).asked).toBe(0);

    expect(await courier('resume', it.chatId, '--by', BY)).toMatchObject({ code: 0, out: 'The chat is resumed\n' });
    await tick(it.message, 'delivered');
    expect((await receipt(it.message)).commands.map(({ command, by }) => `${command} by ${by}`)).toEqual([
      `retry by ${BY}`,
      `resume by ${BY}`,
    ]);
    expect((await post(`chats/${it.chatId}/resume`)).body).toMatchObject({
      status: 409,
      detail: 'The chat is not paused',
    });
    const of = 'select command, by, why from commands where chat_id = $1 and delivery_id is null order by id limit 2';
    expect(await select(of, it.chatId)).toEqual([
      { command: 'pause', by: BY, why: 'customer complains' },
      { command: 'resume', by: BY, why: null },
    ]);
  });

  it('of a source holds its chats and no other, and ends at once for those that wait', async () => {
    const it = chat('otherPaused');
    const { status, body } = await post(`sources/${it.sourceId}/pause`, { why: 'holiday' });
    expect({ status, body }).toEqual({
      status: 200,
      body: { kind: 'done', text: 'Nothing is sent through this source until it is resumed' },
    });
    ({ id: it.message } = await world.managerWrites(it.inbox, textOf(it)));
    await parked(it);
    const other = await world.managerWrites(chat('well').inbox, 'beside a paused source');
    await tick(other.id, 'delivered');
    expect((await sends(textOf(it))).asked).toBe(0);

    const resumed = await courier('resume', '--source', it.sourceId, '--by', BY);
    expect(resumed).toMatchObject({ code: 0, out: 'The source is resumed\n' });
    await tick(it.message, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 1, stored: 1 });
    expect((await receipt(it.message)).commands).toMatchObject([{ command: 'resume', by: BY }]);
    const again = await courier('resume', '--source', it.sourceId, '--by', BY);
    expect(again).toMatchObject({ code: 1, err: 'The source is neither paused nor held\n' });
    expect(await select('select command, by, why from commands where chat_id is null order by id limit 1')).toEqual([
      { command: 'pause', by: BY, why: 'holiday' },
    ]);
  });
});

describe('a message in doubt', () => {
  const doubtful = /^May have arrived/;

  it('that arrived counts as sent', async () => {
    const it = chat('arrived');
    expect((await tick(it.message, 'failed')).error?.text).toMatch(doubtful);
    const told = await courier('decide', it.message, 'arrived', '--by', BY, '--why', 'she answered it');
    expect(told).toMatchObject({ code: 0, out: 'It counts as sent\n' });
    await tick(it.message, 'delivered');
    expect(await rowOf(it.message)).toMatchObject({ outcome: 'sent', outcome_code: null, outcome_text: null });
    expect(await sends(textOf(it))).toEqual({ asked: 1, stored: 1 });
  });

  it('that was lost counts as failed, and the manager reads so', async () => {
    const it = chat('lost');
    expect((await post(`deliveries/${it.message}/decide`, { verdict: 'lost' })).status).toBe(200);
    const told = async () => (await inInbox(it.message))?.error?.text === 'It did not arrive.';
    await waitFor(told, { ...LONG, what: 'the word to the manager' });
    expect(await rowOf(it.message)).toMatchObject({
      outcome: 'failed',
      outcome_code: 905,
      outcome_text: `It did not arrive, says ${BY}.`,
    });
    expect(await sends(textOf(it))).toEqual({ asked: 1, stored: 1 });
  });

  it('is sent again when somebody says so, as a new attempt', async () => {
    const it = chat('resent');
    expect((await receipt(it.message)).history.map(({ result }) => result)).toEqual(['unknown']);
    expect((await post(`deliveries/${it.message}/decide`, { verdict: 'resend' })).status).toBe(200);
    await tick(it.message, 'delivered');
    expect(await sends(textOf(it))).toEqual({ asked: 2, stored: 2 });
    const { history, commands } = await receipt(it.message);
    expect(history.map(({ result }) => result)).toEqual(['unknown', 'sent']);
    expect(commands).toMatchObject([{ command: 'decide', by: BY, result: 'done: It is sent again' }]);
  });
});

describe('what does not fit', () => {
  it('is refused with a reason, changes nothing, and is written down', async () => {
    const stuck = chat('refused');
    const { message: sent } = chat('arrived');
    const before = await select('select * from deliveries order by id');
    for (const [path, body, detail] of [
      [`deliveries/${stuck.message}/decide`, { verdict: 'lost' }, 'Its outcome is not unknown'],
      [`deliveries/${sent}/retry`, {}, 'It is not waiting'],
      [`deliveries/${sent}/skip`, { why: 'too late' }, 'It is not waiting'],
      [`deliveries/${sent}/decide`, { verdict: 'resend' }, 'Its outcome is not unknown'],
      [`chats/${stuck.chatId}/resume`, {}, 'The chat is not paused'],
    ] as const) {
      const { status, type, body: answer } = await post(path, body);
      expect({ path, status, type, detail: answer.detail }).toMatchObject({ path, status: 409, detail });
      expect(type).toContain('application/problem+json');
    }
    expect(await courier('retry', sent)).toEqual({ code: 1, out: '', err: 'It is not waiting\n' });
    const after = await select<{ claimed_at: unknown; epoch: unknown }>('select * from deliveries order by id');
    expect(after).toEqual(before);
    expect((await receipt(sent)).commands.map(({ command, result }) => `${command} ${result}`)).toEqual([
      'decide done: It counts as sent',
      'retry refused: It is not waiting',
      'skip refused: It is not waiting',
      'decide refused: Its outcome is not unknown',
      'retry refused: It is not waiting',
    ]);
    await parked(stuck);
  });

  it('is 401 without the key', async () => {
    for (const key of ['', 'Bearer', `Bearer ${KEY}x`, `Bearer ${KEY.slice(1)}`, `Basic ${KEY}`, KEY]) {
      const { status, body } = await ask('GET', 'deliveries', undefined, key);
      expect({ key, status, type: body.type }).toEqual({ key, status: 401, type: 'unauthorized' });
    }
    const { sourceId } = chat('well');
    expect((await ask('POST', `sources/${sourceId}/pause`, { by: BY }, 'Bearer guess')).status).toBe(401);
    expect(await select('select from sources where held_until > now()')).toEqual([]);
  });

  it('is 404 for what is not there', async () => {
    const nobody = randomUUID();
    for (const id of [nobody, 'no-id-at-all', '%00', '%F0%9F%91%8B', 'a'.repeat(5_000), `${nobody}%27--`]) {
      expect({ id, ...(await ask('GET', `deliveries/${id}`)) }).toMatchObject({ id, status: 404 });
      expect({ id, ...(await post(`deliveries/${id}/retry`)) }).toMatchObject({ id, status: 404 });
      expect({ id, ...(await post(`chats/${id}/pause`)) }).toMatchObject({ id, status: 404 });
      expect({ id, ...(await post(`sources/${id}/pause`)) }).toMatchObject({ id, status: 404 });
    }
    expect((await ask('GET', 'nowhere')).body).toMatchObject({ status: 404, type: 'not-found' });
    expect(await courier('receipt', nobody)).toMatchObject({ code: 1, err: 'No delivery or message has this id\n' });
    expect(await courier('pause', '../sources/x')).toMatchObject({ code: 1, err: 'No chat has this id\n' });
  });

  it('is 400 for a body or query that does not fit, naming the field and not its value', async () => {
    const { message, chatId, sourceId } = chat('refused');
    const bad = 'never-repeat-this';
    for (const [path, body, field] of [
      [`deliveries/${message}/retry`, {}, 'by'],
      [`deliveries/${message}/retry`, { by: '  ' }, 'by'],
      [`deliveries/${message}/retry`, { by: bad.repeat(100) }, 'by'],
      [`deliveries/${message}/retry`, { by: `${bad}\0` }, 'by'],
      [`deliveries/${message}/retry`, { by: { name: bad } }, 'by'],
      [`deliveries/${message}/skip`, { by: BY }, 'why'],
      [`deliveries/${message}/decide`, { by: BY }, 'verdict'],
      [`deliveries/${message}/decide`, { by: BY, verdict: bad }, 'verdict'],
      [`chats/${chatId}/pause`, { by: 7 }, 'by'],
      [`sources/${sourceId}/resume`, { by: null }, 'by'],
      [`deliveries/${message}/retry`, [bad], ''],
      [`deliveries/${message}/retry`, `{"by":"${bad}`, ''],
      [`deliveries/${message}/retry`, '', 'by'],
    ] as const) {
      const answer = await ask('POST', path, body);
      expect({ path, given: body, ...answer }).toMatchObject({
        path,
        given: body,
        status: 400,
        body: { type: 'invalid' },
      });
      expect(answer.body.detail).toContain(field);
      expect(JSON.stringify(answer.body)).not.toContain(bad);
    }
    for (const query of [
      'filter=everything',
      'limit=0',
      'limit=201',
      'limit=ten',
      'account=-1',
      'source=x',
      'after=x',
      `after=2030-99-99T00:00:00.000000Z/${randomUUID()}`,
      `after=${new Date().toISOString()}/------------------------------------`,
    ]) {
      expect({ query, ...(await ask('GET', `deliveries?${query}`)) }).toMatchObject({ query, status: 400 });
    }
    expect(await courier('decide', message, bad)).toMatchObject({ code: 1 });
    expect((await courier('skip', message)).err).toContain("required option '--why <reason>'");
  });

  it('is told by the CLI when the key is wrong or nobody answers', async () => {
    const wrong = { ...process.env, ...world.env, COURIER_ADMIN_KEY: 'quite-another-key' };
    expect(await run(process.execPath, [CLI, 'stuck'], wrong)).toEqual({
      code: 1,
      out: '',
      err: 'The admin key is missing or wrong\n',
    });
    const nobody = { ...wrong, COURIER_PORT: '1' };
    expect((await run(process.execPath, [CLI, 'stuck'], nobody)).err).toBe(
      'The api does not answer at http://127.0.0.1:1\n',
    );
  });
});

it('every command is in the ledger with who gave it', async () => {
  const rows = await select<{ by: string; command: string }>('select distinct by, command from commands');
  expect(new Set(rows.map(({ command }) => command))).toEqual(new Set(['retry', 'skip', 'pause', 'resume', 'decide']));
  expect(rows.filter(({ by }) => by === '')).toEqual([]);
});
