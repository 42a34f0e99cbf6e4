import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '../../src/model/command';
import { asDeliveryId } from '../../src/model/ids';
import { commandUpdates, released } from '../../src/workflows/contract';
import { deliveryState } from '../../src/workflows/search-attributes';
import { waitFor } from '../support/wait-for';
import { Stage, type Chat } from './stage';

const LONG_MS = 600_000;
/** Far below the minute that a lane pauses after a failure, and above what a slow machine needs. */
const SOON_MS = 10_000;
const PARK = { kind: 'park', why: 'Telegram is not available' } as const;
const DONE = { kind: 'done', text: 'so be it' } as const;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
}, 60_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

const tryLater = (): never => {
  throw ApplicationFailure.create({ type: 'TryLater', message: 'try later', nextRetryDelay: LONG_MS });
};

const delivery = (): { readonly deliveryId: ReturnType<typeof asDeliveryId> } => ({
  deliveryId: asDeliveryId(randomUUID()),
});

/** A chat whose commands all succeed. */
function newChat(input: Parameters<Stage['chat']>[0] = {}): Chat {
  return stage.chat(input).usually('applyCommand', () => DONE);
}

async function waiting(chat: Chat): Promise<(string | null | undefined)[]> {
  const { raw } = await chat.handle.describe();
  return (raw.pendingActivities ?? []).filter(({ attempt }) => attempt === 2).map(({ activityId }) => activityId);
}

/** Not the chat itself: it has a method `then`. */
async function parkedChat(): Promise<{ readonly chat: Chat }> {
  const chat = newChat();
  chat.usually('deliverToMessenger', ({ parked }) => (parked ? tryLater() : PARK));
  await chat.wake();
  await waitFor(async () => (await waiting(chat)).includes('parked-to-messenger'), { what: 'parking' });
  return { chat };
}

async function mark(chat: Chat): Promise<unknown> {
  return (await chat.handle.describe()).typedSearchAttributes.get(deliveryState);
}

const namesOf = (chat: Chat): string[] => chat.calls.map(({ name }) => name);

/** Gives a command and returns when the conversation has taken it. */
async function give(chat: Chat, by: string): Promise<{ result(): Promise<unknown> }> {
  return chat.handle.startUpdate(commandUpdates.pause, {
    args: [{ by }],
    waitForStage: WorkflowUpdateStage.ACCEPTED,
  });
}

