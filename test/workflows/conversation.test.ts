import { ApplicationFailure } from '@temporalio/common';
import { deliveryState, stuckSince } from '../../src/workflows/search-attributes';
import { waitFor } from '../support/wait-for';
import { wordsIn } from './private';
import { Stage, type Call, type Chat, type Name } from './stage';

const PARK = { kind: 'park', why: 'Telegram is not available' } as const;
const LONG_MS = 600_000;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
}, 60_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** Not yet: the wait for the next attempt adds no history. */
const tryLater =
  (afterMs: number, message = 'try later') =>
  (): never => {
    throw ApplicationFailure.create({ type: 'TryLater', message, nextRetryDelay: afterMs });
  };

/** No workflow task may fail but for a signal that came in between, and nothing private may be written down. */
async function soundHistory(chat: Chat, runId?: string): Promise<void> {
  const failures = await chat.events('workflowTaskFailedEventAttributes', runId);
  expect(failures.map(({ workflowTaskFailedEventAttributes: failed }) => failed?.failure?.message ?? '')).toEqual(
    failures.map(() => 'UnhandledCommand'),
  );
  const history = await (runId === undefined ? chat.handle : chat.run(runId)).fetchHistory();
  const why = [PARK.why, `Parked: ${PARK.why}`];
  const summaries = [
    'telegram → Kommo',
    'Kommo → telegram',
    'Ticks → Kommo',
    'Files → store',
    'Reply window ends',
    'Talk is closed in Kommo',
    'Contact in the CRM',
    'Read and closed → telegram',
  ];
  const timers = ['Ends when quiet', 'Until the reply window ends', 'Pause after a failure'];
  const engine = ['ACTIVITY_ID_NOT_STARTED', 'Activity task failed', 'UnhandledCommand'];
  const scripted = ['try later', 'by hand'];
  const patches = ['media'];
  const known = [...why, ...summaries, ...timers, ...engine, ...scripted, ...patches];
  expect(wordsIn(history).filter(({ text }) => !known.includes(text))).toEqual([]);
}

async function searchAttributes(chat: Chat): Promise<{ state: unknown; since: Date | undefined }> {
  const { typedSearchAttributes } = await chat.handle.describe();
  return { state: typedSearchAttributes.get(deliveryState), since: typedSearchAttributes.get(stuckSince) };
}

async function currentDetails(chat: Chat): Promise<string> {
  const { currentDetails: details } = await chat.handle.query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return details;
}

describe('the contact in the CRM', () => {
  it('is looked at when a lane finds that it is due, and by no wake that names nothing', async () => {
    const chat = stage.chat();
    const runId = await chat.open();
    expect(chat.count('followContact')).toBe(0);
    chat.then('deliverToKommo', () => ({ contactDue: true }));
    await chat.wake('to-kommo');
    await chat.called('followContact', 1);
    await chat.settled();
    await chat.wake('contact');
    await chat.called('followContact', 2);
    await chat.settled();
    await soundHistory(chat, runId);
  });

  it('holds up nothing, and that it fails for good is no trouble of the chat', async () => {
    const chat = stage.chat();
    await chat.open();
    const looking = chat.hold('followContact');
    chat.then('deliverToKommo', () => ({ contactDue: true }));
    await chat.wake('to-kommo');
    await chat.called('followContact', 1);
    const lane = chat.count('deliverToKommo');
    await chat.wake('to-kommo');
    await chat.called('deliverToKommo', lane + 1);
    looking.fail(ApplicationFailure.nonRetryable('try later'));
    await chat.settled();
    expect(await chat.state()).toMatchObject({ lanes: { contact: 'idle' }, stuckSince: null });
  });

  it('does not make a person’s command wait', async () => {
    const chat = stage.chat();
    await chat.open();
    const looking = chat.hold('followContact');
    chat.then('deliverToKommo', () => ({ contactDue: true }));
    await chat.wake('to-kommo');
    await chat.called('followContact', 1);
    expect(await chat.command({ kind: 'pause' })).toMatchObject({ kind: 'done' });
    expect(chat.count('followContact')).toBe(1);
    looking.finish();
    await chat.settled();
  });
});

