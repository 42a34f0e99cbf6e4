import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { SettingsSession } from '../../../src/api/settings/contract';
import { launchBrowser } from '../../support/browser';
import { FakeApi } from '../support/fake-api';
import { MANAGER, OVERVIEWS, STRANGER } from '../support/fixtures';
import { axeFaults, openWindow, overflow, picture as takePicture, SIZES, tryAgain } from '../support/window';

let browser: Browser;
let api: FakeApi;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  api = new FakeApi();
  await api.start();
});
afterEach(() => api.stop());

/** Words that are there only when the state is shown. */
const SAID: Readonly<Record<keyof typeof OVERVIEWS, string>> = {
  overview: 'Everything flows. Last message',
  'overview-one-source': 'Everything flows. Last message 2 min ago',
  empty: 'Let’s connect your first messenger',
  installing: 'Courier is being set up',
  waiting: 'The setup needs your help',
  'needs-authorisation': 'Kommo no longer lets Courier in',
  connecting: 'Support line is being connected',
  troubles: 'Telegram no longer accepts the credentials',
  'token-ends': 'Courier’s access to Kommo ends on',
  stuck: '3 messages have been waiting since',
  'all-paused': 'Everything is paused',
};

const names = Object.keys(OVERVIEWS) as (keyof typeof OVERVIEWS)[];

async function show(
  open: Partial<SettingsSession['open']>,
  said: string,
  { picture, ...options }: BrowserContextOptions & { readonly picture?: string } = {},
): Promise<void> {
  api.open = { ...api.open, ...open };
  const { page, errors } = await openWindow(browser, api.url(), options);
  await page.getByText(said).first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(errors).toEqual([]);
  if (picture !== undefined) await takePicture(page, picture);
  await page.context().close();
}

describe('The overview says what is going on, in light and in dark, and axe finds nothing', () => {
  it.each(names)('%s', async (name) => {
    api.overview = OVERVIEWS[name]();
    await show({}, SAID[name], { picture: name });
    await show({ theme: 'dark' }, SAID[name], {
      ...(['overview', 'troubles'].includes(name) ? { picture: `${name}-dark` } : {}),
    });
  });
});

describe('It fits from 320 to 900 pixels', () => {
  it.each(names)('%s', async (name) => {
    api.overview = OVERVIEWS[name]();
    const { page } = await openWindow(browser, api.url());
    await page.getByText(SAID[name]).first().waitFor();
    for (const width of [320, 360, 480, 601, 900]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await axeFaults(page)).toEqual([]);
    await takePicture(page, `${name}-mobile`);
    await page.context().close();
  });
});

describe('Kommo’s language is the window’s', () => {
  it.each([
    ['es', 'Todo fluye. Último mensaje hace', 'Telegram ya no acepta los datos de acceso'],
    ['pt', 'Tudo flui. Última mensagem há', 'O Telegram não aceita mais os dados de acesso'],
  ] as const)('%s', async (language, flows, broken) => {
    await show({ language }, flows, { picture: `overview-${language}` });
    api.overview = OVERVIEWS.troubles();
    await show({ language }, broken, { viewport: SIZES.phone, picture: `troubles-mobile-${language}` });
    await show({ language, theme: 'dark' }, broken, { picture: `troubles-dark-${language}` });
  });
});

it('A user without rights learns whom to ask, and sees nothing else', async () => {
  api.me = STRANGER;
  await show({}, 'João Lima', { picture: 'no-rights' });
  await show({ theme: 'dark' }, 'João Lima');
  expect(api.asked.map(({ path }) => path)).not.toContain('people');
});

it('Where Kommo lets Courier in no more, whoever opens the window is shown how to authorise it', async () => {
  api.me = { ...STRANGER, name: null };
  for (const [overview, where] of [
    [OVERVIEWS['needs-authorisation'](), '.headline'],
    [OVERVIEWS.waiting(), '.steps'],
  ] as const) {
    api.overview = { ...overview, sources: [], administrators: [] };
    const { page } = await openWindow(browser, api.url());
    await page.locator(where).getByRole('link', { name: 'Allow access again' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  }
});

it('A user who may look has no button that changes anything', async () => {
  api.me = MANAGER;
  api.overview = OVERVIEWS.troubles();
  const { page } = await openWindow(browser, api.url());
  await page.getByText('To change them, ask Maria Souza, João Lima.').waitFor();
  const buttons = await page.getByRole('main').getByRole('button').allTextContents();
  expect(buttons).toEqual([]);
  expect(await axeFaults(page)).toEqual([]);
  await page.context().close();
});

const AGE = /Last message \d+ (s|min) ago/;

it('The last message’s age ticks by itself', async () => {
  const { page } = await openWindow(browser, api.url());
  const headline = page.locator('#headline');
  await headline.filter({ hasText: AGE }).waitFor();
  const first = AGE.exec(await headline.innerText())?.[0];
  expect(first).toBeDefined();
  await headline.filter({ hasText: AGE, hasNotText: first ?? '' }).waitFor();
  await page.context().close();
});

it('The tile that was clicked in Kommo is shown alone, and the others are one click away', async () => {
  api.open = { ...api.open, source: 's2' };
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('heading', { name: 'Support line' }).waitFor();
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(1);
  await page.getByRole('button', { name: 'All 3 sources' }).click();
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(3);
  await page.context().close();
});

it('While it loads, what will stand there is shown in grey, and nothing jumps', async () => {
  const { page } = await openWindow(browser, 'about:blank');
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/api/session', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(api.url());
  await page.locator('.skeleton-card').first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await takePicture(page, 'loading');
  const top = () =>
    page.evaluate<number[]>(
      "['.headline', '.card'].map((part) => document.querySelector(part).getBoundingClientRect().top)",
    );
  const before = await top();
  goOn();
  await page.getByText('Everything flows').first().waitFor();
  expect(await top()).toEqual(before);
  await page.context().close();
});

it('Opened outside of Kommo it says where to go', async () => {
  const { page, errors } = await openWindow(browser, `${api.origin}/settings/`);
  await page.getByRole('heading', { name: 'Open Courier from Kommo' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(errors).toEqual([]);
  await takePicture(page, 'outside');
  await page.context().close();
});

it('An error says its cause and the next step, and trying again helps', async () => {
  api.refusals.set('GET overview', { status: 500, type: 'internal', detail: '', stays: true });
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Something went wrong at Courier').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await takePicture(page, 'error');
  await tryAgain(api, page, 'GET overview');
  await page.getByText('Everything flows').first().waitFor();
  await page.context().close();
});

it('Whoever wants less motion gets none', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Everything flows').first().waitFor();
  expect(await page.evaluate<number>('document.getAnimations().length')).toBe(0);
  const moving = await openWindow(browser, api.url(), { reducedMotion: 'no-preference' });
  await moving.page.getByText('Everything flows').first().waitFor();
  expect(await moving.page.evaluate<number>('document.getAnimations().length')).toBeGreaterThan(0);
  await page.context().close();
  await moving.page.context().close();
});

it.each([
  [{ missing: 0, asks: 0 }, 'Nothing is missing. Compared with Kommo’s history 5 min ago.'],
  [{ missing: 3, asks: 0 }, '3 messages are missing and are being carried. Compared with Kommo’s history 5 min ago.'],
  [{ missing: 2, asks: 2 }, '2 messages came to light too late to be sent by themselves'],
])('the overview tells what is missing: %j', async (found, said) => {
  api.overview = { ...OVERVIEWS.overview(), completeness: { ...found, checkedAt: Date.now() - 5.5 * 60_000 } };
  await show({}, said);
});
