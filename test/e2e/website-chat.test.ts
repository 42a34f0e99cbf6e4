import { Resvg } from '@resvg/resvg-js';
import type { Browser, Locator, Page } from 'playwright-core';
import type { InboxChat, InboxMessage } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { accessibilityFaults, DESKTOP, launchBrowser, tabTo, takePicture } from '../support/browser';
import { installed, installInKommo, registerSandboxIntegration } from '../support/installation';
import { sampleFile } from '../support/sample-files';
import { waitFor } from '../support/wait-for';
import { WebsiteChat } from '../support/website-chat';
import { World } from '../support/world';

jest.setTimeout(120_000);

const WAIT = { timeoutMs: 60_000 } as const;
const SHOWS = { timeout: 60_000 } as const;
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="150"><rect width="240" height="150" fill="#9fd8c6"/><circle cx="70" cy="95" r="34" fill="none" stroke="#0b4a3c" stroke-width="8"/><circle cx="170" cy="95" r="34" fill="none" stroke="#0b4a3c" stroke-width="8"/></svg>';
const userId = SANDBOX.kommo.users[0].id;

/** The example that the protocol's page leads to: a visitor in a real browser, and a manager in Kommo. */
describe('a visitor of a website and a manager', () => {
  let world: World;
  let site: WebsiteChat;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start({ connected: false }), launchBrowser()]);
    // The site is there before Courier lets anybody in, and goes on trying.
    site = await WebsiteChat.start(world.env);
    await site.says('Not connected yet');
    await registerSandboxIntegration(world);
    await installInKommo(world);
    await installed(world);
    await site.says('Connected to Courier');
    const context = await browser.newContext(DESKTOP);
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(site.url);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await world.stop();
  }, 60_000);
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  const shown = (text: string): Locator => page.locator('article').filter({ hasText: text });
  const inbox = (wanted: (message: InboxMessage) => boolean): Promise<{ chat: InboxChat; message: InboxMessage }> =>
    waitFor(
      async () => {
        for (const chat of (await world.state()).kommo.chats) {
          const message = chat.messages.find(wanted);
          if (message !== undefined) return { chat, message };
        }
        return undefined;
      },
      { ...WAIT, what: 'the message in the inbox' },
    );

  async function visitorSays(text: string): Promise<{ chat: InboxChat; message: InboxMessage }> {
    await page.locator('#text').fill(text);
    await page.keyboard.press('Enter');
    await shown(text).and(page.locator('[data-state="sent"]')).waitFor(SHOWS);
    return inbox((message) => message.text === text);
  }

  const managerSays = (chat: InboxChat, said: object): Promise<InboxMessage> =>
    world.control('POST', `/kommo/chats/${chat.id}/messages`, { userId, ...said });

  it('write to each other, and both see what was read', async () => {
    await page.locator('#name').fill('Ann Rider');
    await page.locator('#name').press('Tab');
    const { chat, message } = await visitorSays('Is the Harbour 7 in stock?');
    expect(message).toMatchObject({ direction: 'incoming', author: 'Ann Rider' });
    await managerSays(chat, { text: 'Two of them.', replyTo: message.id });
    await shown('Two of them.').waitFor(SHOWS);
    await page.locator('article .quote', { hasText: 'Is the Harbour 7 in stock?' }).waitFor();
    await inbox(({ text, status }) => text === 'Two of them.' && status === 'read');
  });

  it('a visitor changes a message, and takes one back', async () => {
    const { message } = await visitorSays('Is it bleu?');
    // The newest is changed as in a terminal.
    await page.keyboard.press('ArrowUp');
    await page.locator('#text').fill('Is it blue?');
    await page.keyboard.press('Enter');
    await inbox(({ id, text, edited }) => id === message.id && text === 'Is it blue?' && edited);
    await shown('Is it blue?').hover();
    await shown('Is it blue?').getByRole('button', { name: 'Delete' }).click();
    await inbox(({ id, text }) => id === message.id && text.includes('deleted this message'));
    await page.locator('.deleted').waitFor();
  });

  it('a visitor quotes and reacts, and sees a reaction', async () => {
    const { chat, message } = await visitorSays('Thank you!');
    await managerSays(chat, { text: 'You are welcome.' });
    await shown('You are welcome.').hover();
    await shown('You are welcome.').getByRole('button', { name: 'React with 👍' }).click();
    await inbox(({ text, reactions }) => text === 'You are welcome.' && reactions.length === 1);
    await world.control('POST', `/kommo/chats/${chat.id}/messages/${message.id}/reaction`, { userId, emoji: '❤️' });
    await shown('Thank you!').locator('.reactions', { hasText: '❤️' }).waitFor(SHOWS);
    await shown('You are welcome.').hover();
    await shown('You are welcome.').getByRole('button', { name: 'Reply' }).click();
    const { message: answer } = await visitorSays('See you');
    expect(answer.quote).toMatchObject({ text: 'You are welcome.' });
  });

  it('all of it goes without a mouse', async () => {
    await visitorSays('Bye');
    await tabTo(page, '#messages');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, 'article button[aria-label="Edit"]', 3);
    await page.keyboard.press('Enter');
    await page.keyboard.type(' now');
    await page.keyboard.press('Enter');
    await inbox(({ text, edited }) => text === 'Bye now' && edited);
  });

  it('a visitor presses a button, and the manager reads what it says', async () => {
    const { chat } = await visitorSays('Can I try it?');
    await managerSays(chat, { text: 'When?', buttons: [[{ text: 'Today' }, { text: 'On Saturday' }]] });
    await page.getByRole('button', { name: 'On Saturday' }).click(SHOWS);
    await inbox(({ text, direction }) => text === 'On Saturday' && direction === 'incoming');
  });

  it('files go both ways', async () => {
    const { chat } = await visitorSays('Look at this');
    const picture = { name: 'bike.png', mimeType: 'image/png', bytes: new Resvg(PICTURE).render().asPng() };
    await page
      .locator('#file')
      .setInputFiles({ name: picture.name, mimeType: picture.mimeType, buffer: picture.bytes });
    await inbox(({ type, media }) => type === 'picture' && media?.fileName === picture.name && media.state === 'there');
    for (const [extension, selector] of [
      ['ogg', '.voice .play'],
      ['pdf', 'a.other'],
    ] as const) {
      const { name, mimeType, bytes } = sampleFile(extension);
      const query = new URLSearchParams({ name, type: mimeType });
      const uploaded = await fetch(`${world.sandboxUrl}/control/files?${query.toString()}`, {
        method: 'POST',
        body: bytes,
      });
      const { id } = (await uploaded.json()) as { id: string };
      await managerSays(chat, { file: id, ...(extension === 'ogg' ? { type: 'voice' } : {}) });
      await page.locator(`article.agent ${selector}`).last().waitFor(SHOWS);
    }
  });

  it('each sees that the other types', async () => {
    const { chat } = await visitorSays('Still there?');
    await world.control('POST', `/kommo/chats/${chat.id}/typing`, { userId });
    await page.locator('#typing').waitFor(SHOWS);
    // Told once in five seconds at most, so not at every key.
    await waitFor(
      async () => {
        await page.locator('#text').press('a');
        return (await world.journal()).some(({ operation, direction }) => operation === 'typing' && direction === 'in');
      },
      { ...WAIT, everyMs: 500, what: 'typing at Kommo' },
    );
    await page.locator('#text').fill('');
  });

  it('what is written while Courier is away arrives when it is back, once and in order', async () => {
    const api = world.processes.find(({ command }) => command === 'api');
    await api?.stop();
    for (const text of ['first of the night', 'second of the night']) {
      await page.locator('#text').fill(text);
      await page.keyboard.press('Enter');
      await shown(text).and(page.locator('[data-state="waiting"]')).waitFor(SHOWS);
    }
    await world.spawn('api');
    const { chat } = await inbox(({ text }) => text === 'second of the night');
    const night = chat.messages.map(({ text }) => text).filter((text) => text.endsWith('of the night'));
    expect(night).toEqual(['first of the night', 'second of the night']);
    await shown('second of the night').and(page.locator('[data-state="sent"]')).waitFor(SHOWS);
  });

  it('a forged event is refused, and a stranger to the page learns nothing', async () => {
    const body = JSON.stringify({ type: 'message.created', version: '1', timestamp: '', data: {} });
    const forged = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)) };
    const headers = { ...forged, 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` };
    expect((await fetch(`${site.url}/courier`, { method: 'POST', headers, body })).status).toBe(401);
    expect((await fetch(`${site.url}/events`)).status).toBe(401);
    expect((await fetch(`${site.url}/../start.mjs`)).status).toBe(401);
  });

  it.each([
    ['light', { ...DESKTOP, colorScheme: 'light' }],
    ['dark', { ...DESKTOP, colorScheme: 'dark' }],
    ['phone', { ...DESKTOP, viewport: { width: 390, height: 844 } }],
  ] as const)('the page is there for everybody: %s', async (name, how) => {
    // The page lets no script of others in, and what looks at it is one.
    const context = await browser.newContext({ ...how, bypassCSP: true });
    await context.addCookies(await page.context().cookies());
    const looked = await context.newPage();
    await looked.goto(site.url);
    await looked.locator('article').first().waitFor(SHOWS);
    expect(await accessibilityFaults(looked)).toEqual([]);
    expect(await looked.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await tabTo(looked, '#text');
    await takePicture(looked, `website-chat-${name}`);
    await context.close();
  });
});
