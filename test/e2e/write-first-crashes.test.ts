import type { InboxChat } from '../../src/sandbox/control/contract';
import type { LineView } from '../../src/sandbox/control/lines-contract';
import {
  askAdmin,
  installed,
  installInKommo,
  disableInKommo,
  kommoSite,
  newContact,
  registerSandboxIntegration,
} from '../support/installation';
import { becomes, HELLO, onHandset, person, writeFirst } from '../support/first-words';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(300_000);

const ORDER = {
  ...HELLO,
  id: 7_002,
  externalId: 'order_ready:es',
  content: 'Hola {{1}}, tu pedido {{2}} está listo.',
  params: [
    { key: '{{1}}', value: 'Ana' },
    { key: '{{2}}', value: 'A-17' },
  ],
} as const;

/** Where the worker dies: what it waits for there, kept from it by a lock. */
interface Step {
  readonly lock: string;
  /** How the statement begins that waits. */
  readonly waiting: string;
}

interface Begun {
  readonly kommoChatId: string;
  readonly handset: string;
  readonly unlock: () => Promise<void>;
}

const STEPS: readonly Step[] = [
  // With the first message in its hands, before anybody looks the customer up.
  {
    lock: `select from deliveries where chat_id = $1 for update`,
    waiting: 'with fence as materialized',
  },
  // While it notes whose the number is.
  {
    lock: 'select from write_firsts where chat_id = $1 for update',
    waiting: 'update write_firsts',
  },
  // While it gives the chat its address.
  {
    lock: 'select from chats where id = $1 for no key update',
    waiting: 'with before as',
  },
];

