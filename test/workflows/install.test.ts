import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { asIntegrationId } from '../../src/model/ids';
import {
  CRM_QUEUE,
  installId as workflowIdOf,
  newGrant,
  retryStep,
  type InstallActivities,
  type StepResult,
} from '../../src/workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../../src/workflows/contract';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { WORKFLOWS } from './stage';

const INTEGRATION = asIntegrationId('5a0db0c5-0000-4000-8000-00000000e001');
const prefix = `i${randomBytes(4).toString('hex')}-`;
const DONE: StepResult = { kind: 'done' };
const REFUSED: StepResult = { kind: 'needs-person', text: 'Kommo takes the code no more.' };

/** What steps come to, by installation; `done` unless told. */
const script = new Map<string, StepResult>();
const calls: string[] = [];
const play =
  (name: keyof InstallActivities) =>
  ({ installId }: { readonly installId: string }): Promise<StepResult> => {
    calls.push(`${name} ${installId}`);
    return Promise.resolve(script.get(`${name} ${installId}`) ?? DONE);
  };
const nothing =
  (name: keyof InstallActivities) =>
  ({ installId }: { readonly installId: string }): Promise<void> => {
    calls.push(`${name} ${installId}`);
    return Promise.resolve();
  };
const activities: InstallActivities = {
  exchangeCode: play('exchangeCode'),
  readAccount: play('readAccount'),
  connectChannel: play('connectChannel'),
  reconcileNewSources: play('reconcileNewSources'),
  subscribeWebhooks: play('subscribeWebhooks'),
  pointMessengers: play('pointMessengers'),
  finishInstall: nothing('finishInstall'),
  dropInstall: nothing('dropInstall'),
  undoInstall: nothing('undoInstall'),
};

let client: Client;
let stop: () => Promise<void>;
beforeAll(async () => {
  const { address, namespace } = await testTemporal();
  const [native, connection, workflowBundle] = await Promise.all([
    NativeConnection.connect({ address }),
    connectTemporal(address),
    bundleWorkflowCode({ workflowsPath: WORKFLOWS }),
  ]);
  client = new Client({ connection, namespace });
  const workers = await Promise.all([
    Worker.create({ connection: native, namespace, taskQueue: prefix + CONVERSATIONS_QUEUE, workflowBundle }),
    Worker.create({ connection: native, namespace, taskQueue: prefix + CRM_QUEUE, activities }),
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
beforeEach(() => {
  script.clear();
  calls.length = 0;
});

/** Tells of a code as the api does. */
async function bring(host: string, installId: string): Promise<void> {
  await client.workflow.signalWithStart('install', {
    workflowId: workflowIdOf(INTEGRATION, host),
    taskQueue: prefix + CONVERSATIONS_QUEUE,
    args: [{ installId, integrationId: INTEGRATION }],
    signal: newGrant,
    signalArgs: [{ installId }],
  });
}

const ended = (host: string): Promise<unknown> => client.workflow.getHandle(workflowIdOf(INTEGRATION, host)).result();
const seen = (call: string): Promise<boolean> =>
  waitFor(() => Promise.resolve(calls.includes(call) || undefined), { timeoutMs: 30_000, what: call });
const newHost = (): string => `${randomUUID()}.kommo.com`;
const named = (): Record<'real' | 'forged' | 'later', string> => {
  const id = randomUUID();
  return { real: `real-${id}`, forged: `forged-${id}`, later: `later-${id}` };
};

describe('while an installation waits for a person', () => {
  it('a code that Kommo does not take ends, and takes nothing from the one that stands', async () => {
    const host = newHost();
    const { real, forged } = named();
    script.set(`connectChannel ${real}`, { kind: 'needs-person', text: 'The channel is not published.' });
    script.set(`exchangeCode ${forged}`, REFUSED);
    await bring(host, real);
    await seen(`connectChannel ${real}`);
    await bring(host, forged);
    await seen(`dropInstall ${forged}`);
    script.delete(`connectChannel ${real}`);
    await client.workflow.getHandle(workflowIdOf(INTEGRATION, host)).signal(retryStep);
    expect(await ended(host)).toBe('installed');
    expect(calls.filter((call) => call.endsWith(forged))).toEqual([`exchangeCode ${forged}`, `dropInstall ${forged}`]);
    expect(calls.filter((call) => call === `exchangeCode ${real}`)).toHaveLength(1);
    expect(calls.at(-1)).toBe(`finishInstall ${real}`);
  });

  it('one that Kommo takes begins everything again', async () => {
    const host = newHost();
    const { real, later } = named();
    script.set(`connectChannel ${real}`, { kind: 'needs-person', text: 'The channel is not published.' });
    await bring(host, real);
    await seen(`connectChannel ${real}`);
    await bring(host, later);
    expect(await ended(host)).toBe('installed');
    expect(calls).not.toContain(`dropInstall ${real}`);
    expect(calls.slice(calls.indexOf(`readAccount ${later}`))).toEqual([
      `readAccount ${later}`,
      `connectChannel ${later}`,
      `reconcileNewSources ${later}`,
      `subscribeWebhooks ${later}`,
      `pointMessengers ${later}`,
      `finishInstall ${later}`,
    ]);
  });

  it('for a code, the next one counts at once; a good one is not lost behind a forged one', async () => {
    const host = newHost();
    const { real, forged, later } = named();
    script.set(`exchangeCode ${forged}`, REFUSED);
    script.set(`exchangeCode ${later}`, REFUSED);
    script.set(`connectChannel ${real}`, { kind: 'needs-person', text: 'The channel is not published.' });
    await bring(host, forged);
    await seen(`exchangeCode ${forged}`);
    await bring(host, real);
    await bring(host, later);
    await seen(`dropInstall ${later}`);
    script.delete(`connectChannel ${real}`);
    await client.workflow.getHandle(workflowIdOf(INTEGRATION, host)).signal(retryStep);
    expect(await ended(host)).toBe('installed');
    expect(calls.at(-1)).toBe(`finishInstall ${real}`);
  });
});
