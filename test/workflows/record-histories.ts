/**
 * Records test/histories/ from a whole Courier: api, worker and sandbox as processes. Not part of the tests; run by
 * `node scripts/record-histories.mjs` when the workflow has changed in a way that old histories cannot be replayed
 * on, or when a new scenario is wanted. Histories of released versions are kept.
 */
import type { Client, WorkflowHandle } from '@temporalio/client';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { InboxChat, PhoneView } from '../../src/sandbox/control/contract';
import { conversationId } from '../../src/workflows/contract';
import { asChatId, type ChatId } from '../../src/model/ids';
import { conversationIdOf } from '../../src/model/own-ids';
import { connectLine, openLineChats } from '../support/lines';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';
import type { Scenario } from './histories';
import { ended, Recorder } from './recorder';

const ADMIN_KEY = 'the-key-of-the-recorder';
const SECRET_WORDS = ['Quagmire', 'Zebulon'];
const TEXT = `${SECRET_WORDS[0]} is what the message says`;
const LINGER_MS = 3_000;

jest.setTimeout(600_000);

let recorder: Recorder;
let client: Client;
beforeAll(async () => {
  recorder = await Recorder.start([
    ...SECRET_WORDS,
    SANDBOX.telegram.bot.token,
    SANDBOX.telegram.bot.username,
    SANDBOX.kommo.channel.secret,
  ]);
  ({ client } = recorder);
});
afterAll(() => recorder.stop());

async function inWorld(env: NodeJS.ProcessEnv, act: (world: World) => Promise<void>): Promise<void> {
  const world = await World.start({
    env: { COURIER_LINGER_MS: String(LINGER_MS), COURIER_ADMIN_KEY: ADMIN_KEY, ...env },
  });
  try {
    await act(world);
  } finally {
    await world.stop();
  }
}

const newCustomer = (world: World): Promise<PhoneView> => world.newCustomer(SECRET_WORDS[1] ?? '');

async function chatOf(world: World, phone: PhoneView): Promise<ChatId> {
  const find = async () => {
    const found = 'select id from chats where remote_id = $1';
    return (await world.database.pool.query<{ id: string }>(found, [phone.chatId])).rows[0];
  };
  return asChatId((await waitFor(find, { what: 'the chat' })).id);
}

async function conversationOf(world: World, phone: PhoneView): Promise<WorkflowHandle> {
  return client.workflow.getHandle(conversationId('telegram', await chatOf(world, phone)));
}

/** The customer's chat in Kommo, once it has so many messages. */
async function inbox(world: World, phone: PhoneView, messages: number): Promise<InboxChat> {
  const clientId = conversationIdOf('telegram', await chatOf(world, phone));
  const filled = async () =>
    (await world.state()).kommo.chats.find((chat) => chat.clientId === clientId && chat.messages.length >= messages);
  return waitFor(filled, { timeoutMs: 60_000, what: 'the inbox' });
}

async function onPhone(world: World, phone: PhoneView, messages: number, timeoutMs = 60_000): Promise<void> {
  const arrived = async () =>
    (await world.state()).telegram.phones
      .find(({ chatId }) => chatId === phone.chatId)
      ?.messages.filter(({ from }) => from === 'bot').length === messages;
  await waitFor(arrived, { timeoutMs, what: 'the phone' });
}

const saveRun = (world: World, scenario: Scenario, handle: WorkflowHandle): Promise<void> =>
  recorder.saveRun(world, scenario, handle);

it('records a contact that is looked at', async () => {
  await inWorld({}, async (world) => {
    const phone = await newCustomer(world);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 1);
    await ended(await conversationOf(world, phone));
    await world.database.pool.query('update chat_contacts set seen_name = $1', ['somebody']);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 2);
    await saveRun(world, 'contact-followed', await ended(await conversationOf(world, phone)));
  });
});

