import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, DESKTOP, launchBrowser, takePicture } from '../support/browser';
import { HELLO, person } from '../support/first-words';
import { connectLine } from '../support/lines';
import { World } from '../support/world';

jest.setTimeout(240_000);

const ARRIVES = { timeout: 60_000 };

/** Kommo offers it beside the contact's number; the sandbox's form is that offer. */
describe('a manager writes first, in a real browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let source: string;
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), launchBrowser()]);
    const line = await connectLine(world, 'whatsapp');
    source = `whatsapp-${line.id}`;
    await person(world, line, 'Clara Duarte', '+15550107790');
    page = await (await browser.newContext(DESKTOP)).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${world.sandboxUrl}/?phones=whatsapp`);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const inInbox = (text: string) => page.getByTestId('inbox-message').filter({ hasText: text });
  const sheet = () => page.getByRole('dialog', { name: 'Write first' });

  async function begin(phone: string, name: string): Promise<void> {
    await page.getByRole('button', { name: 'New chat' }).click();
    await sheet().getByLabel('Phone number').fill(phone);
    await sheet().getByLabel('Name').fill(name);
    await sheet().getByLabel('Source').fill(source);
  }

  it('with a template: it is on the phone, and the answer under it', async () => {
    await begin('+1 555 010 7790', 'Clara Duarte');
    await sheet().getByLabel('Send as a template').check();
    await sheet()
      .getByRole('radio', { name: /^hello/i })
      .check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await sheet().getByRole('button', { name: 'Send' }).click();

    await inInbox(HELLO.content).waitFor(ARRIVES);
    const phone = page.getByTestId('phone-whatsapp');
    await phone.getByTitle('Clara Duarte', { exact: true }).click();
    await phone.getByTestId('phone-message').filter({ hasText: HELLO.content }).waitFor(ARRIVES);
    await phone.getByTestId('phone-input').fill('Yes, tell me here');
    await phone.getByTestId('phone-send').click();
    await inInbox('Yes, tell me here').waitFor(ARRIVES);
    expect((await world.state()).kommo.chats).toHaveLength(1);
    await takePicture(page, 'write-first');
  });

  it('with free words: the manager reads at once why not, and what works', async () => {
    await begin('+1 555 010 7791', 'Dora Lopes');
    await sheet().getByLabel('First message').fill('Hello Dora');
    await sheet().getByRole('button', { name: 'Send' }).click();

    await inInbox('Hello Dora')
      .getByText(/has not written yet.*Send a template, such as/)
      .waitFor(ARRIVES);
    await takePicture(page, 'write-first-refused');
    expect(faults).toEqual([]);
  });
});
