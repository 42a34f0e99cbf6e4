import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { LineMessenger, LineView } from '../../src/sandbox/control/lines-contract';
import { buildWidget } from '../../src/widget/build';
import { accessibilityFaults, DESKTOP, launchBrowser, tabTo, takePicture } from '../support/browser';
import { HELLO, person } from '../support/first-words';
import {
  CLIENT_ID,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(240_000);

const ARRIVES = { timeout: 60_000 };
const { account, channel, integration } = SANDBOX.kommo;
const WHATSAPP = 'Flower hotline';
const APPLE = 'Flowers on iPhones';

/** As people of the CRM work: from the card of a lead, with what an administrator has switched on. */
describe('a manager in the card of a lead, and the customer with their phone', () => {
  let world: World;
  let browser: Browser;
  let context: BrowserContext;
  let crm: Page;
  let phones: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start({ connected: false }), launchBrowser()]);
    await registerSandboxIntegration(world);
    await disableInKommo(world);
    await Promise.all([upload(), installInKommo(world)]);
    await installed(world);
    const settings = await SettingsWindow.open(world);
    await settings.addSource('whatsapp', (await lineOf('whatsapp')).credentials, { name: WHATSAPP });
    const { id } = await settings.addSource('apple', (await lineOf('apple')).credentials, { name: APPLE });
    await registerAtApple(settings, id);
    context = await browser.newContext(DESKTOP);
    crm = await open(`/crm/${account.subdomain}/leads`);
    phones = await open('/?phones=whatsapp');
  }, 240_000);
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  async function upload(): Promise<void> {
    const answer = await fetch(`${world.sandboxUrl}/control/platform/integrations/${CLIENT_ID}/widget`, {
      method: 'PUT',
      headers: { 'content-type': 'application/zip' },
      body: new Uint8Array(await buildWidget({ url: world.apiUrl })),
    });
    expect(answer.status).toBe(200);
  }

  async function lineOf(messenger: LineMessenger): Promise<LineView> {
    const line = (await world.state()).lines.lines.find((each) => each.messenger === messenger);
    if (line === undefined) throw new Error(`There is no line of ${messenger}`);
    return line;
  }

  /** The provider's address is entered by a person. */
  async function registerAtApple(settings: SettingsWindow, sourceId: string): Promise<void> {
    const url = await waitFor(
      async () => {
        const source = (await settings.overview()).sources.find(({ id }) => id === sourceId);
        const text = source?.checks.find(({ name }) => name === 'address')?.text ?? '';
        return /https?:\/\/\S+\/hooks\/[\w/-]+/.exec(text)?.[0];
      },
      { timeoutMs: 60_000, what: 'the address to enter' },
    );
    const { id } = await lineOf('apple');
    await world.control('POST', `/lines/apple/${encodeURIComponent(id)}/act`, { act: 'register', url });
  }

  async function open(path: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(world.sandboxUrl + path);
    return page;
  }

  async function look(name: string): Promise<void> {
    expect(await accessibilityFaults(crm)).toEqual([]);
    await takePicture(crm, name);
  }

  /** As on the phone of a manager who likes it dark. */
  async function fitsNarrowAndDark(): Promise<void> {
    await crm.setViewportSize({ width: 390, height: 844 });
    await crm.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityFaults(crm)).toEqual([]);
    expect(
      await crm.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
    await crm.emulateMedia({ colorScheme: 'light' });
    await crm.setViewportSize(DESKTOP.viewport);
  }

  const phone = (messenger: LineMessenger): Locator => phones.getByTestId(`phone-${messenger}`);
  const onPhone = (messenger: LineMessenger, text: string): Locator =>
    phone(messenger).getByTestId('phone-message').filter({ hasText: text });
  const inCard = (text: string): Locator => crm.getByTestId('inbox-message').filter({ hasText: text });
  const goTo = (page: string): Promise<void> => crm.getByRole('link', { name: page, exact: true }).first().click();

  async function customerSays(messenger: LineMessenger, text: string): Promise<void> {
    await phone(messenger).getByTestId('phone-input').fill(text);
    await phone(messenger).getByTestId('phone-send').click();
    await onPhone(messenger, text).waitFor(ARRIVES);
  }

  async function managerWrites(text: string): Promise<void> {
    await crm.getByTestId('inbox-input').fill(text);
    await crm.getByTestId('inbox-send').click();
    await inCard(text).waitFor(ARRIVES);
  }

  async function openCard(contact: string): Promise<void> {
    await goTo('Leads');
    await crm.getByTestId('lead').getByRole('link', { name: contact, exact: true }).click(ARRIVES);
    await crm.getByTestId('contact').filter({ hasText: contact }).waitFor();
  }

  /** What an administrator sets for a source, in the window inside of the CRM. */
  async function setConversations(source: string, change: (settings: FrameLocator) => Promise<void>): Promise<void> {
    await goTo('Integrations');
    await crm.getByRole('button', { name: `Open ${channel.name}` }).click();
    const modal = crm.locator(`.modal.${integration.widgetCode}`);
    const settings = modal.frameLocator('iframe');
    await settings.getByRole('button', { name: `More for ${source}` }).click(ARRIVES);
    await settings.getByRole('menuitem', { name: 'Conversations' }).click();
    const dialog = settings.getByRole('dialog', { name: 'Conversations' });
    await dialog.waitFor();
    await change(settings);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached', ...ARRIVES });
    await modal.getByRole('button', { name: 'Close' }).click();
  }

  it('writes first to the number in the card, by keyboard, and the answer comes back to the same card', async () => {
    await person(world, await lineOf('whatsapp'), 'Clara Duarte', '+15550107790');
    await crm.getByRole('button', { name: 'New lead' }).click();
    const form = crm.getByRole('dialog', { name: 'New lead' });
    await form.getByLabel('Contact').fill('Clara Duarte');
    await form.getByLabel('Phone number').fill('+1 555 010 7790');
    await form.getByLabel('Name of the lead').fill('Roses for a wedding');
    expect(await accessibilityFaults(crm)).toEqual([]);
    await form.getByRole('button', { name: 'Make it' }).click();
    await crm.getByRole('heading', { name: 'Roses for a wedding' }).waitFor(ARRIVES);
    await crm.getByText('No chats yet').waitFor();

    await tabTo(crm, '.card-phone');
    await crm.keyboard.press('Enter');
    await crm.getByRole('menuitem', { name: new RegExp(WHATSAPP) }).waitFor();
    await look('write-first-phone');
    await crm.keyboard.press('Enter');
    await waitFor(() => crm.evaluate<boolean>("document.activeElement?.matches('.composer-input') ?? false"), {
      what: 'the focus where one writes',
    });
    expect(await accessibilityFaults(crm)).toEqual([]);
    await tabTo(crm, '.composer-tools .button');
    await crm.keyboard.press('Enter');
    const templates = crm.getByRole('dialog', { name: 'Template' });
    await templates.getByRole('radio', { name: /^hello/i }).check();
    await templates.getByRole('button', { name: 'Send' }).click();

    await inCard(HELLO.content).waitFor(ARRIVES);
    await phone('whatsapp').getByTitle('Clara Duarte', { exact: true }).click();
    await onPhone('whatsapp', HELLO.content).waitFor(ARRIVES);
    await customerSays('whatsapp', 'Yes, tell me here');
    await inCard('Yes, tell me here').waitFor(ARRIVES);
    await managerWrites('Your roses are ready, from four on.');
    await onPhone('whatsapp', 'Your roses are ready').waitFor(ARRIVES);
    await inCard('Your roses are ready').locator('[data-testid="tick"][data-status="read"]').waitFor(ARRIVES);
    await look('write-first-card');

    const { contacts, leads, chatLinks } = await kommoSite(world);
    expect([contacts, leads, chatLinks].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('has what Salesbot wrote marked on the phone once that is switched on, and what a person wrote not', async () => {
    await setConversations(WHATSAPP, async (settings) => {
      await settings.getByRole('checkbox', { name: 'Mark what a bot wrote' }).check();
      await settings.getByRole('textbox', { name: 'Mark', exact: true }).fill('Robot:');
      expect(await accessibilityFaults(crm)).toEqual([]);
    });
    await openCard('Clara Duarte');
    await crm.getByRole('button', { name: 'Run Salesbot' }).click();
    const bot = crm.getByRole('dialog', { name: 'Run Salesbot' });
    expect(await accessibilityFaults(crm)).toEqual([]);
    await bot.getByLabel('It writes').fill('We have your order, and close at six.');
    await bot.getByRole('button', { name: 'Run', exact: true }).click();
    // Behind an open dialog nobody can write.
    await bot.waitFor({ state: 'detached', ...ARRIVES });
    await managerWrites('I carry it to your car myself.');

    await onPhone('whatsapp', 'Robot: We have your order, and close at six.').waitFor(ARRIVES);
    await onPhone('whatsapp', 'I carry it to your car myself.').waitFor(ARRIVES);
    expect(await onPhone('whatsapp', 'Robot: I carry').count()).toBe(0);
    // In the CRM it stands as the bot said it.
    expect(await inCard('Robot: We have').count()).toBe(0);
    await fitsNarrowAndDark();
    await takePicture(phones, 'bot-mark');
  });

  it('sees the conversation closed when an Apple customer deletes it, where the source wants that', async () => {
    await setConversations(APPLE, (settings) =>
      settings.getByRole('checkbox', { name: 'When the customer closes it' }).check(),
    );
    const { id } = await lineOf('apple');
    const path = `/lines/apple/${encodeURIComponent(id)}/customers`;
    const customer = await world.control<{ id: string }>('POST', path, { name: 'Nils Dahl' });
    await phones.goto(`${world.sandboxUrl}/?phones=apple`);
    await phone('apple').getByTitle('Nils Dahl', { exact: true }).click(ARRIVES);
    await customerSays('apple', 'Are there tulips?');
    await openCard(`Apple user ${customer.id.slice(-8)}`);
    await inCard('Are there tulips?').waitFor(ARRIVES);
    await crm.getByTestId('talk').filter({ hasText: 'Conversation open' }).waitFor(ARRIVES);
    await managerWrites('From Tuesday on.');
    await onPhone('apple', 'From Tuesday on.').waitFor(ARRIVES);

    await phone('apple').getByRole('button', { name: 'Delete the conversation' }).click();
    await crm.getByTestId('talk').filter({ hasText: 'Conversation closed' }).waitFor(ARRIVES);
    await inCard('The customer has deleted the conversation.').waitFor(ARRIVES);
    await look('conversation-closed');

    // Whose number becomes known can be written to elsewhere, too.
    await crm.getByText('No phone number, so nobody can write first.').waitFor();
    await crm.getByRole('button', { name: 'Add a number' }).click();
    const form = crm.getByRole('dialog', { name: 'Add a number' });
    await form.getByLabel('Phone number').fill('+1 555 010 7799');
    await form.getByRole('button', { name: 'Save' }).click();
    await crm.getByRole('button', { name: 'Write to +1 555 010 7799' }).waitFor(ARRIVES);

    await customerSays('apple', 'I come on Tuesday then');
    await inCard('I come on Tuesday then').waitFor(ARRIVES);
    await crm.getByTestId('talk').filter({ hasText: 'Conversation open' }).waitFor(ARRIVES);
  });
});