describe('marks', () => {
  it('are told when the lane to the messenger finds them, and when a wake tells of them', async () => {
    const chat = stage.chat();
    const runId = await chat.open();
    expect(chat.count('tellMarks')).toBe(0);
    chat.then('deliverToMessenger', () => ({ marksDue: true }));
    await chat.wake('to-messenger');
    await chat.called('tellMarks', 1);
    await chat.settled();
    await chat.wake('marks');
    await chat.called('tellMarks', 2);
    await chat.settled();
    await soundHistory(chat, runId);
  });

  it('go behind what is being sent, and that they fail is no trouble of the chat', async () => {
    const chat = stage.chat();
    await chat.open();
    const sending = chat.hold('deliverToMessenger');
    await chat.wake('to-messenger', 'marks');
    await chat.called('deliverToMessenger', 2);
    await chat.until(({ lanes }) => lanes.marks === 'working', 'marks to wait');
    expect(chat.count('tellMarks')).toBe(0);
    chat.then('tellMarks', () => {
      throw ApplicationFailure.nonRetryable('refused');
    });
    sending.finish();
    await chat.called('tellMarks', 1);
    await chat.until(({ lanes }) => lanes.marks === 'idle', 'marks to rest');
    expect(await chat.state()).toMatchObject({ stuckSince: null });
  });

  it('do not make a person’s command wait', async () => {
    const chat = stage.chat();
    await chat.open();
    const sending = chat.hold('deliverToMessenger');
    await chat.wake('to-messenger', 'marks');
    await chat.called('deliverToMessenger', 2);
    const done = chat.command({ kind: 'pause' });
    sending.finish();
    expect(await done).toMatchObject({ kind: 'done' });
    await chat.called('tellMarks', 1);
    await chat.settled();
  });
});

describe('files', () => {
  it('are fetched when a wake tells of them, beside the lane that brought them', async () => {
    const chat = stage.chat();
    const runId = await chat.wake('to-kommo', 'media');
    await chat.settled();
    expect(chat.count('fetchMedia')).toBe(1);
    expect(chat.count('deliverToKommo')).toBe(1);
    await soundHistory(chat, runId);
  });

  it('are not looked for in a chat that has none', async () => {
    const chat = stage.chat();
    await chat.wake('to-kommo');
    await chat.settled();
    expect(chat.count('fetchMedia')).toBe(0);
  });

  it('hold up their own lane until they are there, and not the other', async () => {
    const chat = stage.chat();
    await chat.open();
    const fetching = chat.hold('fetchMedia');
    chat.then('deliverToKommo', () => ({ kind: 'await-media' }));
    const [lane, files] = [chat.count('deliverToKommo'), chat.count('fetchMedia')];
    await chat.wake('to-kommo');
    await chat.called('fetchMedia', files + 1);
    expect((await chat.state()).lanes).toMatchObject({ media: 'working', 'to-messenger': 'idle' });
    const other = chat.count('deliverToMessenger');
    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', other + 1);
    expect(chat.count('deliverToKommo')).toBe(lane + 1);
    fetching.finish();
    await chat.called('deliverToKommo', lane + 2);
    await chat.settled();
  });

  it('go on with what is left when there were many', async () => {
    const chat = stage.chat();
    await chat.open();
    const before = chat.count('fetchMedia');
    chat.then('fetchMedia', () => ({ more: true }));
    await chat.wake('media');
    await chat.called('fetchMedia', before + 2);
    await chat.settled();
  });

  it("give way to a person's command on their lane", async () => {
    const chat = stage.chat();
    await chat.open();
    chat.hold('fetchMedia');
    chat.then('deliverToKommo', () => ({ kind: 'await-media' }));
    const files = chat.count('fetchMedia');
    await chat.wake('to-kommo');
    await chat.called('fetchMedia', files + 1);
    expect(await chat.command({ kind: 'pause' })).toMatchObject({ kind: 'done' });
  });
});

