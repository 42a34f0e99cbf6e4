import type { Browser, Locator, Page } from 'playwright-core';
import { accessibilityFaults, DESKTOP, launchBrowser, tabTo, takePicture } from '../support/browser';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(120_000);

/** How long a message may take from one side to the other on a busy machine. */
const ARRIVES = { timeout: 30_000 };

describe('the sandbox page in a real browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), launchBrowser()]);
    page = await openPage();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  async function openPage(): Promise<Page> {
    const context = await browser.newContext(DESKTOP);
    const opened = await context.newPage();
    opened.on('pageerror', (error) => faults.push(error.message));
    opened.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await opened.goto(world.sandboxUrl);
    await opened.locator('[data-testid="live-state"][data-state="live"]').waitFor();
    return opened;
  }

  /** What the page itself complained of; nothing in any test. */
  const faults: string[] = [];
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  const onPhone = (text: string): Locator => page.getByTestId('phone-message').filter({ hasText: text });
  const inInbox = (text: string): Locator => page.getByTestId('inbox-message').filter({ hasText: text });

  async function customerSays(text: string): Promise<void> {
    await page.getByTestId('phone-input').fill(text);
    await page.getByTestId('phone-send').click();
    await inInbox(text).waitFor(ARRIVES);
  }

  async function managerWrites(text: string): Promise<Locator> {
    await page.getByTestId('inbox-input').fill(text);
    await page.getByTestId('inbox-send').click();
    return inInbox(text);
  }

  async function managerSays(text: string): Promise<void> {
    const message = await managerWrites(text);
    await onPhone(text).waitFor(ARRIVES);
    await message.locator('[data-testid="tick"][data-status="delivered"]').waitFor(ARRIVES);
  }

  /** Nobody answers within the second, and Telegram's times are whole seconds. */
  const think = (): Promise<void> => page.waitForTimeout(1_100);

  /** A customer of their own, so that no test depends on what another left behind. */
  async function openChatOf(name: string, firstWords: string): Promise<void> {
    const { chatId } = await world.newCustomer(name);
    await page.getByRole('button', { name, exact: true }).click();
    await world.customerWrites(chatId, firstWords);
    await page.getByTestId('inbox-chat').filter({ hasText: name }).click();
    await inInbox(firstWords).waitFor(ARRIVES);
  }

  async function picture(name: string): Promise<void> {
    await takePicture(page, name);
  }

  it('carries a conversation between the phone and the inbox, and its ticks', async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await customerSays('Hi! Is the blue lamp still available?');
    await managerSays('Hello Ana! Yes, we have two of them left.');
    await think();
    await customerSays('Great. Could you hold one for me until Saturday?');
    await managerSays('Of course, it is set aside under your name. We are open from 10 to 18.');
    await think();
    await customerSays('Perfect, see you then!');
    const said = /Is the blue lamp.*we have two.*Could you hold one.*it is set aside.*see you then/s;
    expect((await page.getByTestId('phone-message').allTextContents()).join('\n')).toMatch(said);
    expect((await page.getByTestId('inbox-message').allTextContents()).join('\n')).toMatch(said);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('is as good in the dark', async () => {
    const others = { Sofía: 'Do you deliver to Valencia?', Lucas: 'Thank you, the chair arrived today!' };
    for (const [name, text] of Object.entries(others)) {
      await world.customerWrites((await world.newCustomer(name)).chatId, text);
      await page.getByTestId('inbox-chat').filter({ hasText: text }).waitFor(ARRIVES);
    }
    await picture('sandbox');
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-dark');
    await page.getByRole('button', { name: 'Use the light theme' }).click();
    await page.locator('html[data-theme="light"]').waitFor();
  });

  it('tells the manager in words why an answer did not reach a customer who blocked the bot', async () => {
    await openChatOf('Emma', 'Please stop sending me offers');
    await page.getByRole('button', { name: 'Block the bot' }).click();
    await page.getByRole('button', { name: 'Unblock the bot' }).waitFor();
    const answer = await managerWrites('We are sorry, Emma. You are off the list as of today.');
    await answer.locator('[data-testid="tick"][data-status="failed"]').waitFor(ARRIVES);
    await answer.getByText('Not delivered · Error 905').waitFor();
    // By Telegram's answer to the send, or by what it told before.
    await answer.getByText(/The customer has blocked (the bot|you on Telegram)/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-error');
  });

  it('delivers after the trouble that the fault panel makes', async () => {
    await openChatOf('Noah', 'Can I still change my order?');
    await page.getByRole('button', { name: 'Simulate trouble' }).click();
    const panel = page.getByTestId('fault-panel');
    await panel.getByRole('button', { name: 'Telegram', exact: true }).click();
    await panel.getByRole('button', { name: 'Settings of: Telegram answers with an error' }).click();
    await panel.getByLabel('Asks to wait').selectOption({ label: '5 s' });
    await panel.getByLabel('Requests').selectOption('sendMessage');
    await panel.getByRole('switch', { name: 'Telegram answers with an error' }).click();
    const chip = page.getByRole('region', { name: 'Trouble now' }).getByRole('listitem');
    await chip.filter({ hasText: '429, wait 5 s, only sendMessage' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    const text = 'Yes, until we ship it tonight. What should we change?';
    const asked = Date.now();
    const answer = await managerWrites(text);
    await chip.filter({ hasText: 'acted once' }).waitFor(ARRIVES);
    await picture('sandbox-faults');
    expect(await onPhone(text).count()).toBe(0);
    await chip.getByRole('button', { name: 'Remove: Telegram answers with an error' }).click();
    await chip.waitFor({ state: 'detached' });
    await onPhone(text).waitFor(ARRIVES);
    expect(Date.now() - asked).toBeGreaterThan(4_500);
    await answer.locator('[data-testid="tick"][data-status="delivered"]').waitFor(ARRIVES);
    expect(await onPhone(text).count()).toBe(1);

    await panel.getByRole('button', { name: 'Close' }).press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('does the main job by keyboard alone', async () => {
    await world.newCustomer('Beatriz');
    const mouse = page;
    page = await openPage();
    try {
      await tabTo(page, 'button[title="Beatriz"]');
      await page.keyboard.press('Enter');
      await tabTo(page, '[data-testid="phone-input"]');
      await page.keyboard.type('Where is my parcel?');
      await page.keyboard.press('Enter');
      await page.getByTestId('inbox-chat').filter({ hasText: 'Where is my parcel?' }).waitFor(ARRIVES);
      // The list is one stop; it opens on the newest chat, and arrows go from chat to chat.
      await tabTo(page, '[data-testid="inbox-chat"]');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await inInbox('Where is my parcel?').waitFor();
      await tabTo(page, '[data-testid="inbox-input"]');
      await page.keyboard.type('It leaves the depot this morning.');
      await page.keyboard.press('Enter');
      await onPhone('It leaves the depot this morning.').waitFor(ARRIVES);
      const tick = inInbox('It leaves the depot this morning.').getByTestId('tick');
      await waitFor(async () => (await tick.getAttribute('data-status')) === 'delivered', { timeoutMs: 30_000 });
    } finally {
      await page.context().close();
      page = mouse;
    }
  });

  it.each(['English', 'Español', 'Português'])('fits a narrow window in %s', async (language) => {
    const wide = page;
    page = await openPage();
    try {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('.top select').selectOption({ label: language });
      for (const view of [0, 1]) {
        await page.locator('.view-tabs button').nth(view).click();
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
        // Two lines of controls above, and no more.
        expect((await page.locator('.top').boundingBox())?.height).toBeLessThan(110);
        expect(await accessibilityFaults(page)).toEqual([]);
      }
    } finally {
      await page.context().close();
      page = wide;
    }
  });
});