it('records plain traffic and failures', async () => {
  await inWorld({}, async (world) => {
    const phone = await newCustomer(world);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 1);
    const parked = parks(world);
    parked.catch(() => undefined);
    await saveRun(world, 'lone-message', await ended(await conversationOf(world, phone)));

    const bursting = await newCustomer(world);
    await Promise.all(Array.from({ length: 12 }, () => world.customerWrites(bursting.chatId, TEXT)));
    await inbox(world, bursting, 12);
    await saveRun(world, 'burst', await ended(await conversationOf(world, bursting)));

    const failing = await newCustomer(world);
    await world.fault({ name: 'kommo-error', status: 503, operation: 'send', times: 2 });
    await world.customerWrites(failing.chatId, TEXT);
    const { id } = await inbox(world, failing, 1);
    await saveRun(world, 'failing-to-kommo', await ended(await conversationOf(world, failing)));

    await world.fault({ name: 'telegram-error', status: 502, chat: failing.chatId, times: 2 });
    await world.managerWrites(id, TEXT);
    await onPhone(world, failing, 1);
    await saveRun(world, 'failing-to-messenger', await ended(await conversationOf(world, failing)));

    const busy = await newCustomer(world);
    await world.customerWrites(busy.chatId, TEXT);
    const chat = await inbox(world, busy, 1);
    await ended(await conversationOf(world, busy));
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        index % 2 === 0 ? world.customerWrites(busy.chatId, TEXT) : world.managerWrites(chat.id, TEXT),
      ),
    );
    await Promise.all([inbox(world, busy, 7), onPhone(world, busy, 3)]);
    await saveRun(world, 'both-directions', await ended(await conversationOf(world, busy)));
    await parked;
  });
});

async function parks(world: World): Promise<void> {
  const phone = await newCustomer(world);
  await world.customerWrites(phone.chatId, TEXT);
  const { id } = await inbox(world, phone, 1);
  await world.fault({ name: 'telegram-error', status: 502, chat: phone.chatId, times: 5 });
  await world.managerWrites(id, TEXT);
  await onPhone(world, phone, 1, 180_000);
  await saveRun(world, 'parked-then-sent', await ended(await conversationOf(world, phone)));
}

it('records the end of a reply window', async () => {
  await inWorld({}, async (world) => {
    await world.database.pool.query('update integrations set window_ms = 6000');
    const phone = await newCustomer(world);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 1);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 2);
    const handle = await ended(await conversationOf(world, phone));
    const { rows } = await world.database.pool.query('select closed_at from chats where closed_at is not null');
    expect(rows).toHaveLength(1);
    await saveRun(world, 'window-end', handle);
  });
});

it('records continuing as new', async () => {
  await inWorld({ COURIER_WAKES_PER_RUN: '5' }, async (world) => {
    const phone = await newCustomer(world);
    await world.customerWrites(phone.chatId, TEXT);
    await inbox(world, phone, 1);
    const { workflowId } = await conversationOf(world, phone);
    const first = (await client.workflow.getHandle(workflowId).describe()).runId;
    for (let messages = 2; messages <= 6; messages += 1) {
      await world.customerWrites(phone.chatId, TEXT);
      await inbox(world, phone, messages);
    }
    await ended(client.workflow.getHandle(workflowId));
    await recorder.saveBoth(world, ['continued-first', 'continued-second'], workflowId, first);

    const parked = await newCustomer(world);
    await world.customerWrites(parked.chatId, TEXT);
    const { id } = await inbox(world, parked, 1);
    await world.fault({ name: 'telegram-error', status: 502, chat: parked.chatId });
    await world.managerWrites(id, TEXT);
    const stuck = await conversationOf(world, parked);
    await isParked(stuck);
    const { runId } = await stuck.describe();
    for (let messages = 3; (await stuck.describe()).runId === runId && messages < 12; messages += 1) {
      await world.customerWrites(parked.chatId, TEXT);
      await inbox(world, parked, messages);
    }
    await waitFor(async () => (await stuck.describe()).runId !== runId, { what: 'the next run' });
    await isParked(stuck);
    await stuck.cancel();
    await ended(stuck);
    await recorder.saveBoth(world, ['continued-parked-first', 'continued-parked-second'], stuck.workflowId, runId);
  });
});

