import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { accessibilityFaults } from '../../support/browser';

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

