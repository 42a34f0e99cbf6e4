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
import { World } from '../support/world';

const WAIT = { timeoutMs: 60_000 } as const;
/** Long enough for Kommo to tell of the talk, on a slow machine too. */
const WINDOW_MS = 10_000;

describe('talks in Kommo', () => {
  let world: World;
  let settings: SettingsWindow;
  let sourceId: string;

  beforeAll(async () => {
    world = await World.start({ connected: false, env: { COURIER_LINGER_MS: '1000' } });
    await registerSandboxIntegration(world);
    await world.database.pool.query('update integrations set window_ms = $1', [WINDOW_MS]);
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
    settings = await SettingsWindow.open(world);
    sourceId = (await settings.addBot(SANDBOX.telegram.bot.token)).id;
    await settings.becomes(sourceId, 'ok');
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  /** Somebody writes; their talk, when the ledger has been told of it. */
  async function talkOfNewCustomer(name: string): Promise<{ readonly phone: string; readonly talkId: number }> {
    const { chatId: phone } = await world.newCustomer(name);
    await world.customerWrites(phone, `It is me, ${name}`);
    const talkId = await waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ id: string }>(
          `select talks.id from talks join chats on chats.kommo_id = talks.kommo_chat_id where chats.remote_id = $1`,
          [phone],
        );
        return rows[0] && Number(rows[0].id);
      },
      { ...WAIT, what: `the talk of ${name}` },
    );
    return { phone, talkId };
  }

  const stateOf = async (talkId: number): Promise<string | undefined> =>
    (await kommoSite(world)).talks.find(({ id }) => id === talkId)?.state;

  async function closes(how: { readonly afterWindow: boolean; readonly survey?: boolean }): Promise<void> {
    await settings.ask('PATCH', `sources/${sourceId}`, {
      closesAfterWindow: how.afterWindow,
      closesWithSurvey: how.survey ?? false,
    });
  }

  async function windowIsOver(phone: string): Promise<void> {
    await waitFor(
      async () => {
        const { rows } = await world.database.pool.query<{ over: boolean }>(
          'select closed_at is not null and closing is null as over from chats where remote_id = $1',
          [phone],
        );
        return rows[0]?.over === true || undefined;
      },
      { ...WAIT, what: 'the end of the window' },
    );
  }

  const talkIs = (talkId: number, state: string): Promise<true> =>
    waitFor(async () => (await stateOf(talkId)) === state || undefined, { ...WAIT, what: `the talk to be ${state}` });

  it('stay open after the reply window where the source does not want them closed', async () => {
    await closes({ afterWindow: false });
    const { phone, talkId } = await talkOfNewCustomer('Pia');
    await windowIsOver(phone);
    expect(await stateOf(talkId)).toBe('in-work');
  }, 120_000);

  it('are closed after it where the source wants that, also twice in one chat', async () => {
    await closes({ afterWindow: true });
    const { phone, talkId } = await talkOfNewCustomer('Ben');
    await talkIs(talkId, 'closed');
    await windowIsOver(phone);
    await world.customerWrites(phone, 'One more thing');
    const again = await waitFor(
      async () => (await kommoSite(world)).talks.find(({ id, state }) => id > talkId && state !== 'closed')?.id,
      { ...WAIT, what: 'another talk in the same chat' },
    );
    await talkIs(again, 'closed');
  }, 180_000);
});