/** What an operator says, through the admin API. */
async function command(world: World, path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${world.apiUrl}/admin/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` },
    body: JSON.stringify({ by: 'an operator', ...body }),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}

async function isParked(handle: WorkflowHandle): Promise<void> {
  const listed = async () =>
    (await handle.describe()).raw.pendingActivities?.some(({ activityId }) => activityId === 'parked-to-messenger');
  await waitFor(listed, { timeoutMs: 60_000, what: 'parking' });
}

interface Stuck {
  readonly phone: PhoneView;
  readonly inboxId: string;
  /** amojo's id of the message. */
  readonly message: string;
  readonly handle: WorkflowHandle;
  repair(): Promise<void>;
}

/** A chat to whose customer nothing goes. */
async function stuckChat(world: World): Promise<Stuck> {
  const phone = await newCustomer(world);
  await world.customerWrites(phone.chatId, TEXT);
  const { id: inboxId } = await inbox(world, phone, 1);
  const fault = await world.fault({ name: 'telegram-error', status: 502, chat: phone.chatId });
  const { id: message } = await world.managerWrites(inboxId, TEXT);
  const handle = await conversationOf(world, phone);
  await isParked(handle);
  return { phone, inboxId, message, handle, repair: () => world.control('DELETE', `/faults/${fault.id}`) };
}

it('records what people do with what is stuck', async () => {
  await inWorld({}, async (world) => {
    const [retried, skipped, ending] = await Promise.all([stuckChat(world), stuckChat(world), stuckChat(world)]);

    await retried.repair();
    await command(world, `deliveries/${retried.message}/retry`);
    await onPhone(world, retried.phone, 1);
    await saveRun(world, 'parked-then-retried', await ended(retried.handle));

    await skipped.repair();
    await world.managerWrites(skipped.inboxId, TEXT);
    await command(world, `deliveries/${skipped.message}/skip`, { why: 'no longer wanted' });
    await onPhone(world, skipped.phone, 1);
    await saveRun(world, 'parked-then-skipped', await ended(skipped.handle));

    const { runId } = await ending.handle.describe();
    await ending.handle.terminate();
    await saveRun(world, 'terminated', client.workflow.getHandle(ending.handle.workflowId, runId));
    await ending.repair();
    await command(world, `deliveries/${ending.message}/retry`);
    await onPhone(world, ending.phone, 1);
    await saveRun(world, 'revived', await ended(ending.handle));
  });
});

it('records holds and doubt', async () => {
  await inWorld({}, async (world) => {
    const phone = await newCustomer(world);
    await world.customerWrites(phone.chatId, TEXT);
    const { id } = await inbox(world, phone, 1);
    const handle = await conversationOf(world, phone);
    await ended(handle);

    await world.fault({ name: 'telegram-drop-after-storing', operation: 'sendMessage', times: 1 });
    const { id: message } = await world.managerWrites(id, TEXT);
    const inDoubt = async () =>
      (await world.database.pool.query("select from deliveries where outcome = 'unknown'")).rowCount === 1;
    await waitFor(inDoubt, { timeoutMs: 60_000, what: 'the doubt' });
    await command(world, `deliveries/${message}/decide`, { verdict: 'resend' });
    await onPhone(world, phone, 2);
    await saveRun(world, 'unknown-decided', await ended(handle));

    await command(world, `chats/${await chatOf(world, phone)}/pause`);
    await world.managerWrites(id, TEXT);
    await isParked(handle);
    await command(world, `chats/${await chatOf(world, phone)}/resume`);
    await onPhone(world, phone, 3);
    await saveRun(world, 'paused-and-resumed', await ended(handle));

    const { rows } = await world.database.pool.query<{ id: string }>('select id from sources');
    await command(world, `sources/${rows[0]?.id ?? ''}/pause`);
    await world.managerWrites(id, TEXT);
    await isParked(handle);
    await command(world, `sources/${rows[0]?.id ?? ''}/resume`);
    await onPhone(world, phone, 4);
    await saveRun(world, 'held-and-released', await ended(handle));
  });
});

it('records that a manager has read', async () => {
  await inWorld({}, async (world) => {
    const line = await connectLine(world, 'custom');
    recorder.secrets.push(line.credentials.outboundSecret ?? '', line.credentials.inboundSecret ?? '');
    const [chat] = await openLineChats(world, line, 1);
    if (chat === undefined) throw new Error('There is no chat');
    await world.managerWrites(chat.inbox, TEXT);
    const read = async () =>
      (await world.state()).lines.handsets.some(
        ({ id, messages }) =>
          id === chat.phone && messages.some(({ from, status }) => from === 'customer' && status === 'read'),
      );
    await waitFor(read, { timeoutMs: 60_000, what: 'the mark' });
    const { rows } = await world.database.pool.query<{ id: string }>('select id from chats');
    const handle = client.workflow.getHandle(conversationId('custom', asChatId(rows[0]?.id ?? '')));
    await saveRun(world, 'marks-told', await ended(handle));
  });
});