describe('working', () => {
  it('looks at everything when it starts, once', async () => {
    const chat = stage.chat();
    const runId = await chat.wake('to-kommo');
    await chat.settled();
    expect(chat.calls.map(({ name }) => name).sort()).toEqual([
      'deliverToKommo',
      'deliverToMessenger',
      'reportReceipts',
    ]);
    await soundHistory(chat, runId);
  });

  it.each([
    ['deliverToKommo', 'to-kommo'],
    ['deliverToMessenger', 'to-messenger'],
    ['reportReceipts', 'receipts'],
  ] as const)('runs %s again for a wake that came during it', async (name, work) => {
    const chat = stage.chat();
    await chat.open();
    const held = chat.hold(name);
    await chat.wake(work);
    const during = await chat.called(name, 2);
    chat.written = 1;
    await chat.wake(work);
    expect(during.found).toBe(0);
    held.finish();
    expect((await chat.called(name, 3)).found).toBe(1);
    await chat.settled();
    expect(chat.calls).toHaveLength(5);
  });

  it('merges a burst of wakes', async () => {
    const chat = stage.chat();
    await chat.open();
    const held = chat.hold('deliverToKommo');
    await chat.wake('to-kommo');
    await chat.called('deliverToKommo', 2);
    await Promise.all(Array.from({ length: 25 }, () => chat.wake('to-kommo')));
    held.finish();
    expect((await chat.settled()).wakes).toBe(27);
    expect(chat.count('deliverToKommo')).toBe(3);
    expect(chat.calls).toHaveLength(5);
  });

  it('goes on while an activity leaves rows', async () => {
    const chat = stage.chat();
    await chat.open();
    const more = () => ({ kind: 'more' }) as const;
    chat.then('deliverToKommo', more, more, more);
    await chat.wake('to-kommo');
    await chat.called('deliverToKommo', 5);
    await chat.settled();
    expect(chat.count('deliverToKommo')).toBe(5);
  });

  it('goes on while there are more ticks to report', async () => {
    const chat = stage.chat().then('reportReceipts', () => ({ more: true }));
    await chat.open();
    expect(chat.count('reportReceipts')).toBe(2);
  });

  it('reports ticks when a delivery has some', async () => {
    const chat = stage.chat();
    await chat.open();
    chat.then('deliverToMessenger', () => ({ receiptsDue: true }));
    await chat.wake('to-messenger');
    await chat.called('reportReceipts', 2);
    await chat.settled();
    expect(chat.calls).toHaveLength(5);
  });

  it('reports ticks while the lane they come from waits for its next attempt', async () => {
    const chat = stage.chat();
    await chat.open();
    chat.then('deliverToMessenger', () => ({ kind: 'more', receiptsDue: true }), tryLater(LONG_MS));
    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', 3);
    await chat.called('reportReceipts', 2);
    const state = await chat.until(({ lanes }) => lanes.receipts === 'idle');
    expect(state.lanes['to-messenger']).toBe('working');
  });

  it.each([
    ['deliverToMessenger', 'deliverToKommo', 'to-kommo'],
    ['deliverToKommo', 'deliverToMessenger', 'to-messenger'],
    ['reportReceipts', 'deliverToMessenger', 'to-messenger'],
  ] as const)('does not let a hanging %s hold up %s', async (hanging, other, work) => {
    const chat = stage.chat();
    const held = chat.hold(hanging);
    await chat.wake();
    await chat.called(hanging);
    await chat.wake(work);
    await chat.called(other, 2);
    await chat.wake(work);
    await chat.called(other, 3);
    expect(chat.count(hanging)).toBe(1);
    held.finish();
    await chat.settled();
  });

  it('takes a wake without words, or with words it does not know, for a wake to everything', async () => {
    const chat = stage.chat();
    const runId = await chat.open();
    for (const [index, args] of [[], [null], [{ work: ['telepathy'] }], ['to-kommo']].entries()) {
      await chat.handle.signal('wake', ...args);
      await chat.called('reportReceipts', index + 2);
      await chat.settled();
      expect(chat.calls).toHaveLength(3 + 4 * (index + 1));
    }
    expect(await chat.events('workflowTaskFailedEventAttributes', runId)).toEqual([]);
  });
});

