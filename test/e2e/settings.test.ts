import type { PipelineChoice, SourceCard } from '../../src/api/settings/contract';
import type { LineMessenger, LineView } from '../../src/sandbox/control/lines-contract';
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

  const stateOf = ({ checks }: SourceCard): Record<string, string> =>
    Object.fromEntries(checks.map(({ name, state }) => [name, state]));
  const lineOf = async (messenger: LineMessenger): Promise<LineView> => {
    const { lines } = await world.state();
    const line = lines.lines.find((each) => each.messenger === messenger);
    if (line === undefined) throw new Error(`The sandbox has no ${messenger}`);
    return line;
  };
  const act = (line: LineView, what: object) => world.control('POST', `/lines/${line.messenger}/${line.id}/act`, what);
  const connect = async (settings: SettingsWindow, { messenger, credentials }: LineView): Promise<SourceCard> => {
    const { id } = await settings.ask<SourceCard>('POST', 'sources', { messenger, credentials, pipelineId: null });
    return settings.becomes(id, 'ok');
  };

  it('a WhatsApp number is connected and checked live, loses its webhook, gets it back, and tells what Meta tells', async () => {
    const settings = await SettingsWindow.open(world);
    const line = await lineOf('whatsapp');
    const card = await connect(settings, line);
    expect(card).toMatchObject({
      messengerTitle: 'WhatsApp',
      address: line.address,
      link: `https://wa.me/${line.address.replace(/\D/g, '')}`,
      notice: null,
      checkedAt: expect.any(Number) as number,
    });
    const well = {
      token: 'ok',
      permissions: 'ok',
      number: 'ok',
      quality: 'ok',
      subscription: 'ok',
      address: 'ok',
      fields: 'ok',
    };
    expect(stateOf(card)).toEqual(well);
    expect(card.checks.find(({ name }) => name === 'address')?.text).toContain(`${world.apiUrl}/hooks/whatsapp/`);

    await act(line, { act: 'unsubscribe', url: 'https://other.example/hook' });
    const taken = await settings.ask<SourceCard>('POST', `sources/${card.id}/check`);
    expect(taken.state).toMatchObject({ kind: 'broken', fault: 'webhook' });
    expect(stateOf(taken)).toEqual({ ...well, address: 'broken' });
    expect(taken.checks.find(({ name }) => name === 'address')?.text).toContain('other.example');
    await settings.ask('POST', `sources/${card.id}/repair`);
    expect(stateOf(await settings.becomes(card.id, 'ok'))).toEqual(well);

    await act(line, { act: 'quality', rating: 'RED' });
    const { notice } = await waitFor(
      async () => {
        const told = await settings.ask<SourceCard>('GET', `sources/${card.id}`);
        return told.notice === null ? undefined : told;
      },
      { ...WAIT, what: 'what Meta tells, on the card' },
    );
    expect(notice).toMatchObject({
      weight: 'limited',
      text: expect.stringContaining('Meta rates its quality low') as string,
    });
    const poor = await settings.ask<SourceCard>('POST', `sources/${card.id}/check`);
    expect(poor.state).toEqual({ kind: 'ok' });
    expect(stateOf(poor)).toEqual({ ...well, quality: 'warning' });
  }, 240_000);

  it('a Viber bot is connected and checked live, and its customers reach Kommo', async () => {
    const settings = await SettingsWindow.open(world);
    const line = await lineOf('viber');
    const card = await connect(settings, line);
    expect(card).toMatchObject({ messengerTitle: 'Viber', link: line.address });
    expect(stateOf(card)).toEqual({ token: 'ok', address: 'ok', events: 'ok' });

    await act(line, { act: 'steal-webhook', url: 'http://127.0.0.1:9/hook' });
    const taken = await settings.ask<SourceCard>('POST', `sources/${card.id}/check`);
    expect(stateOf(taken)).toMatchObject({ token: 'ok', address: 'broken' });
    await settings.ask('POST', `sources/${card.id}/repair`);
    await settings.becomes(card.id, 'ok');

    const { lines } = await world.state();
    const handset = lines.handsets.find(({ lineId }) => lineId === line.id);
    await world.control('POST', `/lines/viber/${line.id}/handsets/${encodeURIComponent(handset?.id ?? '')}/messages`, {
      text: 'hello from Viber',
    });
    await waitFor(
      async () => {
        const { kommo } = await world.state();
        return kommo.chats.find(({ messages }) => messages.some(({ text }) => text === 'hello from Viber'));
      },
      { ...WAIT, what: 'the message in the inbox' },
    );
  }, 240_000);
});
