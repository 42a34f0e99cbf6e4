import type { PipelineChoice } from '../../src/api/settings/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import {
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { BOT_ID, World } from '../support/world';

const WAIT = { timeoutMs: 60_000 } as const;

describe('from an empty start, without a terminal', () => {
  let world: World;
  let customer: string;
  let inboxChat: string;

  beforeAll(async () => {
    world = await World.start({ connected: false });
    await registerSandboxIntegration(world);
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  async function written(text: string): Promise<string> {
    await world.customerWrites(customer, text);
    return waitFor(
      async () => {
        const { kommo } = await world.state();
        return kommo.chats.find(({ messages }) => messages.some((message) => message.text === text))?.id;
      },
      { ...WAIT, what: `“${text}” in the inbox` },
    );
  }

  it('a bot is connected, its chats land in the pipeline of choice, and go on after the integration was off', async () => {
    // The window opens for an administrator of the account.
    const settings = await SettingsWindow.open(world);
    expect(settings.begun.me).toMatchObject({ isAdmin: true, may: 'change' });
    expect((await settings.overview()).headline).toEqual({ kind: 'no-sources' });

    // A bot is connected, and its first message lands in the pipeline of choice.
    const pipelines = await settings.ask<PipelineChoice[]>('GET', 'pipelines');
    const support = pipelines.find(({ isMain }) => !isMain);
    const added = await settings.addBot(SANDBOX.telegram.bot.token, { pipelineId: support?.id ?? null });
    const card = await settings.becomes(added.id, 'ok');
    expect(card.pipeline).toMatchObject({ id: support?.id });
    ({ chatId: customer } = await world.newCustomer('Ana'));
    inboxChat = await written('hello');
    const incoming = await waitFor(
      async () => (await kommoSite(world)).unsorted.find(({ chatId }) => chatId === inboxChat),
      { ...WAIT, what: 'the incoming lead' },
    );
    expect(incoming).toMatchObject({ pipelineId: support?.id, sourceName: card.name });
    await world.managerWrites(inboxChat, 'how can I help?');
    await waitFor(
      async () => {
        const { telegram } = await world.state();
        const phone = telegram.phones.find(({ chatId }) => chatId === customer);
        return phone?.messages.some(({ text }) => text === 'how can I help?') === true ? phone : undefined;
      },
      { ...WAIT, what: 'the answer on the phone' },
    );

    // Switched off, nothing points at Courier any more.
    await disableInKommo(world);
    await waitFor(
      async () => {
        const { rows } = await world.database.pool.query(
          'select 1 from uninstalls where ended_at is not null and counts is not null',
        );
        return rows[0] === undefined ? undefined : true;
      },
      { ...WAIT, what: 'the receipt' },
    );
    const about = await fetch(`${world.sandboxUrl}/telegram/bot${SANDBOX.telegram.bot.token}/getWebhookInfo`);
    expect(await about.json()).toMatchObject({ result: { url: '' } });

    // Installed again, the same chat goes on.
    await installInKommo(world);
    await waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ done: number }>(
          `select count(*)::int as done from installs where state = 'done'`,
        );
        return rows[0]?.done === 2 ? true : undefined;
      },
      { ...WAIT, what: 'the second installation' },
    );
    expect(await written('are you still there?')).toBe(inboxChat);
    const { rows } = await world.database.pool.query<{ remote_id: string }>('select remote_id from sources');
    expect(rows).toEqual([{ remote_id: BOT_ID }]);
  }, 240_000);
});