describe('trouble', () => {
  it('repeats what fails unexpectedly, without a word in the history but the last', async () => {
    const chat = stage.chat();
    await chat.open();
    const broken = () => {
      throw new TypeError('x is not a function');
    };
    chat.then('deliverToKommo', tryLater(10), broken, tryLater(10));
    chat.then('deliverToMessenger', broken);
    chat.then('reportReceipts', broken);
    await chat.wake();
    expect((await chat.called('deliverToKommo', 5)).attempt).toBe(4);
    expect((await chat.called('deliverToMessenger', 3)).attempt).toBe(2);
    await chat.settled();
    expect(await chat.status()).toBe('RUNNING');
    expect(await chat.events('activityTaskFailedEventAttributes')).toEqual([]);
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
  });

  it('outlives an activity that was ended as failed by hand, and says that it is stuck', async () => {
    const chat = stage.chat();
    const runId = await chat.open();
    chat.hold('deliverToMessenger');
    await chat.wake('to-messenger');
    const { activityId } = await chat.called('deliverToMessenger', 2);
    await stage.client.workflowService.respondActivityTaskFailedById({
      namespace: stage.namespace,
      workflowId: chat.workflowId,
      runId,
      activityId,
      failure: { message: 'by hand', applicationFailureInfo: { type: 'ByHand', nonRetryable: true } },
    });
    await waitFor(async () => (await searchAttributes(chat)).state === 'stuck', { what: 'the mark' });
    expect(await currentDetails(chat)).toContain('It is being tried again now.');
    expect(chat.count('deliverToMessenger')).toBe(2);

    await chat.wake('to-kommo');
    await chat.called('deliverToKommo', 2);
    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', 3);
    await chat.settled();
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
    await soundHistory(chat, runId);
  });
});

async function pending(chat: Chat): Promise<{ id: string; attempt: number; lastFailure: string }[]> {
  const { raw } = await chat.handle.describe();
  return (raw.pendingActivities ?? []).map(({ activityId, attempt, lastFailure }) => ({
    id: activityId ?? '',
    attempt: attempt ?? 0,
    lastFailure: lastFailure?.message ?? '',
  }));
}