describe('a command', () => {
  it.each<[Command['kind'], Command]>([
    ['retry', { kind: 'retry', ...delivery() }],
    ['skip', { kind: 'skip', ...delivery() }],
    ['pause', { kind: 'pause' }],
    ['resume', { kind: 'resume' }],
    ['decide', { kind: 'decide', ...delivery(), verdict: 'lost' }],
  ])('%s reaches the ledger as it was given, and its answer the person', async (_kind, command) => {
    const chat = newChat();
    await chat.open();
    expect(await chat.command(command, { by: 'Olga Ops', why: 'because' })).toEqual(expect.objectContaining(DONE));
    const { told } = await chat.called('applyCommand');
    const { id, ...rest } = told ?? {};
    expect(rest).toEqual({ chatId: chat.id, command, by: 'Olga Ops', why: 'because' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that is repeated under its id gets the first answer, and the ledger hears of it once', async () => {
    const chat = newChat().then('applyCommand', () => ({ kind: 'done', text: 'It is tried now' }));
    await chat.open();
    const first = await chat.command({ kind: 'pause' }, { id: 'once' });
    expect(await chat.command({ kind: 'pause' }, { id: 'once' })).toEqual(first);
    expect((await chat.called('applyCommand')).told).toMatchObject({ id: 'once' });
    expect(chat.count('applyCommand')).toBe(1);
    await chat.command({ kind: 'pause' }, { id: 'twice' });
    expect(chat.count('applyCommand')).toBe(2);
  });

  it('keeps its id when the activity is run again, and in the next run of the conversation', async () => {
    const chat = newChat({ wakesPerRun: 2 });
    chat.then('applyCommand', () => {
      throw ApplicationFailure.create({ message: 'the answer was lost' });
    });
    await chat.open();
    await chat.command({ kind: 'pause' }, { id: 'once' });
    const runId = (await chat.handle.describe()).runId;
    await chat.wake();
    await chat.wake();
    await waitFor(async () => (await chat.handle.describe()).runId !== runId, { what: 'the next run' });
    await chat.command({ kind: 'pause' }, { id: 'once' });
    const ids = chat.calls.flatMap(({ told }) => (told === undefined ? [] : [told.id]));
    expect(ids).toEqual(['once', 'once', 'once']);
  });

  it('interrupts a parked lane, which is looked at anew afterwards', async () => {
    const { chat } = await parkedChat();
    const applying = chat.hold('applyCommand');
    const given = chat.command({ kind: 'retry', ...delivery() });
    await chat.called('applyCommand');
    expect(await waiting(chat)).toEqual([]);
    expect((await chat.state()).lanes['to-messenger']).toBe('idle');
    expect(chat.count('deliverToMessenger')).toBe(2);
    chat.usually('deliverToMessenger', () => ({}));
    applying.finish(DONE);
    expect((await given).kind).toBe('done');
    expect((await chat.called('deliverToMessenger', 3)).parked).toBe(false);
    await chat.settled();
    expect(await mark(chat)).toBe('ok');
  });

  it('interrupts a lane that waits for its next quick attempt', async () => {
    const chat = newChat().then('deliverToKommo', tryLater);
    await chat.wake();
    await waitFor(async () => (await waiting(chat)).length === 1, { what: 'the wait' });
    expect((await chat.command({ kind: 'retry', ...delivery() })).kind).toBe('done');
    await chat.called('deliverToKommo', 2);
    await chat.settled();
  });

  it('waits for an attempt on the wire, which is told to stop', async () => {
    const chat = newChat();
    const sending = chat.hold('deliverToMessenger');
    await chat.wake();
    const attempt = await chat.called('deliverToMessenger');
    const given = chat.command({ kind: 'skip', ...delivery() }, { why: 'wrong price' });
    await waitFor(() => attempt.cancelled(), { what: 'the word to stop' });
    expect(chat.count('applyCommand')).toBe(0);
    sending.finish({ kind: 'more' });
    expect((await given).kind).toBe('done');
    await chat.called('deliverToMessenger', 2);
    await chat.settled();
    const names = namesOf(chat);
    expect(names.indexOf('applyCommand')).toBeGreaterThan(names.indexOf('deliverToMessenger'));
  });

  it('is not held up when that attempt fails, and the lane is not called stuck for it', async () => {
    const chat = newChat();
    const sending = chat.hold('deliverToMessenger');
    const runId = await chat.wake();
    const attempt = await chat.called('deliverToMessenger');
    const given = chat.command({ kind: 'retry', ...delivery() });
    await waitFor(() => attempt.cancelled(), { what: 'the word to stop' });
    const failedAt = Date.now();
    sending.fail(ApplicationFailure.create({ type: 'TryLater', message: 'try later', nextRetryDelay: LONG_MS }));
    expect((await given).kind).toBe('done');
    expect(Date.now() - failedAt).toBeLessThan(SOON_MS);
    await chat.called('deliverToMessenger', 2);
    await chat.settled();
    expect(await chat.events('activityTaskFailedEventAttributes', runId)).toHaveLength(1);
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes', runId)).toEqual([]);
  });

  it('does not wait for the pause after a failure', async () => {
    const chat = newChat();
    await chat.open();
    chat.hold('deliverToMessenger');
    const runId = await chat.wake('to-messenger');
    const { activityId } = await chat.called('deliverToMessenger', 2);
    await stage.client.workflowService.respondActivityTaskFailedById({
      namespace: stage.namespace,
      workflowId: chat.workflowId,
      runId,
      activityId,
      failure: { message: 'by hand', applicationFailureInfo: { type: 'ByHand', nonRetryable: true } },
    });
    await waitFor(async () => (await mark(chat)) === 'stuck', { what: 'the mark' });
    const givenAt = Date.now();
    expect((await chat.command({ kind: 'retry', ...delivery() })).kind).toBe('done');
    expect(Date.now() - givenAt).toBeLessThan(SOON_MS);
    await chat.settled();
    expect(await mark(chat)).toBe('ok');
  });

  it('finds both lanes at rest, and keeps them there; ticks go on', async () => {
    const chat = newChat();
    await chat.open();
    const applying = chat.hold('applyCommand');
    const given = chat.command({ kind: 'pause' });
    await chat.called('applyCommand');
    for (let round = 2; round < 5; round += 1) {
      await chat.wake();
      await chat.called('reportReceipts', round);
    }
    expect(chat.count('deliverToKommo')).toBe(1);
    expect(chat.count('deliverToMessenger')).toBe(1);
    applying.finish(DONE);
    await given;
    await chat.called('deliverToKommo', 2);
    await chat.called('deliverToMessenger', 2);
    await chat.settled();
  });

  it('waits for those before it', async () => {
    const chat = newChat();
    await chat.open();
    const applying = chat.hold('applyCommand');
    const people = ['Ana', 'Boris', 'Chen', 'Dora', 'Emil'];
    const updates = [];
    for (const by of people) updates.push(await give(chat, by));
    await chat.called('applyCommand');
    expect(chat.count('applyCommand')).toBe(1);
    applying.finish(DONE);
    await Promise.all(updates.map((update) => update.result()));
    const applied = chat.calls.filter(({ name }) => name === 'applyCommand');
    expect(applied.map(({ told }) => told?.by)).toEqual(people);
    await chat.settled();
  });

  it('hands on a refusal', async () => {
    const chat = newChat().then('applyCommand', () => ({ kind: 'refused', text: 'It is not waiting' }));
    await chat.open();
    expect(await chat.command({ kind: 'retry', ...delivery() })).toMatchObject({
      kind: 'refused',
      text: 'It is not waiting',
    });
  });

  it('is tried again while the ledger is away, and answered when somebody ends that as failed', async () => {
    const chat = newChat();
    await chat.open();
    const away = (): never => {
      throw new Error('the database is away');
    };
    chat.then('applyCommand', away);
    expect((await chat.command({ kind: 'pause' })).kind).toBe('done');
    expect((await chat.called('applyCommand', 2)).attempt).toBe(2);
    chat.then('applyCommand', () => {
      throw ApplicationFailure.nonRetryable('by hand');
    });
    expect(await chat.command({ kind: 'pause' })).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('could not be done') as string,
    });
    expect((await chat.command({ kind: 'resume' })).kind).toBe('done');
    expect(await chat.status()).toBe('RUNNING');
  });

  it('starts the conversation where none is open', async () => {
    const chat = newChat({ lingerMs: 500 });
    expect((await chat.command({ kind: 'retry', ...delivery() })).kind).toBe('done');
    await chat.called('deliverToMessenger');
    await chat.becomes('COMPLETED');
    const { runId } = await chat.handle.describe();
    expect((await chat.command({ kind: 'resume' })).kind).toBe('done');
    expect((await chat.handle.describe()).runId).not.toBe(runId);
    expect(await chat.events('workflowTaskFailedEventAttributes')).toEqual([]);
  });

  it('that does not fit is refused, and leaves nothing in the history', async () => {
    const chat = newChat();
    const runId = await chat.open();
    const { deliveryId } = delivery();
    const by = 'Olga';
    for (const [name, told, says] of [
      ['retryNow', {}, '"by"'],
      ['retryNow', null, '"by"'],
      ['retryNow', { by: ' ', deliveryId }, '"by"'],
      ['retryNow', { by: 7, deliveryId }, '"by"'],
      ['retryNow', { by: 'x'.repeat(101), deliveryId }, '"by"'],
      ['retryNow', { by: 'O\0', deliveryId }, '"by"'],
      ['retryNow', { by }, '"deliveryId"'],
      ['retryNow', { by, deliveryId: 'the first' }, '"deliveryId"'],
      ['retryNow', { by, deliveryId, why: { a: 1 } }, '"why"'],
      ['skip', { by, deliveryId }, '"why"'],
      ['skip', { by, deliveryId, why: 'x'.repeat(501) }, '"why"'],
      ['pause', {}, '"by"'],
      ['resume', { by: '' }, '"by"'],
      ['decide', { by, deliveryId }, '"verdict"'],
      ['decide', { by, deliveryId, verdict: 'perhaps' }, '"verdict"'],
    ] as const) {
      const refused = await chat.handle.executeUpdate(name, { args: [told] }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
      expect((refused as WorkflowUpdateFailedError).cause).toMatchObject({
        type: 'InvalidCommand',
        message: expect.stringContaining(says) as string,
      });
    }
    expect(chat.count('applyCommand')).toBe(0);
    expect(await chat.events('workflowExecutionUpdateAcceptedEventAttributes', runId)).toEqual([]);
    expect(await chat.events('workflowTaskFailedEventAttributes', runId)).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('does not come while a command is at work', async () => {
    const chat = newChat({ lingerMs: 0 });
    const applying = chat.hold('applyCommand');
    const given = chat.command({ kind: 'pause' });
    await chat.called('applyCommand');
    await chat.until(({ lanes }) => lanes.receipts === 'idle', 'the ticks');
    expect(await chat.status()).toBe('RUNNING');
    applying.finish(DONE);
    expect((await given).kind).toBe('done');
    await chat.becomes('COMPLETED');
  });

  it('loses no command that comes at the same moment', async () => {
    const rounds = 12;
    const chats = Array.from({ length: 6 }, () => newChat({ lingerMs: 0 }));
    const runs = await Promise.all(
      chats.map(async (chat) => {
        const seen = new Set<string>();
        for (let round = 0; round < rounds; round += 1) {
          expect((await chat.command({ kind: 'resume' })).kind).toBe('done');
          seen.add((await chat.handle.describe()).runId);
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        }
        return seen.size;
      }),
    );
    // Otherwise every command, or none, came after the end.
    const started = runs.reduce((sum, count) => sum + count, 0);
    expect(started).toBeGreaterThan(chats.length);
    for (const chat of chats) expect(chat.count('applyCommand')).toBe(rounds);
  });

  it('by continuing as new waits for a command that has been taken, and answers it', async () => {
    const chat = newChat({ wakesPerRun: 3 });
    const sending = chat.hold('deliverToMessenger');
    const runId = await chat.wake();
    const attempt = await chat.called('deliverToMessenger');
    await chat.wake('to-kommo');
    await chat.wake('to-kommo');
    await waitFor(() => attempt.cancelled(), { what: 'the word to stop' });
    const update = await give(chat, 'Olga');
    expect(chat.count('applyCommand')).toBe(0);
    sending.finish();
    expect(await update.result()).toMatchObject(DONE);
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await chat.settled();
    expect(chat.count('applyCommand')).toBe(1);
    const [accepted] = await chat.events('workflowExecutionUpdateAcceptedEventAttributes', runId);
    expect(accepted).toBeDefined();
  });

  it('by continuing as new loses no command in a storm of wakes', async () => {
    const chat = newChat({ wakesPerRun: 4 });
    const first = await chat.open();
    const commands = 25;
    const over = new AbortController();
    const storm = (async () => {
      while (!over.signal.aborted) await chat.wake('to-kommo');
    })();
    for (let given = 1; given <= commands; given += 1) {
      expect((await chat.command({ kind: 'pause' })).kind).toBe('done');
    }
    over.abort();
    await storm;
    expect(chat.count('applyCommand')).toBe(commands);
    expect((await chat.handle.describe()).runId).not.toBe(first);
    await chat.settled();
  });
});

describe('the end of a hold', () => {
  it('sets free a lane that is parked until then, which no wake does', async () => {
    const { chat } = await parkedChat();
    await chat.wake('to-messenger');
    await chat.until(({ wakes }) => wakes === 2, 'the wake');
    expect(chat.count('deliverToMessenger')).toBe(2);
    chat.usually('deliverToMessenger', () => ({}));
    await chat.handle.signal(released);
    expect((await chat.called('deliverToMessenger', 3)).parked).toBe(false);
    await chat.settled();
    expect(await mark(chat)).toBe('ok');
  });

  it('lets an attempt on the wire finish, and looks again', async () => {
    const chat = newChat();
    const sending = chat.hold('deliverToMessenger');
    await chat.wake();
    const attempt = await chat.called('deliverToMessenger');
    await chat.handle.signal(released);
    await waitFor(() => attempt.cancelled(), { what: 'the word to stop' });
    expect(chat.count('deliverToMessenger')).toBe(1);
    sending.finish({ kind: 'more' });
    await chat.called('deliverToMessenger', 2);
    await chat.settled();
  });
});
