import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { asImportId, type ImportId } from '../../src/model/ids';
import { CONVERSATIONS_QUEUE } from '../../src/workflows/contract';
import {
  IMPORTS_QUEUE,
  importProgress,
  importWorkflowId,
  type FetchResult,
  type ImportActivities,
  type ImportAnswer,
} from '../../src/workflows/import-contract';
import { testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { quiet, quietRuntime, WORKFLOWS } from './stage';

const prefix = `h${randomBytes(4).toString('hex')}-`;
const WHY = 'The service asks Courier to send more slowly.';
const WAITS = { kind: 'waits', messages: 40, why: WHY, restMs: 1 } as const satisfies FetchResult;
const FOR_LONG = { ...WAITS, restMs: 24 * 60 * 60_000 } as const satisfies FetchResult;
const MORE = { kind: 'more', messages: 60 } as const satisfies FetchResult;

/** What the messenger gives to each import, in order. */
const given = new Map<ImportId, (FetchResult | Promise<FetchResult>)[]>();
/** What `waited` was, each time that it was asked. */
const asked = new Map<ImportId, (number | undefined)[]>();

const never = (): never => {
  throw new Error('That is not what this import is for');
};
const activities: ImportActivities = {
  readImport: () => Promise.resolve({ state: 'fetching', paused: false }),
  fetchImport: async ({ importId, waited }) => {
    asked.set(importId, [...(asked.get(importId) ?? []), waited]);
    return (await given.get(importId)?.shift()) ?? { kind: 'refused', messages: 0 };
  },
  surveyImport: never,
  takeImport: never,
  chatsToTell: never,
  importChat: never,
  compareImport: never,
  finishImport: never,
  pauseImport: () => Promise.resolve(),
  cancelImport: () => Promise.resolve(),
  retryImport: never,
};

let client: Client;
let stop: () => Promise<void>;
beforeAll(async () => {
  quietRuntime();
  const { address, namespace } = await testTemporal();
  const [native, connection, workflowBundle] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
    bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: quiet }),
  ]);
  client = new Client({ connection, namespace });
  const workers = await Promise.all([
    Worker.create({ connection: native, namespace, taskQueue: prefix + CONVERSATIONS_QUEUE, workflowBundle }),
    Worker.create({ connection: native, namespace, taskQueue: prefix + IMPORTS_QUEUE, activities }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  stop = async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await native.close();
    await connection.close();
  };
}, 120_000);
afterAll(() => stop());

/** @param results what the messenger gives; after them it refuses */
async function begin(...results: (FetchResult | Promise<FetchResult>)[]): Promise<{
  readonly importId: ImportId;
  readonly handle: WorkflowHandle;
}> {
  const importId = asImportId(randomUUID());
  given.set(importId, results);
  const handle = await client.workflow.start('historyImport', {
    workflowId: importWorkflowId(importId),
    taskQueue: prefix + CONVERSATIONS_QUEUE,
    args: [{ importId }],
  });
  return { importId, handle };
}

async function detailsOf(handle: WorkflowHandle): Promise<string> {
  const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

const tell = (handle: WorkflowHandle, command: 'pause' | 'resume' | 'cancel'): Promise<ImportAnswer> =>
  handle.executeUpdate<ImportAnswer, [undefined]>(command, { args: [undefined] });

const waiting = (handle: WorkflowHandle): Promise<string> =>
  waitFor(async () => (await handle.query(importProgress)).waitsFor ?? undefined, {
    timeoutMs: 30_000,
    what: 'the wait',
  });

describe('an import whose messenger gives nothing now', () => {
  it('says in its details why it waits, and how much is here', async () => {
    const { handle } = await begin(FOR_LONG);
    expect(await waiting(handle)).toBe(WHY);
    expect(await detailsOf(handle)).toBe(
      `**The messenger is asked for its conversations**\n\n40 messages so far\n\nWaits: ${WHY}`,
    );
    await tell(handle, 'cancel');
    expect(await handle.result()).toBe('cancelled');
  });

  it('asks again after the wait, tells how often it has waited, and says nothing of it once there is more', async () => {
    let giveMore: (result: FetchResult) => void = never;
    const last = new Promise<FetchResult>((resolve) => {
      giveMore = resolve;
    });
    const { importId, handle } = await begin(WAITS, WAITS, MORE, last);
    await waitFor(() => asked.get(importId)?.length === 4, { timeoutMs: 30_000, what: 'the fourth question' });
    expect(asked.get(importId)).toEqual([0, 1, 2, 0]);
    expect(await detailsOf(handle)).toBe('**The messenger is asked for its conversations**\n\n60 messages so far');
    giveMore({ kind: 'refused', messages: 0 });
    expect(await handle.result()).toBe('refused');
  });

  it('is paused and goes on without waiting any longer', async () => {
    const { importId, handle } = await begin(FOR_LONG);
    await waiting(handle);
    await tell(handle, 'pause');
    await waitFor(async () => (await handle.query(importProgress)).waitsFor === null, {
      timeoutMs: 30_000,
      what: 'the end of the wait',
    });
    expect(await detailsOf(handle)).toContain('paused by a person');
    await tell(handle, 'resume');
    expect(await handle.result()).toBe('refused');
    expect(asked.get(importId)).toEqual([0, 0]);
  });
});
