import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { SANDBOX } from '../../src/sandbox/credentials';
import { buildWidget } from '../../src/widget/build';
import { accessibilityFaults, DESKTOP, launchBrowser, takePicture } from '../support/browser';
import { CLIENT_ID, disableInKommo, kommoSite, registerSandboxIntegration } from '../support/installation';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(240_000);

const { account, channel, integration } = SANDBOX.kommo;
const { bot } = SANDBOX.telegram;
/** How long what crosses processes may take on a busy machine. */
const COMES = { timeout: 60_000 };
const WAIT = { timeoutMs: 60_000 } as const;
const SOURCE = 'Garden centre';

describe('an administrator of Kommo and a customer, in one browser, from an empty start', () => {
  let world: World;
  let browser: Browser;
  let context: BrowserContext;
  let crm: Page;
  let chats: Page;
  /** What the pages, the widget and the window themselves complained of; nothing in any test. */
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start({ connected: false }), launchBrowser()]);
    await registerSandboxIntegration(world);
    await upload();
    await disableInKommo(world);
    context = await browser.newContext(DESKTOP);
    crm = await open(`/crm/${account.subdomain}/settings/integrations`);
    chats = await open('/');
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await world.stop();
  }, 60_000);

  async function upload(): Promise<void> {
    const archive = await buildWidget({ url: world.apiUrl });
    const answer = await fetch(`${world.sandboxUrl}/control/platform/integrations/${CLIENT_ID}/widget`, {
      method: 'PUT',
      headers: { 'content-type': 'application/zip' },
      body: new Uint8Array(archive),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ warnings: [] });
  }

  async function open(path: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // A session without rights is over as soon as Kommo can be asked for them: the browser notes that as an error.
      if (message.type() === 'error' && !message.text().includes('401 (Unauthorized)')) faults.push(message.text());
    });
    await page.goto(world.sandboxUrl + path);
    return page;
  }

  async function look(page: Page, name: string): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, `install-${name}`);
  }

  const to = (page: string): Promise<void> => crm.getByRole('link', { name: page, exact: true }).click();
  const modal = (): Locator => crm.locator(`.modal.${integration.widgetCode}`);
  const settings = (): FrameLocator => modal().frameLocator('iframe');
  const onPhone = (text: string): Locator => chats.getByTestId('phone-message').filter({ hasText: text });
  const inInbox = (text: string): Locator => chats.getByTestId('inbox-message').filter({ hasText: text });

  async function openIntegration(): Promise<void> {
    await crm.getByRole('button', { name: `Open ${channel.name}` }).click();
    await modal().locator('.courier-widget').waitFor();
  }

  async function customerWrites(text: string): Promise<void> {
    await chats.getByTestId('phone-input').fill(text);
    await chats.getByTestId('phone-send').click();
    await onPhone(text).waitFor();
  }

  async function managerAnswers(text: string): Promise<void> {
    await chats.getByTestId('inbox-input').fill(text);
    await chats.getByTestId('inbox-send').click();
    await inInbox(text).waitFor();
  }

  it('installs, connects a bot, answers a customer, disables, and goes on with the same chat', async () => {
    // Installed from the CRM's own page, the window opens where the welcome was.
    await openIntegration();
    await modal().getByText('After the installation, the messengers are connected here.').waitFor();
    await look(crm, '1-welcome');
    await modal().locator('.js-widget-install').click();
    await settings().getByRole('heading', { name: 'Let’s connect your first messenger' }).waitFor(COMES);
    await look(crm, '2-window');

    // A bot, its pipeline, and the checks that turn green.
    await settings().getByRole('button', { name: 'Add a source' }).first().click();
    await settings()
      .getByRole('radio', { name: /Telegram/ })
      .check();
    await settings().getByRole('button', { name: 'Continue' }).click();
    await settings().getByLabel('Bot token', { exact: true }).fill(bot.token);
    await settings().getByText('Advanced').click();
    await settings().locator('input[name=apiBaseUrl]').fill(`${world.sandboxUrl}/telegram`);
    await settings().getByRole('button', { name: 'Continue' }).click();
    await settings().getByLabel('Pipeline').selectOption({ label: 'Support' });
    await settings().getByLabel('Name').fill(SOURCE);
    await settings().getByRole('button', { name: 'Connect' }).click();
    await settings().getByText('Everything works', { exact: true }).waitFor(COMES);
    await look(crm, '3-checks');
    await settings().getByRole('button', { name: 'Send yourself a test' }).click();
    await settings().getByText('Waiting for your message…').waitFor();

    // What a phone says is the test, and an incoming lead of the pipeline, with its source.
    await customerWrites('Do you have olive trees?');
    await settings()
      .getByText(/Your message is in Kommo, after/)
      .waitFor(COMES);
    await look(crm, '4-test');
    await settings().getByRole('button', { name: 'Done' }).click();
    await settings().getByRole('heading', { name: SOURCE }).waitFor();
    await modal().getByRole('button', { name: 'Close' }).click();
    await to('Leads');
    const support = crm.getByTestId('pipeline').filter({ has: crm.getByRole('heading', { name: 'Support' }) });
    const lead = support.getByTestId('stage-incoming').getByTestId('lead');
    await lead.filter({ hasText: 'Do you have olive trees?' }).filter({ hasText: SOURCE }).waitFor(COMES);
    await look(crm, '5-lead');

    // The answer of the inbox arrives at the phone.
    await inInbox('Do you have olive trees?').waitFor(COMES);
    await managerAnswers('Yes, from one metre up. Shall we keep one for you?');
    await onPhone('Yes, from one metre up.').waitFor(COMES);
    expect(await accessibilityFaults(chats)).toEqual([]);

    // Disabled on the CRM's page: the bot's hook is gone, and the channel, and what is written comes nowhere.
    await to('Integrations');
    await openIntegration();
    await settings().getByRole('heading', { name: SOURCE }).waitFor(COMES);
    await modal().getByRole('button', { name: 'Disable' }).click();
    await modal().getByRole('group', { name: 'Disable' }).getByRole('button', { name: 'Disable' }).click();
    await modal().waitFor({ state: 'detached' });
    await crm.locator('.crm-state[data-state="not-installed"]').waitFor();
    await waitFor(async () => (await webhookOfBot()) === '', { ...WAIT, what: 'the bot’s webhook to be removed' });
    expect(await isChannelConnected()).toBe(false);
    await customerWrites('And lemon trees?');
    await chats.locator('.webhook-line[data-waiting="true"]').waitFor(COMES);
    expect(await inInbox('And lemon trees?').count()).toBe(0);
    expect(await accessibilityFaults(crm)).toEqual([]);

    // Installed again, the source is there, and the chat goes on where it was.
    await openIntegration();
    await modal().locator('.js-widget-install').click();
    await settings().getByRole('heading', { name: SOURCE }).waitFor(COMES);
    await settings().getByText('Works', { exact: true }).waitFor(COMES);
    // The window shows the source as it was left while the installation is still under way.
    await waitFor(isChannelConnected, { ...WAIT, what: 'the channel to be connected again' });
    await customerWrites('Yes please, keep one.');
    await inInbox('Yes please, keep one.').waitFor(COMES);
    await managerAnswers('It has your name on it.');
    await onPhone('It has your name on it.').waitFor(COMES);
    expect(await chats.getByTestId('inbox-chat').count()).toBe(1);
    const said = await chats.getByTestId('inbox-message').allTextContents();
    expect(said.join('\n')).toMatch(/olive trees.*from one metre up.*keep one\..*your name on it/s);
    expect((await kommoSite(world)).sources).toMatchObject([{ name: SOURCE }]);
    expect(faults).toEqual([]);
  });

  async function webhookOfBot(): Promise<string> {
    const answer = await fetch(`${world.sandboxUrl}/telegram/bot${bot.token}/getWebhookInfo`);
    const { result } = (await answer.json()) as { result: { url: string } };
    return result.url;
  }

  async function isChannelConnected(): Promise<boolean> {
    const { kommo } = await world.state();
    const ours = kommo.channels.find(({ id }) => id === channel.id);
    return ours?.connected.some(({ accountAmojoId }) => accountAmojoId === account.amojoId) ?? false;
  }
});
