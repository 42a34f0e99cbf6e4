import type { Browser, Locator, Page } from 'playwright-core';
import { accessibilityFaults, DESKTOP, launchBrowser, takePicture } from '../support/browser';
import { drawPicture, type FileToPick } from '../support/files-to-pick';
import { World } from '../support/world';

jest.setTimeout(120_000);

const ARRIVES = { timeout: 30_000 };

describe('everything that people send each other, in a real browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), launchBrowser()]);
    page = await (await browser.newContext(DESKTOP)).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(world.sandboxUrl);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
    await page.getByTestId('phone-input').fill('Hi! I am looking for a lamp like this one.');
    await page.getByTestId('phone-send').click();
    await inInbox('like this one').waitFor(ARRIVES);
  }, 180_000);
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const phone = (): Locator => page.getByTestId('phone-message');
  const inbox = (): Locator => page.getByTestId('inbox-message');
  const onPhone = (text: string): Locator => phone().filter({ hasText: text });
  const inInbox = (text: string): Locator => inbox().filter({ hasText: text });

  async function fromPhone(item: string): Promise<void> {
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  async function customerWrites(text: string): Promise<void> {
    await page.getByTestId('phone-input').fill(text);
    await page.getByTestId('phone-send').click();
    await inInbox(text).waitFor(ARRIVES);
  }

  async function managerWrites(text: string): Promise<void> {
    await page.getByTestId('inbox-input').fill(text);
    await page.getByTestId('inbox-send').click();
    await onPhone(text).waitFor(ARRIVES);
  }

  async function openMenu(row: Locator): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: 'Message actions' }).click();
  }

  const draw = (hue: number): Promise<FileToPick> => drawPicture(page, hue);

  async function picture(name: string): Promise<void> {
    await takePicture(page, name);
  }

  it('a picture of the customer is shown in the inbox, and opens', async () => {
    await fromPhone('Sample photo');
    const row = inbox().filter({ has: page.getByRole('button', { name: /^Open photo/ }) });
    await row.first().waitFor(ARRIVES);
    await row
      .first()
      .getByRole('button', { name: /^Open photo/ })
      .click();
    await page.getByTestId('viewer').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('viewer').waitFor({ state: 'detached' });
  });

  it('an album arrives whole on the other side, both ways', async () => {
    const photo = { name: /^Open photo/ };
    const atManager = inbox().getByRole('button', photo);
    const managerHad = await atManager.count();
    await page.getByTestId('phone-pick-media').setInputFiles(await Promise.all([20, 140, 260].map(draw)));
    await page.getByTestId('phone-send').click();
    await atManager.nth(managerHad + 2).waitFor(ARRIVES);

    const atCustomer = phone().getByRole('button', photo);
    const customerHad = await atCustomer.count();
    await page.getByTestId('inbox-pick-file').setInputFiles(await Promise.all([60, 200].map(draw)));
    await page.getByTestId('inbox-send').click();
    await atCustomer.nth(customerHad + 1).waitFor(ARRIVES);
    expect(await atManager.count()).toBe(managerHad + 5);
    expect(await atCustomer.count()).toBe(customerHad + 2);
  });

  it('a voice message is played in the inbox', async () => {
    await fromPhone('Sample voice message');
    const player = inbox().getByTestId('player');
    await player.first().waitFor(ARRIVES);
    await player.first().getByRole('button', { name: 'Play' }).waitFor();
  });

  it('buttons are pressed on the phone, and the press is a message in the inbox', async () => {
    await page.getByRole('button', { name: 'Buttons', exact: true }).click();
    await page.getByTestId('inbox-buttons').fill('Pick it up\nSend it to me');
    await managerWrites('We have it in stock. How would you like to get it?');
    const asked = onPhone('How would you like to get it?');
    await asked.getByRole('button', { name: 'Send it to me' }).click();
    const answer = inbox().filter({ hasText: 'Send it to me' }).last();
    await answer.waitFor(ARRIVES);
    await asked.locator('[aria-busy="true"]').waitFor({ state: 'detached', ...ARRIVES });
  });

  it('a quote leads to the quoted message', async () => {
    await customerWrites('Is the shade made of paper?');
    await openMenu(inInbox('Is the shade made of paper?'));
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await managerWrites('It is linen, and it can be washed.');
    await onPhone('It is linen')
      .getByRole('button', { name: /Is the shade made of paper/ })
      .waitFor(ARRIVES);
  });

  it('a reaction of either is seen by the other, and goes when it is taken back', async () => {
    await openMenu(onPhone('It is linen'));
    await page.getByRole('menuitem', { name: 'React with 🔥' }).click();
    await inInbox('It is linen').getByRole('button', { name: /^🔥 1/ }).waitFor(ARRIVES);
    await openMenu(inInbox('Is the shade made of paper?').first());
    await page.getByRole('menuitem', { name: 'React with 👍' }).click();
    await onPhone('Is the shade made of paper?').first().getByRole('button', { name: /^👍 1/ }).waitFor(ARRIVES);
  });

  it('a change of the customer is marked in the inbox', async () => {
    await customerWrites('I live in Rua das Flores 12.');
    await openMenu(onPhone('Rua das Flores 12.'));
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByTestId('phone-input').fill('I live in Rua das Flores 21.');
    await page.getByTestId('phone-send').click();
    const changed = inInbox('Rua das Flores 21.');
    await changed.waitFor(ARRIVES);
    await changed.getByText('edited').waitFor();
    expect(await inInbox('Rua das Flores 12.').count()).toBe(0);
  });

  it('shows that the manager types', async () => {
    // Longer than the pause of Kommo since the manager typed last.
    const typed = page
      .getByTestId('inbox-input')
      .pressSequentially('We will be there on Friday', { delay: 300, timeout: 60_000 });
    await page.locator('.device').getByTestId('typing').waitFor(ARRIVES);
    await picture('sandbox-typing');
    await typed;
    await page.getByTestId('inbox-send').click();
    await onPhone('We will be there on Friday').waitFor(ARRIVES);
  });

  it('a place and a sticker arrive too, and all of it is good to look at', async () => {
    await fromPhone('Location');
    const dialog = page.getByRole('dialog', { name: 'Send a location' });
    await dialog.getByRole('button', { name: 'Puerta del Sol' }).click();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await inInbox('Puerta del Sol').waitFor(ARRIVES);
    await fromPhone('Sticker: Smile');
    await page.locator('[data-testid="inbox-message"][data-type="sticker"] img.sticker').first().waitFor(ARRIVES);
    await page.waitForFunction(
      `[...document.querySelectorAll('img.sticker')].filter((image) => image.naturalWidth > 0).length === 2`,
      undefined,
      ARRIVES,
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-kinds');
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('sandbox-kinds-dark');
    await page.getByRole('button', { name: 'Use the light theme' }).click();
  });
});