describe('a parked lane', () => {
  /** To the messenger nothing goes: the first attempts park, the slow ones fail. */
  async function parkedChat(input: Parameters<Stage['chat']>[0] = {}): Promise<{ chat: Chat; runId: string }> {
    const chat = stage.chat(input);
    chat.usually('deliverToMessenger', (call) => (call.parked ? tryLater(LONG_MS, PARK.why)() : PARK));
    const runId = await chat.wake();
    await chat.until(({ lanes }) => lanes['to-messenger'] === 'parked', 'parking');
    await waitFor(async () => (await pending(chat))[0]?.attempt === 2, { what: 'the wait for the next attempt' });
    return { chat, runId };
  }

  async function parkedCall(chat: Chat): Promise<Call | undefined> {
    return waitFor(() => chat.calls.find(({ parked }) => parked), { what: 'the slow form' });
  }

  it('is a pending activity that says why, a mark to search for, and words in the details', async () => {
    const { chat, runId } = await parkedChat();
    expect(await pending(chat)).toEqual([{ id: 'parked-to-messenger', attempt: 2, lastFailure: PARK.why }]);
    const { state, since } = await searchAttributes(chat);
    expect(state).toBe('stuck');
    expect(Math.abs(Date.now() - (since?.getTime() ?? 0))).toBeLessThan(20_000);

    const scheduled = await chat.events('activityTaskScheduledEventAttributes', runId);
    const parked = scheduled.filter(
      ({ activityTaskScheduledEventAttributes: it }) => it?.activityId === 'parked-to-messenger',
    );
    expect(parked.map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString())).toEqual([
      JSON.stringify(`Parked: ${PARK.why}`),
    ]);
    expect(await chat.state()).toEqual({
      lanes: {
        'to-kommo': 'idle',
        'to-messenger': 'parked',
        media: 'idle',
        receipts: 'idle',
        contact: 'idle',
        marks: 'idle',
      },
      parkedBecause: {
        'to-kommo': null,
        'to-messenger': PARK.why,
        media: null,
        receipts: null,
        contact: null,
        marks: null,
      },
      awaitsAddress: false,
      windowClosesAt: null,
      stuckSince: since?.getTime(),
      wakes: 1,
    });
    const details = await currentDetails(chat);
    expect(details).toContain(`| To the messenger | parked | ${PARK.why} |`);
    expect(details).toContain('`parked-to-messenger` shows the last failure');
    await soundHistory(chat, runId);
  });

  it('is not what a lane becomes whose chat has no address yet: it rests, says so, and goes on when it is woken', async () => {
    const chat = stage.chat().then('deliverToMessenger', () => ({ kind: 'idle', awaits: 'address' }));
    const runId = await chat.open();
    expect(await chat.state()).toMatchObject({
      awaitsAddress: true,
      stuckSince: null,
      lanes: { 'to-messenger': 'idle' },
    });
    expect(await currentDetails(chat)).toContain('find the customer by their phone number');
    expect(chat.count('deliverToMessenger')).toBe(1);
    expect((await searchAttributes(chat)).state).toBe('ok');

    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', 2);
    expect(await chat.settled()).toMatchObject({ awaitsAddress: false });
    await soundHistory(chat, runId);
  });

  it('recovers: the mark is taken away, and what came meanwhile goes out', async () => {
    const chat = stage.chat().then('deliverToMessenger', () => PARK);
    const held = chat.hold('deliverToMessenger');
    const runId = await chat.wake();
    await parkedCall(chat);
    chat.written = 1;
    await chat.wake('to-messenger');
    expect(chat.count('deliverToMessenger')).toBe(2);
    held.finish();
    await chat.settled();
    expect(chat.calls.at(-1)).toMatchObject({ name: 'deliverToMessenger', parked: false, found: 1 });
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
    expect(await currentDetails(chat)).not.toContain('Stuck');
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes', runId)).toHaveLength(2);
    await soundHistory(chat, runId);
  });

  it('does not look recovered because an attempt was interrupted', async () => {
    const chat = stage.chat();
    chat.then(
      'deliverToMessenger',
      () => PARK,
      () => ({ kind: 'more' }),
      () => PARK,
    );
    chat.usually('deliverToMessenger', tryLater(LONG_MS));
    const runId = await chat.wake();
    await chat.called('deliverToMessenger', 4);
    expect(chat.calls.at(-1)?.parked).toBe(true);
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes', runId)).toHaveLength(1);
  });

  it('is not disturbed by wakes and holds up nothing', async () => {
    const { chat } = await parkedChat();
    for (let round = 2; round < 5; round += 1) {
      await chat.wake();
      await chat.called('deliverToKommo', round);
      await chat.called('reportReceipts', round);
    }
    const state = await chat.until(({ lanes }) => lanes['to-kommo'] === 'idle' && lanes.receipts === 'idle');
    expect(state.lanes['to-messenger']).toBe('parked');
    expect(chat.count('deliverToMessenger')).toBe(2);
    expect((await pending(chat)).map(({ id }) => id)).toEqual(['parked-to-messenger']);
  });

  it('takes reasons of any length and script', async () => {
    const chat = stage.chat().then('deliverToKommo', () => ({ kind: 'park', why: '服务不可用\n'.repeat(100) }));
    chat.then('deliverToKommo', tryLater(LONG_MS));
    const runId = await chat.wake();
    await parkedCall(chat);
    expect(await chat.events('workflowTaskFailedEventAttributes', runId)).toEqual([]);
    expect((await pending(chat)).map(({ id }) => id)).toEqual(['parked-to-kommo']);
  });

  it('is carried over when the run continues as new, and the mark stays as it is', async () => {
    const { chat, runId } = await parkedChat({ wakesPerRun: 4 });
    const before = await chat.state();
    for (let wakes = 1; wakes < 4; wakes += 1) await chat.wake('to-messenger');
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await chat.until(({ lanes }) => lanes['to-messenger'] === 'parked', 'parking again');
    await chat.called('deliverToMessenger', 4);
    expect(chat.calls.filter(({ name }) => name === 'deliverToMessenger').map(({ parked }) => parked)).toEqual([
      false,
      true,
      false,
      true,
    ]);

    const canceled = await chat.events('activityTaskCanceledEventAttributes', runId);
    expect(canceled).toHaveLength(1);
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes', runId)).toHaveLength(1);
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes')).toEqual([]);
    expect((await chat.state()).stuckSince).toBe(before.stuckSince);
    expect(await searchAttributes(chat)).toEqual({ state: 'stuck', since: new Date(before.stuckSince ?? 0) });
    await soundHistory(chat, runId);
    await soundHistory(chat);
  });

  it('recovers in the run after', async () => {
    const { chat, runId } = await parkedChat({ wakesPerRun: 2 });
    chat.usually('deliverToMessenger', () => ({}));
    await chat.wake('to-messenger');
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await chat.settled();
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
    expect(await chat.events('upsertWorkflowSearchAttributesEventAttributes')).toHaveLength(1);
  });
});

