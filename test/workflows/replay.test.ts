import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { HISTORIES, readRecorded, recordedFiles, SCENARIOS, type Scenario } from './histories';
import { OPEN_WORDS } from './open-words';
import { clearText, wordsIn } from './private';
import { quiet, quietRuntime, WORKFLOWS, type History } from './stage';

const ROOT = path.join(__dirname, '..', '..');
const BUILT = path.join(ROOT, 'dist', 'workflows.bundle.js');

type Events = NonNullable<History['events']>;

/** @returns what went wrong, by file. */
async function replay(workflowBundle: WorkflowBundleOption, files: readonly string[]): Promise<Record<string, Error>> {
  const histories = files.map((file) => ({ workflowId: file, history: readRecorded(file).history }));
  const wrong: Record<string, Error> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error !== undefined) wrong[workflowId] = error;
  }
  return wrong;
}

/** The workflow with a change that somebody might make. */
async function altered(file: string, from: string, to: string): Promise<WorkflowBundleOption> {
  const copy = mkdtempSync(path.join(tmpdir(), 'courier-altered-'));
  try {
    for (const folder of ['workflows', 'model'])
      cpSync(path.join(ROOT, 'src', folder), path.join(copy, folder), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    const text = readFileSync(path.join(copy, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(path.join(copy, file), text.replace(from, to));
    return await bundleWorkflowCode({ workflowsPath: path.join(copy, 'workflows', 'index.ts'), logger: quiet });
  } finally {
    rmSync(copy, { recursive: true });
  }
}

beforeAll(quietRuntime);

describe('replay', () => {
  it('has a history of every scenario, and no other', () => {
    expect(recordedFiles().sort()).toEqual(
      Object.keys(SCENARIOS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it('of every recorded history on the sources', async () => {
    const bundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: quiet });
    expect(await replay(bundle, recordedFiles())).toEqual({});
  });

  it('of every recorded history on the build', async () => {
    expect(await replay({ codePath: BUILT }, recordedFiles())).toEqual({});
  });

  it.each([
    [
      'an added activity',
      'workflows/lane-loop.ts',
      'const { more } = await activities.reportReceipts',
      'await activities.reportReceipts({ chatId: input.chatId });\nconst { more } = await activities.reportReceipts',
    ],
    ['activities in another order', 'model/work.ts', "['to-kommo', 'to-messenger',", "['to-messenger', 'to-kommo',"],
    ['a dropped timer', 'workflows/conversation.ts', 'if (left > 0)', 'if (left > 1e15)'],
  ])('notices %s', async (_change, file, from, to) => {
    const wrong = await replay(await altered(file, from, to), ['lone-message.json']);
    expect(wrong['lone-message.json']).toBeInstanceOf(DeterminismViolationError);
  });
});

describe('a recorded history', () => {
  const eventsOf = (scenario: Scenario): Events => readRecorded(`${scenario}.json`).history.events ?? [];
  const activities = (scenario: Scenario): { type: string; id: string; attempts: number }[] => {
    const events = eventsOf(scenario);
    return events.flatMap(({ eventId, activityTaskScheduledEventAttributes: it }) => {
      if (it == null) return [];
      const started = events.find(({ activityTaskStartedEventAttributes: start }) =>
        start?.scheduledEventId?.equals(eventId ?? 0),
      );
      const attempts = started?.activityTaskStartedEventAttributes?.attempt ?? 0;
      return [{ type: it.activityType?.name ?? '', id: it.activityId ?? '', attempts }];
    });
  };
  const last = (scenario: Scenario): Events[number] => {
    const event = eventsOf(scenario).at(-1);
    if (event === undefined) throw new Error(`${scenario} is empty`);
    return event;
  };
  const wakes = (scenario: Scenario): number =>
    eventsOf(scenario).filter((event) => event.workflowExecutionSignaledEventAttributes != null).length;

  it.each(Object.keys(SCENARIOS) as Scenario[])('of %s is small and says nothing private', (scenario) => {
    const file = `${scenario}.json`;
    const { json } = readRecorded(file);
    expect(statSync(path.join(HISTORIES, file)).size).toBeLessThan(200_000);
    expect(wordsIn(json).filter(({ text }) => !OPEN_WORDS.some((pattern) => pattern.test(text)))).toEqual([]);
    // Neither machines, processes, folders nor task queues of the moment.
    expect(clearText(json)).not.toMatch(
      /@(?!temporalio|BotFather)|\/(home|root|work|tmp|Users|src|node_modules)\/|\bt[0-9a-f]{8}-/,
    );
  });

  it('would be seen to say something private', () => {
    const { json } = readRecorded('lone-message.json');
    const data = Buffer.from(JSON.stringify({ work: ['to-kommo'], text: 'See you at six' })).toString('base64');
    const spoilt = { json, input: { payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data }] } };
    const failed = { json, failure: { cause: { message: 'Ana is not here' } } };
    expect(wordsIn(spoilt).map(({ text }) => text)).toContain('See you at six');
    expect(wordsIn(failed).map(({ text }) => text)).toContain('Ana is not here');
  });

  it('of a lone message took one activity for each loop', () => {
    expect(
      activities('lone-message')
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['deliverToKommo', 'deliverToMessenger', 'reportReceipts']);
    expect(last('lone-message').workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it('of a burst took fewer activities than messages', () => {
    expect(activities('burst').filter(({ type }) => type === 'deliverToKommo').length).toBeLessThan(12);
  });

  it('of a contact that is looked at has that once, beside the lanes', () => {
    const types = activities('contact-followed').map(({ type }) => type);
    expect(types.filter((type) => type === 'followContact')).toHaveLength(1);
    expect(last('contact-followed').workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it('of both directions has both, and the ticks', () => {
    const types = activities('both-directions').map(({ type }) => type);
    for (const type of ['deliverToKommo', 'deliverToMessenger', 'reportReceipts']) {
      expect(types.filter((each) => each === type).length).toBeGreaterThan(0);
    }
    expect(wakes('both-directions')).toBeGreaterThan(1);
  });

  it.each([
    ['failing-to-kommo', 'deliverToKommo'],
    ['failing-to-messenger', 'deliverToMessenger'],
  ] as const)('of %s keeps its attempts out of the events', (scenario, type) => {
    expect(
      Math.max(
        ...activities(scenario)
          .filter((each) => each.type === type)
          .map(({ attempts }) => attempts),
      ),
    ).toBeGreaterThanOrEqual(3);
    expect(eventsOf(scenario).filter((event) => event.activityTaskFailedEventAttributes != null)).toEqual([]);
  });

  it('of parking has the parked activity and both changes of the mark', () => {
    expect(activities('parked-then-sent').map(({ id }) => id)).toContain('parked-to-messenger');
    expect(
      eventsOf('parked-then-sent').filter((event) => event.upsertWorkflowSearchAttributesEventAttributes != null),
    ).toHaveLength(2);
  });

  it.each<[Scenario, string[]]>([
    ['parked-then-retried', ['retryNow']],
    ['parked-then-skipped', ['skip']],
    ['paused-and-resumed', ['pause', 'resume']],
    ['unknown-decided', ['decide']],
    ['revived', ['retryNow']],
  ])('of %s has its commands and their answers', (scenario, names) => {
    const given = eventsOf(scenario).flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: it }) =>
      it == null ? [] : [it.acceptedRequest?.input?.name],
    );
    expect(given).toEqual(names);
    const answered = eventsOf(scenario).filter((each) => each.workflowExecutionUpdateCompletedEventAttributes != null);
    expect(answered).toHaveLength(names.length);
    expect(activities(scenario).filter(({ type }) => type === 'applyCommand')).toHaveLength(names.length);
  });

  it.each(['parked-then-retried', 'parked-then-skipped', 'paused-and-resumed', 'held-and-released'] as const)(
    'of %s has the parked activity and how it was cancelled',
    (scenario) => {
      expect(activities(scenario).map(({ id }) => id)).toContain('parked-to-messenger');
      const cancelled = eventsOf(scenario).filter((event) => event.activityTaskCanceledEventAttributes != null);
      expect(cancelled).toHaveLength(1);
    },
  );

  it('of a hold has the signal that ended it', () => {
    const signals = eventsOf('held-and-released').flatMap(({ workflowExecutionSignaledEventAttributes: it }) =>
      it == null ? [] : [it.signalName],
    );
    expect(signals).toContain('released');
  });

  it('of a terminated conversation ends with that, and the next begins with the command', () => {
    expect(activities('terminated').map(({ id }) => id)).toContain('parked-to-messenger');
    expect(last('terminated').workflowExecutionTerminatedEventAttributes).toBeTruthy();
    expect(last('revived').workflowExecutionCompletedEventAttributes).toBeTruthy();
    expect(wakes('revived')).toBe(0);
  });

  it('of a window has its closing', () => {
    expect(activities('window-end').map(({ type }) => type)).toContain('closeWindow');
    expect(last('window-end').workflowExecutionCompletedEventAttributes).toBeTruthy();
  });

  it.each([
    ['continued-first', 'continued-second'],
    ['continued-parked-first', 'continued-parked-second'],
  ] as const)('of %s is followed by %s', (first, second) => {
    expect(last(first).workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
    expect(wakes(first)).toBeGreaterThanOrEqual(5);
    expect(eventsOf(second)[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
  });
});
