/** The same as record-histories.ts for imports of old conversations. */
import { SANDBOX } from '../../src/sandbox/credentials';
import { asImportId } from '../../src/model/ids';
import { importWorkflowId } from '../../src/workflows/import-contract';
import { exportOf, fetchFrom, handIn, importIs, lookAgain, oldChat, plantPast, say, UNCLEAR } from '../support/imports';
import { connectLine } from '../support/lines';
import { World } from '../support/world';
import { ended, Recorder } from './recorder';

jest.setTimeout(600_000);

const [MARIA] = SANDBOX.kommo.users;
const SAID = oldChat('884000', 12, Date.UTC(2025, 3, 1), 'zebulon');

let recorder: Recorder;
let world: World;
beforeAll(async () => {
  world = await World.start();
  recorder = await Recorder.start(['zebulon', '884000', 'result.zip', SANDBOX.kommo.channel.secret]);
});
afterAll(async () => {
  await recorder.stop();
  await world.stop();
});

it('records one that is told to its end, and one more word to it', async () => {
  const options = { users: { maria: MARIA.id }, fileName: 'result.zip', perSecond: 2 };
  const id = await handIn(world, exportOf([SAID]), options);
  const handle = recorder.client.workflow.getHandle(importWorkflowId(asImportId(id)));
  await importIs(world, id, ({ state }) => state === 'surveyed');
  await say(world, id, 'start');
  await importIs(world, id, ({ counts }) => counts.sent > 0);
  await say(world, id, 'pause');
  await say(world, id, 'resume');
  await importIs(world, id, ({ state }) => state === 'done');
  await recorder.saveRun(world, 'import-done', await ended(handle));

  await say(world, id, 'retry');
  await recorder.saveRun(world, 'import-retried', await ended(handle));
});

it('records one that is cancelled', async () => {
  const id = await handIn(world, exportOf([SAID]));
  await importIs(world, id, ({ state }) => state === 'surveyed');
  await say(world, id, 'cancel');
  const handle = recorder.client.workflow.getHandle(importWorkflowId(asImportId(id)));
  await recorder.saveRun(world, 'import-cancelled', await ended(handle));
});

it('records one that asks, and is looked at again', async () => {
  const customer = { address: '884000' };
  const id = await handIn(world, UNCLEAR.file, { customer, fileName: 'result.zip' });
  await importIs(world, id, ({ asks }) => asks !== null);
  await lookAgain(world, id, { customer, dateOrder: 'month-first' });
  await importIs(world, id, ({ state }) => state === 'surveyed');
  await lookAgain(world, id, { customer, dateOrder: 'day-first' });
  await importIs(world, id, ({ state }) => state === 'surveyed');
  await say(world, id, 'start');
  await importIs(world, id, ({ state }) => state === 'done');
  const handle = recorder.client.workflow.getHandle(importWorkflowId(asImportId(id)));
  await recorder.saveRun(world, 'import-looked-again', await ended(handle));
});

it('records one whose messenger is asked', async () => {
  const line = await connectLine(world, 'custom');
  const [visitor] = SANDBOX.custom.visitors;
  await plantPast(world, line, [{ ...SAID, address: visitor.id }]);
  await world.control('PATCH', '/assumptions', { 'custom-history-page': 4 });
  const slow = await world.fault({ name: 'custom-latency', ms: 3_000, operation: 'history.requested' });
  const { body } = await fetchFrom(world, 'custom');
  const handle = recorder.client.workflow.getHandle(importWorkflowId(asImportId(body.id)));
  await importIs(world, body.id, ({ fetched }) => (fetched ?? 0) > 0);
  await say(world, body.id, 'pause');
  await world.control('DELETE', `/faults/${slow.id}`);
  await say(world, body.id, 'resume');
  await importIs(world, body.id, ({ state }) => state === 'surveyed');
  await say(world, body.id, 'cancel');
  await recorder.saveRun(world, 'import-fetched', await ended(handle));
});

it('records one that waits for its messenger', async () => {
  const line = await connectLine(world, 'custom');
  const [, visitor] = SANDBOX.custom.visitors;
  await plantPast(world, line, [{ ...SAID, address: visitor.id }]);
  const busy = await world.fault({ name: 'custom-error', status: 429, operation: 'history.requested' });
  const { body } = await fetchFrom(world, 'custom');
  const handle = recorder.client.workflow.getHandle(importWorkflowId(asImportId(body.id)));
  await importIs(world, body.id, ({ trouble }) => trouble !== null);
  await world.control('DELETE', `/faults/${busy.id}`);
  await importIs(world, body.id, ({ state }) => state === 'surveyed');
  await say(world, body.id, 'cancel');
  await recorder.saveRun(world, 'import-waits', await ended(handle));
});