describe('the reply window', () => {
  const timers = async (chat: Chat): Promise<number> => (await chat.events('timerStartedEventAttributes')).length;

  it('has one lazy timer, closes at its end and is armed again when the ledger says later', async () => {
    const chat = stage.chat({ lingerMs: 1_000 });
    const first = Date.now() + 2_500;
    chat.then('deliverToKommo', () => ({ windowClosesAt: first }));
    const runId = await chat.wake();
    await chat.settled();
    await waitFor(async () => (await timers(chat)) === 2, { what: 'the timer of the window' });
    expect((await chat.state()).windowClosesAt).toBe(first);

    const later = first + 1_500;
    chat.then('deliverToKommo', () => ({ windowClosesAt: later }));
    await chat.wake('to-kommo');
    await chat.called('deliverToKommo', 2);
    expect((await chat.settled()).windowClosesAt).toBe(later);
    if (Date.now() < first) expect(await timers(chat)).toBe(2);

    let evenLater = 0;
    const closedAt: number[] = [];
    chat.usually('closeWindow', () => {
      closedAt.push(Date.now());
      if (closedAt.length > 1) return {};
      evenLater = Date.now() + 1_500;
      return { windowClosesAt: evenLater };
    });
    await chat.becomes('COMPLETED', runId);
    expect(closedAt).toHaveLength(2);
    expect(closedAt[0]).toBeGreaterThanOrEqual(later);
    expect(closedAt[0]).toBeLessThan(later + 1_400);
    expect(closedAt[1]).toBeGreaterThanOrEqual(evenLater);
    // quiet time, first end, later end, end told by the ledger; by then it has been quiet long enough
    expect(await chat.events('timerStartedEventAttributes', runId)).toHaveLength(4);
    await soundHistory(chat, runId);
  });

  it('that ends before the quiet time does is closed in time', async () => {
    const chat = stage.chat({ lingerMs: LONG_MS });
    await chat.open();
    const end = Date.now() + 1_500;
    chat.then('deliverToKommo', () => ({ windowClosesAt: end }));
    await chat.wake('to-kommo');
    await chat.called('closeWindow');
    expect(Date.now()).toBeGreaterThanOrEqual(end);
    await chat.settled();
    await waitFor(async () => (await timers(chat)) === 3, { what: 'the timer of the quiet time' });
    expect(chat.count('closeWindow')).toBe(1);
  });

  it('is not forgotten because an activity tells what it read before', async () => {
    const chat = stage.chat();
    await chat.open();
    const old = chat.hold('deliverToMessenger');
    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', 2);
    const end = Date.now() + 60_000;
    chat.then('deliverToKommo', () => ({ windowClosesAt: end }));
    await chat.wake('to-kommo');
    await chat.until(({ windowClosesAt }) => windowClosesAt === end, 'the window');
    old.finish({ windowClosesAt: null });
    expect((await chat.settled()).windowClosesAt).toBe(end);
    const older = chat.hold('deliverToMessenger');
    await chat.wake('to-messenger');
    await chat.called('deliverToMessenger', 3);
    older.finish({ windowClosesAt: end - 30_000 });
    expect((await chat.settled()).windowClosesAt).toBe(end);
  });

  it('that opens while the old one is being closed is kept', async () => {
    const chat = stage.chat();
    const closing = chat.hold('closeWindow');
    chat.then('deliverToKommo', () => ({ windowClosesAt: Date.now() - 1 }));
    await chat.wake();
    await chat.called('closeWindow');
    const end = Date.now() + 60_000;
    chat.then('deliverToKommo', () => ({ windowClosesAt: end }));
    await chat.wake('to-kommo');
    await chat.until(({ windowClosesAt }) => windowClosesAt === end, 'the new window');
    closing.finish();
    await waitFor(async () => (await pending(chat)).length === 0, { what: 'the end of closing' });
    expect((await chat.settled()).windowClosesAt).toBe(end);
  });

  it('has the talk closed in Kommo where the ledger says so, once, and ends', async () => {
    const chat = stage.chat({ lingerMs: 0 });
    chat.then('deliverToKommo', () => ({ windowClosesAt: Date.now() - 1 }));
    chat.then('closeWindow', () => ({ closesTalk: true }));
    const runId = await chat.wake();
    await chat.becomes('COMPLETED', runId);
    expect([chat.count('closeWindow'), chat.count('closeTalk')]).toEqual([1, 1]);
    await soundHistory(chat, runId);
  });

  it('has the talk closed when the customer has closed the conversation, and keeps the window', async () => {
    const chat = stage.chat();
    const end = Date.now() + LONG_MS;
    chat.then('deliverToKommo', () => ({ windowClosesAt: end, closesTalk: true }));
    await chat.wake('to-kommo');
    await chat.called('closeTalk');
    expect((await chat.settled()).windowClosesAt).toBe(end);
    expect(chat.count('closeTalk')).toBe(1);
  });

  it('goes on where Kommo does not close the talk', async () => {
    const chat = stage.chat({ lingerMs: 0 });
    chat.then('deliverToKommo', () => ({ closesTalk: true }));
    chat.usually('closeTalk', () => {
      throw ApplicationFailure.nonRetryable('by hand');
    });
    const runId = await chat.wake();
    await chat.becomes('COMPLETED', runId);
  });

  it('keeps a conversation open, also across runs', async () => {
    const chat = stage.chat({ lingerMs: 0, wakesPerRun: 2 });
    const end = Date.now() + LONG_MS;
    chat.then('deliverToKommo', () => ({ windowClosesAt: end }));
    const runId = await chat.wake();
    await chat.until(({ windowClosesAt }) => windowClosesAt === end, 'the window');
    await chat.wake('to-messenger');
    await chat.becomes('CONTINUED_AS_NEW', runId);
    expect((await chat.settled()).windowClosesAt).toBe(end);
  });
});

