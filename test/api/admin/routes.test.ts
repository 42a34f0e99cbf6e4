import { randomUUID } from 'node:crypto';
import {
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { applyCommand } from '../../../src/ledger/commands';
import type { Database } from '../../../src/ledger/database';
import type { Command, Told } from '../../../src/model/command';
import { asDeliveryId, type ChatId } from '../../../src/model/ids';
import { fromKommo, fromMessenger, openLedger, type Ledger, type Tenant } from '../../ledger/ledger';
import { serveAdmin, type Served } from './served';

let ledger: Ledger;
let tenant: Tenant;
const served: Served[] = [];
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(async () => {
  await Promise.all(served.map((each) => each.close()));
  await ledger.close();
});

interface Update {
  readonly args: readonly [Command & Told];
  readonly updateId?: string;
}

/** An engine whose conversations do at once what they are told, or fail as told here. */
class Engine {
  readonly failures: Error[] = [];
  readonly signals: string[] = [];
  readonly updateIds: (string | undefined)[] = [];

  constructor(private readonly chatId: () => ChatId) {}

  get client(): Client {
    return {
      withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
      workflow: {
        executeUpdateWithStart: async (_update: unknown, { args: [told], updateId }: Update) => {
          this.updateIds.push(updateId);
          const failure = this.failures.shift();
          if (failure !== undefined) throw failure;
          const { by, why, ...command } = told;
          return applyCommand(ledger.db, {
            chatId: this.chatId(),
            command,
            by,
            ...(why === undefined ? {} : { why }),
            ...(updateId === undefined ? {} : { id: updateId }),
          });
        },
        signalWithStart: (_type: string, { workflowId }: { workflowId: string }) => {
          const failure = this.failures.shift();
          if (failure !== undefined) return Promise.reject(failure);
          this.signals.push(workflowId);
          return Promise.resolve({});
        },
      },
    } as unknown as Client;
  }
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly type: string | null;
  /** The command's key, as it is told back. */
  readonly key: string | null;
}

interface Admin {
  readonly engine: Engine;
  readonly chatId: ChatId;
  /** Messages of the manager, in order. */
  readonly deliveries: readonly string[];
  readonly post: (path: string, body?: object, key?: string) => Promise<Answer>;
}

/** A chat in which the manager has written. */
async function open(messages: number, db: Database = ledger.db): Promise<Admin> {
  const remoteId = randomUUID();
  const first = await ledger.acceptor.accept([
    fromMessenger(tenant, { chatRemoteId: remoteId, remoteId: randomUUID(), text: 'hello' }),
  ]);
  const chatId = first.wake[0]?.chatId;
  if (chatId === undefined) throw new Error('The chat was not made');
  for (let n = 0; n < messages; n += 1) {
    await ledger.acceptor.accept([
      fromKommo(tenant, { chatKommoId: `amojo-${chatId}`, chatClientId: `telegram-${chatId}`, text: `answer ${n}` }),
    ]);
  }
  const { rows } = await ledger.db.query<{ id: string }>(
    `select id from deliveries where chat_id = $1 and lane = 'to-messenger' order by seq`,
    [chatId],
  );
  const engine = new Engine(() => chatId);
  const admin = await serveAdmin(ledger, { client: engine.client, db });
  served.push(admin);
  return {
    engine,
    chatId,
    deliveries: rows.map(({ id }) => id),
    post: async (path, body = {}, key) => {
      const { headers, ...answer } = await admin.ask('POST', `/admin/v1/${path}`, {
        headers: key === undefined ? {} : { 'idempotency-key': key },
        body: { by: 'Olga', ...body },
      });
      const [type, told] = [headers.get('content-type'), headers.get('idempotency-key')];
      return { status: answer.status, type, key: told, body: answer.body };
    },
  };
}

async function row(id: string | undefined): Promise<Record<string, unknown> | undefined> {
  return (await ledger.db.query<Record<string, unknown>>('select * from deliveries where id = $1', [id])).rows[0];
}

const set = (id: string | undefined, values: string): Promise<unknown> =>
  ledger.db.query(`update deliveries set ${values} where id = $1`, [id]);

const addPart = (id: string | undefined, index: number, state: string): Promise<unknown> =>
  ledger.db.query('insert into parts (delivery_id, index, source_id, state, text) values ($1, $2, $3, $4, $5)', [
    ...[id, index, tenant.sourceId, state, 'a piece'],
  ]);

describe('retry', () => {
  it('tries the head of the lane, and says so when that is another', async () => {
    const { deliveries, post } = await open(2);
    const [head, behind] = deliveries;
    const waits = `attempts = 5, claimed_at = now(), next_attempt_at = now() + interval '10 minutes'`;
    await set(head, waits);
    expect((await post(`deliveries/${behind ?? ''}/retry`)).body).toMatchObject({
      text: 'What it waits for is tried now',
    });
    expect(await row(head)).toMatchObject({ next_attempt_at: null });
    await set(head, waits);
    expect((await post(`deliveries/${head ?? ''}/retry`)).body).toMatchObject({ text: 'It is tried now' });
    expect(await row(head)).toMatchObject({ next_attempt_at: null, attempts: 5 });
  });
});

describe('skip', () => {
  const reason = 'given up by an operator (wrong price).';

  it.each([
    ['waits', '', [], 'failed', `Not sent: ${reason}`],
    ['may have been sent', `state = 'uncertain'`, [], 'unknown', `May have arrived; ${reason}`],
    ['was in the hands of a worker that died', `state = 'claimed'`, [], 'unknown', `May have arrived; ${reason}`],
    ['was sent in part', '', ['sent', 'pending'], 'failed', `Sent in part only: ${reason}`],
    ['has a part in doubt', '', ['sent', 'unknown'], 'unknown', `May have arrived; ${reason}`],
  ])('of what %s tells what is true of it', async (_what, values, parts, outcome, text) => {
    const { deliveries, post } = await open(1);
    const [id] = deliveries;
    if (values !== '') await set(id, values);
    for (const [index, state] of parts.entries()) await addPart(id, index, state);
    expect((await post(`deliveries/${id ?? ''}/skip`, { why: 'wrong price' })).status).toBe(200);
    expect(await row(id)).toMatchObject({
      state: 'done',
      outcome,
      outcome_code: 905,
      outcome_text: text,
      tick: 'failed',
      tick_code: 905,
      tick_text: text,
    });
  });
});

describe('a resend', () => {
  it('has the whole time of a message before it, and only the parts in doubt', async () => {
    const { deliveries, post } = await open(1);
    const [id] = deliveries;
    await addPart(id, 0, 'sent');
    await addPart(id, 1, 'unknown');
    await set(
      id,
      `state = 'done', outcome = 'unknown', accepted_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'`,
    );
    const before = await row(id);
    expect((await post(`deliveries/${id ?? ''}/decide`, { verdict: 'resend' })).status).toBe(200);
    const after = await row(id);
    expect(after).toMatchObject({ state: 'pending', outcome: null, attempts: 0, accepted_at: before?.accepted_at });
    const left = (after?.expires_at as Date).getTime() - Date.now();
    expect(Math.abs(left - 3_600_000)).toBeLessThan(60_000);
    const { rows } = await ledger.db.query('select state from parts where delivery_id = $1 order by index', [id]);
    expect(rows).toEqual([{ state: 'sent' }, { state: 'pending' }]);
  });
});

describe('a command that is repeated with its key', () => {
  const audited = async (column: string, id: string): Promise<string[]> => {
    const { rows } = await ledger.db.query<{ result: string }>(
      `select result from commands where ${column} = $1 order by id`,
      [id],
    );
    return rows.map(({ result }) => result);
  };

  it('is answered as the first time, done once and written down once', async () => {
    const { deliveries, post } = await open(2);
    const id = deliveries[0] ?? '';
    const first = await post(`deliveries/${id}/skip`, { why: 'wrong price' }, 'k-1');
    expect(first).toMatchObject({ status: 200, key: 'k-1', body: { text: 'It is given up' } });
    expect(await post(`deliveries/${id}/skip`, { why: 'wrong price' }, 'k-1')).toEqual(first);
    expect(await audited('delivery_id', id)).toEqual(['done: It is given up']);

    // Under another key it is another command, and under the same key another command is none.
    expect((await post(`deliveries/${id}/skip`, { why: 'wrong price' }, 'k-2')).status).toBe(409);
    const reused = await post(`deliveries/${deliveries[1] ?? ''}/skip`, { why: 'wrong price' }, 'k-1');
    expect(reused).toMatchObject({ status: 422, body: { type: 'key-reused' } });
    expect(await row(deliveries[1])).toMatchObject({ state: 'pending' });
  });

  it('is refused as the first time, also when it would fit by now', async () => {
    const { chatId, post } = await open(1);
    const first = await post(`chats/${chatId}/resume`, {}, 'k-refused');
    expect(first.status).toBe(409);
    await post(`chats/${chatId}/pause`);
    expect(await post(`chats/${chatId}/resume`, {}, 'k-refused')).toEqual(first);
  });

  it('stays one where the conversation ends just then', async () => {
    const { deliveries, engine, post } = await open(1);
    engine.failures.push(new WorkflowNotFoundError('workflow execution already completed', 'chat', undefined));
    expect((await post(`deliveries/${deliveries[0] ?? ''}/retry`)).status).toBe(200);
    expect(new Set(engine.updateIds).size).toBe(1);
    expect(engine.updateIds).toHaveLength(2);
  });

  it('tells the chats of a source once more where that was cut short', async () => {
    const { engine, chatId, post } = await open(1);
    const source = tenant.sourceId;
    const before = (await audited('source_id', source)).length;
    await post(`sources/${source}/pause`);
    engine.failures.push(new ServiceError('away', { cause: new Error('UNAVAILABLE') }));
    expect((await post(`sources/${source}/resume`, {}, 'k-resume')).status).toBe(504);
    engine.signals.length = 0;
    const second = await post(`sources/${source}/resume`, {}, 'k-resume');
    expect(second).toMatchObject({ status: 200, body: { text: 'The source is resumed' } });
    expect(engine.signals).toContain(`chat:telegram:${chatId}`);
    expect((await audited('source_id', source)).length - before).toBe(2);
  });

  it('gets a key where it has none, and has to have one that fits', async () => {
    const { chatId, post } = await open(1);
    const { key } = await post(`chats/${chatId}/pause`);
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(await post(`chats/${chatId}/pause`, {}, key ?? '')).toMatchObject({ status: 200, key });
    expect(await audited('chat_id', chatId)).toHaveLength(1);
    expect((await post(`chats/${chatId}/pause`, {}, 'x'.repeat(101))).status).toBe(400);
  });
});

describe('an engine that is away', () => {
  it.each<[string, Error]>([
    ['cannot be reached', new ServiceError('Update-With-Start failed', { cause: new Error('UNAVAILABLE') })],
    ['does not answer in time', new WorkflowUpdateRPCTimeoutOrCancelledError('deadline')],
  ])('that %s is told as 504, and nothing is done', async (_how, failure) => {
    const { deliveries, engine, post } = await open(1);
    engine.failures.push(failure);
    const answer = await post(`deliveries/${deliveries[0] ?? ''}/skip`, { why: 'wrong price' });
    expect(answer).toMatchObject({ status: 504, body: { type: 'no-answer' } });
    expect(answer.type).toContain('application/problem+json');
    expect(await row(deliveries[0])).toMatchObject({ state: 'pending' });
  });

  it('and a conversation that ends just then are two things: that one is begun anew', async () => {
    const { deliveries, engine, post } = await open(1);
    const gone = (): Error => new WorkflowNotFoundError('workflow execution already completed', 'chat', undefined);
    engine.failures.push(gone(), gone());
    expect((await post(`deliveries/${deliveries[0] ?? ''}/retry`)).status).toBe(200);
    expect(engine.updateIds).toHaveLength(3);
    engine.failures.push(gone(), gone(), gone());
    expect((await post(`deliveries/${deliveries[0] ?? ''}/retry`)).status).toBe(504);
  });

  it('is not confused with a refusal', async () => {
    const { deliveries, engine, post } = await open(1);
    engine.failures.push(new WorkflowUpdateFailedError('failed', ApplicationFailure.nonRetryable('"by" is missing')));
    expect(await post(`deliveries/${deliveries[0] ?? ''}/retry`)).toMatchObject({
      status: 409,
      body: { type: 'refused', detail: '"by" is missing' },
    });
  });

  it('leaves a resumed source with chats to tell, and a second try tells them', async () => {
    const { engine, chatId, post } = await open(1);
    expect((await post(`sources/${tenant.sourceId}/pause`)).status).toBe(200);
    engine.failures.push(new ServiceError('away', { cause: new Error('UNAVAILABLE') }));
    const first = await post(`sources/${tenant.sourceId}/resume`);
    expect(first).toMatchObject({ status: 504 });
    expect(first.body.detail).toContain('resume it once more');
    engine.signals.length = 0;
    const second = await post(`sources/${tenant.sourceId}/resume`);
    expect(second).toMatchObject({ status: 409, body: { detail: 'The source is neither paused nor held' } });
    expect(engine.signals).toContain(`chat:telegram:${chatId}`);
  });
});

it('a database that is away is told as 503, as a problem', async () => {
  const broken = { query: () => Promise.reject(new Error('secret-of-the-database')) } as unknown as Database;
  const { post } = await open(1, broken);
  const answer = await post(`deliveries/${asDeliveryId(randomUUID())}/retry`);
  expect(answer).toMatchObject({ status: 503, body: { type: 'unavailable' } });
  expect(JSON.stringify(answer.body)).not.toContain('secret-of-the-database');
});
