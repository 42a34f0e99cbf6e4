import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import { FakeApi } from '../support/fake-api';
import { look, openWindow } from '../support/window';

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

const overviewsAsked = () => api.asked.filter(({ path }) => path === 'overview');

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(`(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  })()`);
}

it('While the api is away, what was seen stays, and the window says from when it is and comes back by itself', async () => {
  for (const theme of ['light', 'dark'] as const) {
    api.open = { ...api.open, theme };
    const { page } = await openWindow(browser, api.url());
    await page.getByText('Everything flows').first().waitFor();
    api.away = true;
    await page.getByText(/What you see is from/).waitFor();
    expect(await page.getByRole('heading', { name: 'Flower shop' }).count()).toBe(1);
    await look(page, theme === 'light' ? 'offline' : 'offline-dark');
    api.away = false;
    await page.getByText(/What you see is from/).waitFor({ state: 'detached' });
    await page.context().close();
  }
});

it('It tries again later each time, and at once when told to', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Everything flows').first().waitFor();
  api.away = true;
  const before = overviewsAsked().length;
  // A browser repeats a request whose connection was cut before it tells the page; those come at once.
  const tries = () =>
    overviewsAsked()
      .slice(before)
      .filter(({ at }, index, all) => index === 0 || at - (all[index - 1]?.at ?? 0) > 500);
  await waitFor(() => tries().length >= 3, { timeoutMs: 30_000, what: 'three tries' });
  const [first = 0, second = 0, third = 0] = tries().map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual(1_900);
  expect(third - second).toBeGreaterThan((second - first) * 1.5);
  await page.getByText(/Trying again in \d+ s/).waitFor();
  api.away = false;
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByText(/What you see is from/).waitFor({ state: 'detached', timeout: 3_000 });
  await page.context().close();
});

it('Nobody looks: nothing is asked; somebody looks again: at once', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Everything flows').first().waitFor();
  await setHidden(page, true);
  const before = overviewsAsked().length;
  // Longer than two of its pauses.
  const since = Date.now();
  await waitFor(() => Date.now() - since > 11_000, { timeoutMs: 20_000, what: 'two pauses' });
  expect(overviewsAsked().length).toBeLessThanOrEqual(before + 1);
  const hidden = overviewsAsked().length;
  await setHidden(page, false);
  await waitFor(() => overviewsAsked().length > hidden, { what: 'a look at once', timeoutMs: 3_000 });
  await page.context().close();
});

it('It asks every few seconds and never in a rush', async () => {
  const { page } = await openWindow(browser, api.url());
  await waitFor(() => overviewsAsked().length >= 3, { timeoutMs: 30_000, what: 'three looks' });
  const times = overviewsAsked().map(({ at }) => at);
  times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThan(1_500));
  await page.context().close();
});

it('An api that is away from the start is waited for', async () => {
  api.away = true;
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('heading', { name: 'Courier does not answer' }).waitFor();
  await look(page, 'unreachable');
  api.away = false;
  await page.getByText('Everything flows').first().waitFor();
  await page.context().close();
});

it('A proxy’s own page is no answer', async () => {
  const { page } = await openWindow(browser, 'about:blank');
  await page.route('**/api/overview', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Sign in to the network</h1>' }),
  );
  await page.goto(api.url());
  await page.getByText('Courier does not answer').first().waitFor();
  await page.context().close();
});