describe('a worker that is killed while a chat begins with a phone number', () => {
  let world: World;
  let line: LineView;
  let source: string;
  let sourceId: string;
  let contactId: number;
  let number = 0;

  beforeAll(async () => {
    world = await World.start({ connected: false });
    await registerSandboxIntegration(world);
    contactId = await newContact(world, 'Nora');
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
    const found = (await world.state()).lines.lines.find(({ messenger }) => messenger === 'whatsapp');
    if (found === undefined) throw new Error('There is no WhatsApp in the sandbox');
    line = found;
    const settings = await SettingsWindow.open(world);
    ({ id: sourceId } = await settings.addSource('whatsapp', line.credentials, { name: 'Shop' }));
    await settings.becomes(sourceId, 'ok');
    source = `whatsapp-${line.id}`;
  });
  afterAll(() => world.stop());

  /** Somebody new, whom the next test writes to. */
  async function somebody(): Promise<{ readonly phone: string; readonly handset: string }> {
    number += 1;
    const phone = `+1555013${String(1_000 + number)}`;
    return { phone, handset: (await person(world, line, `Rui ${String(number)}`, phone)).id };
  }

  it('at each step on the way to the address: one chat, one message each, one status each', async () => {
    await stopWorkers();
    const begun = await Promise.all(STEPS.map(begin));
    const doomed = await world.spawn('worker');
    for (const { waiting } of STEPS) {
      await waitFor(() => waits(waiting), { timeoutMs: 60_000, everyMs: 20, what: `“${waiting}” to wait` });
    }
    doomed.kill('SIGKILL');
    await doomed.exited;
    for (const { unlock } of begun) await unlock();
    await world.spawn('worker');

    for (const { kommoChatId, handset } of begun) await expectOnce(kommoChatId, handset);
  });

  /** Two messages in the same second to somebody new, whose chat comes as far as the step and no further. */
  async function begin({ lock }: Step): Promise<Begun> {
    const { phone, handset } = await somebody();
    const words = { phone, sourceExternalId: source };
    const [{ id }] = await Promise.all([
      writeFirst(world, { ...words, template: HELLO }),
      writeFirst(world, { ...words, template: ORDER }),
    ]);
    const locking = await world.database.pool.connect();
    await locking.query('begin');
    await locking.query(lock, [await chatOf({ id })]);
    const unlock = async (): Promise<void> => {
      await locking.query('rollback');
      locking.release();
    };
    return { kommoChatId: id, handset, unlock };
  }

  it('just when the chat has its address: one chat, one message each at most, and the one in doubt is told to be', async () => {
    const { phone, handset } = await somebody();
    await world.fault({ name: 'whatsapp-latency', ms: 500, times: 1 });
    const words = { phone, sourceExternalId: source };
    const [begun] = await Promise.all([
      writeFirst(world, { ...words, template: HELLO }),
      writeFirst(world, { ...words, template: ORDER }),
    ]);
    const chatId = await chatOf(begun);
    await waitFor(
      async () => {
        const { rows } = await world.database.pool.query('select from chats where id = $1 and remote_id is not null', [
          chatId,
        ]);
        return rows.length === 1;
      },
      { timeoutMs: 60_000, everyMs: 5, what: 'the address' },
    );
    await stopWorkers();
    await world.spawn('worker');

    const { messages } = await becomes(world, begun.id, ['delivered', 'read', 'failed'], 150_000);
    expect(messages).toHaveLength(2);
    // Claimed, and perhaps never sent: nobody sends it again unasked (promise P4).
    const inDoubt = messages.filter(({ status }) => status === 'failed');
    expect(inDoubt.length).toBeLessThanOrEqual(1);
    for (const { error } of inDoubt) {
      expect(error).toEqual({ code: 905, text: expect.stringContaining('May have arrived') as string });
    }
    const arrived = await onHandset(world, line, handset);
    expect(messages.map(({ text }) => text).filter((text) => arrived.includes(text))).toEqual(arrived);
    for (const { text, status } of messages) if (status !== 'failed') expect(arrived).toContain(text);
    await expectOneChat(handset);
  });

  it('while a chat that was begun here is made in Kommo: one chat, of the contact, one message', async () => {
    const { phone, handset } = await somebody();
    const fault = await world.fault({ name: 'kommo-latency', ms: 3_000, operation: 'create-chat' });
    const body = {
      sourceId,
      phone,
      name: 'Nora',
      contactId,
      text: HELLO.content,
      template: { id: HELLO.externalId },
    };
    const key = { 'idempotency-key': 'nora-1' };
    const made = await askAdmin(world, 'POST', '/admin/v1/write-first', body, key);
    expect(made.status).toBe(202);
    await waitFor(
      async () => (await world.journal()).some(({ operation }) => operation === 'create-chat') || isMaking(),
      { timeoutMs: 60_000, everyMs: 20, what: 'the request' },
    );
    await stopWorkers();
    await world.control('DELETE', `/faults/${fault.id}`);
    await world.spawn('worker');
    expect(await askAdmin(world, 'POST', '/admin/v1/write-first', body, key)).toEqual(made);

    const chat = await waitFor(
      async () =>
        (await world.state()).kommo.chats.find(({ clientId }) => clientId === `whatsapp-${String(made.body.chatId)}`),
      { timeoutMs: 90_000, what: 'the chat in Kommo' },
    );
    const { messages } = await becomes(world, chat.id, ['delivered', 'read'], 120_000);
    expect(messages.map(({ text }) => text)).toEqual([HELLO.content]);
    expect(await onHandset(world, line, handset)).toEqual([HELLO.content]);
    expect((await kommoSite(world)).chatLinks.filter((link) => link.chatId === chat.id)).toEqual([
      expect.objectContaining({ contactId }),
    ]);
    expect((await kommoSite(world)).unsorted.filter((item) => JSON.stringify(item).includes(chat.id))).toEqual([]);
  });

  async function isMaking(): Promise<boolean> {
    const { rows } = await world.database.pool.query(
      `select from write_firsts where begun_in = 'courier' and state = 'open' and address is not null`,
    );
    return rows.length === 1;
  }

  async function expectOnce(kommoChatId: string, handset: string): Promise<void> {
    const { messages } = await becomes(world, kommoChatId, ['delivered', 'read'], 150_000);
    expect(messages).toHaveLength(2);
    expect(await onHandset(world, line, handset)).toEqual(messages.map(({ text }) => text));
    await expectOneChat(handset);
  }

  async function expectOneChat(handset: string): Promise<void> {
    const { rows } = await world.database.pool.query('select from chats where remote_id = $1', [handset]);
    expect(rows).toHaveLength(1);
  }

  /** Dies at once, as by a power cut. */
  async function stopWorkers(): Promise<void> {
    const workers = world.processes.filter((each) => each.command === 'worker' && each.running());
    for (const each of workers) each.kill('SIGKILL');
    await Promise.all(workers.map((each) => each.exited));
  }

  async function chatOf({ id }: Pick<InboxChat, 'id'>): Promise<string> {
    return waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ id: string }>(
          `select chats.id from chats join deliveries on deliveries.chat_id = chats.id
           where chats.kommo_id = $1 group by chats.id having count(*) = 2`,
          [id],
        );
        return rows[0]?.id;
      },
      { timeoutMs: 60_000, everyMs: 5, what: 'both messages in the ledger' },
    );
  }

  async function waits(statement: string): Promise<boolean> {
    const { rows } = await world.database.pool.query(
      `select from pg_stat_activity
       where datname = current_database() and application_name = 'courier-worker' and wait_event_type = 'Lock'
         and ltrim(query, E' \\n') like $1 || '%'`,
      [statement],
    );
    return rows.length > 0;
  }
});
