/** The same as record-histories.ts for chats that begin with a phone number. */
import type { LineView } from '../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { asChatId, asScopeId } from '../../src/model/ids';
import { conversationId } from '../../src/workflows/contract';
import { writeFirstId } from '../../src/workflows/write-first-contract';
import { becomes, HELLO, person, writeFirst } from '../support/first-words';
import { askAdmin } from '../support/installation';
import { connectLine } from '../support/lines';
import { World } from '../support/world';
import type { Scenario } from './histories';
import { ended, Recorder } from './recorder';

const PHONE = '+15550147001';
const NAME = 'Zebulon';

jest.setTimeout(600_000);

let recorder: Recorder;
let world: World;
let line: LineView;
beforeAll(async () => {
  world = await World.start({ env: { COURIER_LINGER_MS: '3000' } });
  line = await connectLine(world, 'whatsapp');
  recorder = await Recorder.start([
    NAME,
    PHONE.slice(1, 9),
    SANDBOX.kommo.channel.secret,
    ...Object.values(line.credentials).filter((value) => value.length > 8 && !value.startsWith('http')),
  ]);
});
afterAll(async () => {
  await recorder.stop();
  await world.stop();
});

async function save(scenario: Scenario, workflowId: string): Promise<void> {
  await recorder.saveRun(world, scenario, await ended(recorder.client.workflow.getHandle(workflowId)));
}

async function scopeId(): Promise<ReturnType<typeof asScopeId>> {
  return asScopeId((await world.state()).kommo.channels[0]?.connected[0]?.scopeId ?? '');
}

async function ledgerChat(kommoId: string): Promise<ReturnType<typeof asChatId>> {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from chats where kommo_id = $1', [
    kommoId,
  ]);
  return asChatId(rows[0]?.id ?? '');
}

it('records a chat that a manager begins in Kommo', async () => {
  await person(world, line, NAME, PHONE);
  const begun = await writeFirst(world, { phone: PHONE, sourceExternalId: `whatsapp-${line.id}`, template: HELLO });
  await becomes(world, begun.id, ['delivered', 'read']);
  const chatId = await ledgerChat(begun.id);
  await save('write-first-bound', writeFirstId(await scopeId(), { kommoChatId: begun.id, chatId }));
  await save('awaited-address', conversationId('whatsapp', chatId));
});

it('records one whose number is none', async () => {
  const begun = await writeFirst(world, {
    phone: '0171 234567',
    sourceExternalId: `whatsapp-${line.id}`,
    text: 'Hello',
  });
  await becomes(world, begun.id, ['failed']);
  const chatId = await ledgerChat(begun.id);
  await save('write-first-refused', writeFirstId(await scopeId(), { kommoChatId: begun.id, chatId }));
});

it('records one that is begun here', async () => {
  const phone = '+15550147002';
  await person(world, line, NAME, phone);
  const { rows } = await world.database.pool.query<{ id: string }>(
    `select id from sources where messenger = 'whatsapp'`,
  );
  const body = { sourceId: rows[0]?.id, phone, name: NAME, text: HELLO.content, template: { id: HELLO.externalId } };
  const { status, body: made } = await askAdmin(world, 'POST', '/admin/v1/write-first', body);
  expect(status).toBe(202);
  const chatId = asChatId(String(made.chatId));
  await save('write-first-begun-here', writeFirstId(await scopeId(), { kommoChatId: null, chatId }));
});
