import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import { person, personWrites } from '../support/first-words';
import {
  ACCOUNT_ID,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const WAIT = { timeoutMs: 60_000 } as const;

jest.setTimeout(120_000);

let world: World;
const lines = new Map<string, LineView>();
beforeAll(async () => {
  world = await World.start({ connected: false });
  await registerSandboxIntegration(world);
  await disableInKommo(world);
  await installInKommo(world);
  await installed(world);
  const settings = await SettingsWindow.open(world);
  const { lines: all } = await world.state();
  for (const messenger of ['custom', 'whatsapp'] as const) {
    const line = all.lines.find((each) => each.messenger === messenger);
    if (line === undefined) throw new Error(`The sandbox has no ${messenger}`);
    const added = await settings.addSource(messenger, line.credentials);
    await settings.becomes(added.id, 'ok');
    lines.set(messenger, line);
  }
}, 180_000);
afterAll(() => world.stop(), 60_000);

interface Known {
  readonly line: LineView;
  readonly who: HandsetView;
  readonly inboxId: string;
  readonly talkId: number;
}

let people = 0;
/** Somebody has written, and both sides know the talk. */
async function talkWith(messenger: 'custom' | 'whatsapp', name: string): Promise<Known> {
  const line = lines.get(messenger);
  if (line === undefined) throw new Error(`${messenger} is not connected`);
  const who = await person(world, line, name, `+1555666${String(1000 + (people += 1))}`);
  await personWrites(world, line, who.id, `It is me, ${name}`);
  const { id: inboxId } = await waitFor(
    async () => (await world.state()).kommo.chats.find(({ customer }) => customer.name === name),
    { ...WAIT, what: `${name} in the inbox` },
  );
  const talkId = await waitFor(
    async () => {
      const { rows } = await world.database.pool.query<{ id: string }>(
        `select talks.id from talks join chats on chats.kommo_id = talks.kommo_chat_id
         where chats.kommo_id = $1
           and exists (select from deliveries where deliveries.chat_id = chats.id and deliveries.outcome = 'sent')`,
        [inboxId],
      );
      return rows[0] && Number(rows[0].id);
    },
    { ...WAIT, what: `the talk of ${name}` },
  );
  return { line, who, inboxId, talkId };
}

async function phoneOf({ line, who }: Known): Promise<HandsetView> {
  const { handsets } = (await world.state()).lines;
  const found = handsets.find(({ lineId, id, messenger }) => {
    return messenger === line.messenger && lineId === line.id && id === who.id;
  });
  if (found === undefined) throw new Error('The phone is gone');
  return found;
}

const manager = (talkId: number, does: 'read' | 'close') =>
  world.control('POST', `/platform/accounts/${String(ACCOUNT_ID)}/talks/${String(talkId)}/${does}`);

async function isRead(known: Known): Promise<void> {
  await waitFor(
    async () => (await phoneOf(known)).messages.find(({ from }) => from === 'customer')?.status === 'read',
    { ...WAIT, what: 'the customer to see that it was read' },
  );
}

/** How often Courier told this of the chat. */
async function told({ line, who }: Known, operation: string): Promise<number> {
  const entries = await world.journal();
  return entries.filter(
    (entry) => entry.side === line.messenger && entry.operation === operation && entry.chat === who.id,
  ).length;
}

describe('a customer is shown', () => {
  it('that the manager has read, when the chat is opened in Kommo', async () => {
    const ana = await talkWith('custom', 'Ana');
    await manager(ana.talkId, 'read');
    await isRead(ana);
    await manager(ana.talkId, 'read');
    await world.managerWrites(ana.inboxId, 'Hello Ana');
    await waitFor(async () => (await phoneOf(ana)).messages.length === 2, { ...WAIT, what: 'the answer' });
    expect(await told(ana, 'conversation.read')).toBe(1);
  });

  it.each(['custom', 'whatsapp'] as const)('that the manager has read, when they answer: %s', async (messenger) => {
    const ben = await talkWith(messenger, `Ben of ${messenger}`);
    await world.managerWrites(ben.inboxId, 'Hello Ben');
    await isRead(ben);
  });

  it('that a manager has closed the talk, once, and that there is one again', async () => {
    const carl = await talkWith('custom', 'Carl');
    await manager(carl.talkId, 'close');
    await waitFor(async () => (await phoneOf(carl)).endedByLine, { ...WAIT, what: 'the end' });
    await personWrites(world, carl.line, carl.who.id, 'One more thing');
    await waitFor(async () => !(await phoneOf(carl)).endedByLine, { ...WAIT, what: 'the talk to go on' });
    expect(await told(carl, 'conversation.state')).toBe(2);
  });

  it('nothing of a talk that ended because they closed it themselves', async () => {
    await world.database.pool.query('update sources set closes_with_customer = true, closes_with_survey = false');
    const dora = await talkWith('custom', 'Dora');
    await world.control('POST', `/lines/custom/${dora.line.id}/handsets/${dora.who.id}/act`, { act: 'close' });
    await waitFor(async () => (await kommoSite(world)).talks.find(({ id }) => id === dora.talkId)?.state === 'closed', {
      ...WAIT,
      what: 'the talk to be closed',
    });
    await waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ is_in_work: boolean }>(
          'select is_in_work from talks where id = $1',
          [dora.talkId],
        );
        return rows[0]?.is_in_work === false;
      },
      { ...WAIT, what: 'Courier to hear of it' },
    );
    const { rows } = await world.database.pool.query(
      'select from chats where kommo_id = $1 and (marks_due_since is not null and talk_is is not null)',
      [dora.inboxId],
    );
    expect(rows).toHaveLength(0);
    expect(await told(dora, 'conversation.state')).toBe(0);
  });
});