describe('the end', () => {
  it('comes by itself after the quiet time; a wake after it starts the conversation anew', async () => {
    const chat = stage.chat({ lingerMs: 1_200 });
    const first = await chat.open();
    const quietSince = Date.now();
    expect(await currentDetails(chat)).toContain('| To Kommo | idle |  |');
    await chat.becomes('COMPLETED', first);
    expect(Date.now() - quietSince).toBeGreaterThan(1_000);
    const second = await chat.wake('to-kommo');
    expect(second).not.toBe(first);
    await chat.becomes('COMPLETED', second);
    expect(chat.calls).toHaveLength(6);
    await soundHistory(chat, second);
  });

  it('does not come while something runs', async () => {
    const chat = stage.chat({ lingerMs: 0 });
    const held = chat.hold('deliverToKommo');
    const runId = await chat.wake();
    await chat.called('deliverToKommo');
    await chat.until(({ lanes }) => lanes['to-messenger'] === 'idle', 'the other lane');
    expect(await chat.status(runId)).toBe('RUNNING');
    expect(await chat.events('timerStartedEventAttributes', runId)).toEqual([]);
    held.finish();
    await chat.becomes('COMPLETED', runId);
  });

  it('loses no wake that comes at the same moment', async () => {
    const rounds = 20;
    const chats = Array.from({ length: 8 }, () => stage.chat({ lingerMs: 0 }));
    const runs = await Promise.all(
      chats.map(async (chat) => {
        let found = 0;
        chat.usually('deliverToKommo', async (call) => {
          await upTo(3);
          found = Math.max(found, call.found);
          return {};
        });
        const taken = new Set<string>();
        for (let round = 1; round <= rounds; round += 1) {
          chat.written = round;
          taken.add(await chat.wake('to-kommo'));
          await waitFor(() => found === round, { timeoutMs: 15_000, everyMs: 1, what: `wake ${round}` });
          await upTo(300);
        }
        return { runs: [...taken], chat };
      }),
    );
    const started = runs.reduce((sum, { runs: { length } }) => sum + length, 0);
    // Otherwise no wake, or every wake, came after the end, and the moment itself was never met.
    expect(started).toBeGreaterThan(chats.length);
    expect(started).toBeLessThan(chats.length * rounds);
    await Promise.all(runs.map(({ chat, runs: [first] }) => soundHistory(chat, first)));
  }, 60_000);
});

async function upTo(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * ms));
}

