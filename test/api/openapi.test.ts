import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Router } from 'express';
import type { Browser } from 'playwright-core';
import { adminOperations, type AdminDependencies } from '../../src/api/admin/routes';
import { createApp, type AppDependencies } from '../../src/api/app';
import { withDocument } from '../../src/api/openapi/routes';
import type { SettingsDependencies } from '../../src/api/settings/dependencies';
import { settingsOperations } from '../../src/api/settings/routes';
import { operation, done } from '../../src/api/openapi/operation';
import { routerOf } from '../../src/api/openapi/router';
import { z } from 'zod';
import { openLedger, type Ledger } from '../ledger/ledger';
import { accessibilityFaults, launchBrowser } from '../support/browser';
import { NOBODY } from './admin/nobody';
import { ADMIN_KEY, serveAdmin, type Served } from './admin/served';
import { operationsOf } from './walker';

/** To look at; not for the documentation. */
const pictures = path.join(__dirname, '..', '..', 'coverage', 'images');

let ledger: Ledger;
let served: Served;
beforeAll(async () => {
  ledger = await openLedger();
  served = await serveAdmin(ledger);
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** Every route of a router and of those inside of it. */
function routesOf({ stack = [] }: { readonly stack?: readonly Layer[] }): string[] {
  return stack.flatMap(({ route, handle }) => {
    const inner = routesOf({ stack: handle?.stack ?? [] });
    if (route === undefined) return inner;
    const address = route.path.replace(/:(\w+)/g, '{$1}');
    return [...new Set(route.stack.map(({ method }) => `${method.toUpperCase()} ${address}`)), ...inner];
  });
}

describe('the document', () => {
  it('has every route, and no other', async () => {
    const { status, body } = await served.ask('GET', '/openapi.json', { key: '' });
    expect({ status, openapi: body.openapi }).toEqual({ status: 200, openapi: '3.1.0' });
    const told = operationsOf(body).map((each) => `${each.method} ${each.path}`);
    const routes = routesOf((served.app as unknown as { router: Router }).router as unknown as { stack: Layer[] });
    expect(routes.length).toBeGreaterThan(25);
    expect(told.sort()).toEqual(routes.sort());
  });

  it('of the whole api has what the walks of tenants go through, and nothing else', async () => {
    // None of it is asked for anything here.
    const deps = { ...NOBODY, publicUrl: 'https://courier.example', windowDir: '/', kommo: {} } as unknown;
    const app = createApp({
      admin: { ...(deps as AdminDependencies), adminKey: ADMIN_KEY },
      settings: deps as SettingsDependencies,
      health: { dead: () => [], unready: () => [] },
      trustedProxy: false,
      oauth: { testHosts: [] },
      crmHooks: { hookKeys: [] },
      media: {},
    } as unknown as AppDependencies);
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const told = operationsOf(await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json());
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    const walked = withDocument([
      ...adminOperations({ ...(deps as AdminDependencies), adminKey: ADMIN_KEY }),
      ...settingsOperations(deps as SettingsDependencies),
    ]);
    expect(told.map(({ operationId }) => operationId).sort()).toEqual(walked.map(({ id }) => id).sort());
  });

  it('names each operation once, and points at what is there', async () => {
    const { text, body } = await served.ask('GET', '/openapi.json');
    const ids = operationsOf(body).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const { schemas } = body.components as { schemas: Record<string, unknown> };
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(schemas).toHaveProperty(name);
  });

  it('of two operations at one address cannot be made', () => {
    const one = operation({
      id: 'one',
      method: 'get',
      path: '/x',
      tag: 'X',
      summary: 'X',
      security: null,
      scope: 'account',
      answer: z.object({}),
      handle: () => Promise.resolve(done({})),
    });
    expect(() => routerOf([one, one])).toThrow('get /x');
  });
});

describe('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('is readable at %i pixels, %s', async (width, colorScheme) => {
    // The checker is a script from outside, which the page would not let in.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${served.origin}/docs/api`);
    await page.screenshot({ path: path.join(pictures, `api-${width}-${colorScheme}.png`), animations: 'disabled' });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(
      await page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    await context.close();
  });

  it('has its style under its own policy, runs nothing, and leads to each operation', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const answer = await page.goto(`${served.origin}/docs/api`);
    expect(answer?.headers()['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.reference')).display`)).toBe('grid');
    const { body } = await served.ask('GET', '/openapi.json');
    for (const { operationId } of operationsOf(body)) {
      expect(await page.locator(`article#${operationId}`).count()).toBe(1);
      expect(await page.locator(`.contents a[href="#${operationId}"]`).count()).toBe(1);
    }
    const broken = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1)))`,
    );
    expect(broken).toEqual([]);
    await page.close();
  });
});
