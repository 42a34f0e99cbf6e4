/** The same as record-histories.ts for imports of old conversations. */
import { SANDBOX } from '../../src/sandbox/credentials';
import { asImportId } from '../../src/model/ids';
import { importWorkflowId } from '../../src/workflows/import-contract';
import { exportOf, handIn, importIs, lookAgain, oldChat, say, UNCLEAR } from '../support/imports';
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
