import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { Client } from '@temporalio/client';
import { createSettingsWorkflows, type SettingsWorkflows } from '../../../src/api/settings/workflows';
import { asAccountId, asIntegrationId, asSourceId } from '../../../src/model/ids';
import { accountWorkflowId, installId, sourceWorkflowId } from '../../../src/workflows/account-contract';
import { openLedger, type Ledger } from '../../ledger/ledger';
import { connectTemporal, testTemporal } from '../../support/stack';
import { waitFor } from '../../support/wait-for';

let ledger: Ledger;
let connection: Connection;
let client: Client;
let workflows: SettingsWorkflows;
const queuePrefix = `t${randomUUID().slice(0, 8)}-`;
const started = new Set<string>();

beforeAll(async () => {
  ledger = await openLedger();
  const { address, namespace } = await testTemporal();
  connection = await connectTemporal(address);
  client = new Client({ connection, namespace });
  workflows = createSettingsWorkflows(client, ledger.db, { queuePrefix, lingerMs: 1_000, wakesPerRun: 10 });
});
afterAll(async () => {
  for (const id of started) await client.workflow.getHandle(id).terminate();
  await connection.close();
  await ledger.close();
});

const key = { integrationId: asIntegrationId(randomUUID()), accountId: asAccountId(77) };

function input() {
  const sourceId = asSourceId(randomUUID());
  started.add(sourceWorkflowId(sourceId));
  return { ...key, sourceId, messenger: 'telegram' as const };
}

test('a source is connected by its workflow, which carries ids only', async () => {
  const source = input();
  await workflows.connect(source);
  const handle = client.workflow.getHandle(sourceWorkflowId(source.sourceId));
  const { type, taskQueue, status } = await handle.describe();
  expect([type, taskQueue, status.name]).toEqual(['connectSource', `${queuePrefix}conversations`, 'RUNNING']);
  const history = await handle.fetchHistory();
  const payload = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  expect(JSON.parse(Buffer.from(payload ?? '').toString())).toEqual(source);
});

test('a repair, and a removal, take the place of what was under way with the source', async () => {
  const source = input();
  const handle = client.workflow.getHandle(sourceWorkflowId(source.sourceId));
  await workflows.connect(source);
  const { runId } = await handle.describe();
  await workflows.connect(source);
  expect((await handle.describe()).runId).not.toBe(runId);
  await workflows.remove(source);
  await waitFor(async () => (await handle.describe()).type === 'removeSource', { what: 'the removal' });
});

test('an account is told that its sources have changed, also when its workflow does not run', async () => {
  await workflows.sourcesChanged(key);
  started.add(accountWorkflowId(key));
  const { type, status } = await client.workflow.getHandle(accountWorkflowId(key)).describe();
  expect([type, status.name]).toEqual(['account', 'RUNNING']);
  await workflows.sourcesChanged(key);
});

test('an installation is told to try again, if it runs', async () => {
  const host = 'acme.kommo.com';
  expect(await workflows.retryInstall(key.integrationId, host)).toBe(false);
  await client.workflow.start('install', {
    workflowId: installId(key.integrationId, host),
    taskQueue: `${queuePrefix}conversations`,
    args: [{ integrationId: key.integrationId, installId: randomUUID() }],
  });
  started.add(installId(key.integrationId, host));
  expect(await workflows.retryInstall(key.integrationId, host)).toBe(true);
});

test('what cannot be told is no silence', async () => {
  const away = await connectTemporal((await testTemporal()).address);
  const withoutEngine = createSettingsWorkflows(new Client({ connection: away }), ledger.db, {
    queuePrefix,
    lingerMs: 1_000,
    wakesPerRun: 10,
  });
  await away.close();
  await expect(withoutEngine.connect(input())).rejects.toThrow();
  started.delete([...started].at(-1) ?? '');
});