describe('continuing as new', () => {
  it('happens after so many wakes, and loses none that came meanwhile', async () => {
    const chat = stage.chat({ wakesPerRun: 5 });
    const held = chat.hold('deliverToKommo');
    const runId = await chat.wake();
    await chat.called('deliverToKommo');
    for (let wakes = 1; wakes < 8; wakes += 1) await chat.wake('to-messenger');
    expect(await chat.status(runId)).toBe('RUNNING');
    chat.written = 1;
    await chat.wake('to-kommo', 'receipts');
    held.finish({ kind: 'more' });
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await waitFor(async () => (await chat.status()) === 'RUNNING');
    await chat.settled();
    for (const name of ['deliverToKommo', 'deliverToMessenger', 'reportReceipts'] as const) {
      expect(chat.calls.filter((call) => call.name === name).at(-1)?.found).toBe(1);
    }
    const [started] = await chat.events('workflowExecutionStartedEventAttributes');
    expect(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBe(runId);
    await soundHistory(chat, runId);
    await soundHistory(chat);
  });

  it.each<[Name, 'receipts' | 'to-kommo']>([
    ['reportReceipts', 'to-kommo'],
    ['deliverToMessenger', 'to-kommo'],
  ])('does not wait for the next attempt of %s, however far away', async (name, work) => {
    const chat = stage.chat({ wakesPerRun: 3 }).then(name, tryLater(LONG_MS));
    const runId = await chat.wake();
    await waitFor(async () => (await pending(chat)).some(({ attempt }) => attempt === 2), { what: 'the wait' });
    await chat.wake(work);
    await chat.wake(work);
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await chat.called(name, 2);
    await chat.settled();
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
    await soundHistory(chat, runId);
  });

  it('lets a running attempt finish, and outlives its failing then', async () => {
    const chat = stage.chat({ wakesPerRun: 2 }).then('deliverToMessenger', () => PARK);
    const held = chat.hold('deliverToMessenger');
    const runId = await chat.wake();
    const parked = await chat.called('deliverToMessenger', 2);
    await chat.wake('to-kommo');
    await waitFor(() => parked.cancelled(), { what: 'the word to stop' });
    expect(await chat.status(runId)).toBe('RUNNING');
    held.fail(ApplicationFailure.create({ type: 'TryLater', message: PARK.why, nextRetryDelay: LONG_MS }));
    await chat.becomes('CONTINUED_AS_NEW', runId);
    await chat.settled();
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
    await soundHistory(chat, runId);
  });
});

describe('from outside', () => {
  it('it can be cancelled, while everything runs, waits or is parked', async () => {
    const resting = stage.chat();
    await resting.open();
    const busy = stage.chat();
    const attempts = (['deliverToKommo', 'deliverToMessenger', 'reportReceipts'] as const).map((name) =>
      busy.hold(name),
    );
    await busy.wake();
    await busy.called('reportReceipts');
    const parked = stage.chat().then('deliverToMessenger', () => PARK, tryLater(LONG_MS));
    parked.then('deliverToKommo', tryLater(LONG_MS));
    await parked.wake();
    await parked.until(({ lanes }) => lanes['to-messenger'] === 'parked', 'parking');
    await parked.called('deliverToMessenger', 2);

    for (const chat of [resting, busy, parked]) {
      await chat.handle.cancel();
      await chat.becomes('CANCELLED');
      expect(await chat.events('workflowTaskFailedEventAttributes')).toEqual([]);
    }
    for (const each of attempts) each.fail(new Error('cut off'));
    await busy.wake('to-kommo');
    await busy.called('deliverToKommo', 2);
    await busy.settled();
  });

  it('it can be terminated; the next wake starts it anew', async () => {
    const chat = stage.chat().then('deliverToMessenger', () => PARK, tryLater(LONG_MS));
    const first = await chat.wake();
    await chat.until(({ lanes }) => lanes['to-messenger'] === 'parked', 'parking');
    // Otherwise the answer of the parked attempt would still wait for the run that comes after.
    await chat.called('deliverToMessenger', 2);
    await chat.handle.terminate();
    chat.written = 1;
    const second = await chat.wake('to-kommo');
    expect(second).not.toBe(first);
    await chat.settled();
    expect(chat.calls.slice(-3).map(({ found }) => found)).toEqual([1, 1, 1]);
    expect(await searchAttributes(chat)).toEqual({ state: 'ok', since: undefined });
  });
});
