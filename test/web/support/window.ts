import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { accessibilityFaults, storesPictures, takePicture } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import type { FakeApi } from './fake-api';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const SIZES = {
  wide: { width: 860, height: 900 },
  phone: { width: 360, height: 780 },
} as const;

export interface OpenWindow {
  readonly page: Page;
  /** What our own policy refused, and scripts that failed. */
  readonly errors: string[];
}

/** The window by itself, in a context of its own: no clipboard, no storage, less motion. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenWindow> {
  const context = await browser.newContext({
    viewport: SIZES.wide,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors };
}

/** axe is put in through the debugger: the window's policy takes no script of others. */
export async function axeFaults(page: Page): Promise<string[]> {
  if ((await page.evaluate<string>('typeof axe')) === 'undefined') await page.evaluate(axe);
  return accessibilityFaults(page);
}

/** Nothing reaches over the edge, so nobody has to scroll sideways. */
export function overflow(page: Page | Frame): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Those that the documentation shows; the others are for looking at. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  'overview',
  'overview-dark',
  'overview-es',
  'overview-pt',
  'overview-mobile',
  'contacts',
  'conversations',
  'troubles',
  'troubles-dark',
  'empty',
  'installing',
  'waiting',
  'needs-authorisation',
  'wizard-1-messenger',
  'wizard-2-access',
  'wizard-2-access-mobile-es',
  'wizard-2-whatsapp-en',
  'wizard-3-pipeline',
  'wizard-4-failed',
  'wizard-4-checks',
  'wizard-4-check-failed',
  'card-warning',
  'wizard-5-test',
  'wizard-5-arrived',
  'wizard-5-arrived-dark',
  'menu',
  'remove',
  'people',
  'people-dark',
  'alerts',
  'alerts-pt',
  'changes',
  'templates',
  'templates-pt-dark',
  'templates-comparing',
  'imports-empty',
  'imports-new',
  'imports-uploading',
  'imports-look',
  'imports-look-es-mobile-dark',
  'imports-dates',
  'imports-running',
  'imports-done',
  'imports',
  'no-rights',
  'offline',
  'error',
  'loading',
  'outside',
]);

const forLooking = path.join(__dirname, '..', '..', '..', 'coverage', 'images');

/** The whole page; with a dialog on it, what is in sight. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!storesPictures()) return;
  const size = page.viewportSize() ?? SIZES.wide;
  if (await page.evaluate<boolean>("document.querySelector('.dialog, .menu') === null")) {
    const height = await page.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)');
    await page.setViewportSize({ width: size.width, height });
  }
  if (DOCUMENTED.has(name)) {
    await takePicture(page, `settings-${name}`);
  } else {
    mkdirSync(forLooking, { recursive: true });
    await page.screenshot({
      path: path.join(forLooking, `settings-${name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }
  await page.setViewportSize(size);
}

/** Presses the button of a page whose request is refused and stays so; then it is taken back, and the page is soon there. */
export async function tryAgain(api: FakeApi, page: Page, request: string): Promise<void> {
  const times = (): number => api.asked.filter(({ method, path }) => `${method} ${path}` === request).length;
  const before = times();
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitFor(() => times() > before, { what: `another ${request}` });
  api.refusals.delete(request);
}

/** Nothing for axe to find, nothing over the edge, and a picture. */
export async function look(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await picture(page, name);
}
