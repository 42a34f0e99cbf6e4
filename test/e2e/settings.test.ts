import { randomUUID } from 'node:crypto';
import type {
  OpenedSettings,
  Overview,
  PipelineChoice,
  SettingsSession,
  SourceCard,
} from '../../src/api/settings/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import {
  ACCOUNT_ID,
  CLIENT_ID,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { waitFor } from '../support/wait-for';
import { BOT_ID, World } from '../support/world';

const WAIT = { timeoutMs: 60_000 } as const;

describe('from an empty start, without a terminal', () => {
  let world: World;
  let session: string;
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

  async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(world.apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${session}`,
        'content-type': 'application/json',
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return JSON.parse(text) as Answer;
  }

  const connected = (): Promise<SourceCard> =>
    waitFor(
      async () => {
        const { sources } = await ask<Overview>('GET', '/settings/api/overview');
        return sources.find(({ state }) => state.kind === 'ok');
      },
      { ...WAIT, what: 'the source to be connected' },
    );

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
    const { token } = await world.control<{ token: string }>('POST', '/platform/widget-tokens', {
      clientId: CLIENT_ID,
      accountId: ACCOUNT_ID,
    });
    const opened = await fetch(`${world.apiUrl}/settings/session`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ page: 'settings', language: 'en', theme: 'light' }),
    });
    expect(opened.status).toBe(200);
    const { url } = (await opened.json()) as OpenedSettings;
    const ticket = new URLSearchParams(new URL(url).hash.slice(1)).get('ticket');
    const begun = await fetch(`${world.apiUrl}/settings/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    const answer = (await begun.json()) as SettingsSession;
    expect(answer.me).toMatchObject({ isAdmin: true, may: 'change' });
    session = answer.session;
    expect((await ask<Overview>('GET', '/settings/api/overview')).headline).toEqual({ kind: 'no-sources' });

    // A bot is connected, and its first message lands in the pipeline of choice.
    const pipelines = await ask<PipelineChoice[]>('GET', '/settings/api/pipelines');
    const support = pipelines.find(({ isMain }) => !isMain);
    await ask('POST', '/settings/api/sources', {
      messenger: 'telegram',
      credentials: { token: SANDBOX.telegram.bot.token, apiBaseUrl: `${world.sandboxUrl}/telegram` },
      pipelineId: support?.id ?? null,
    });
    const card = await connected();
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
