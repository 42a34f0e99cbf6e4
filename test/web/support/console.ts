import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { consolePage } from '../../../src/api/console/console-page';
import { putOff } from '../../../src/ledger/attempt';
import { settleAndClaim, type Settlement } from '../../../src/ledger/claim';
import { markParked } from '../../../src/ledger/trace-marks';
import { markTickReported } from '../../../src/ledger/ticks';
import { markWoken } from '../../../src/ledger/wakes';
import type { ChatId, DeliveryId } from '../../../src/model/ids';
import { ADMIN_KEY, serveAdmin, type Served } from '../../api/admin/served';
import { claim, fromKommo, openLedger, quietChat, receipt, take, type Ledger, type Tenant } from '../../ledger/ledger';
import { accessibilityFaults, takePicture } from '../../support/browser';
import { axeFaults, overflow } from './window';

/** Found nowhere but in what people said. */
export const SAID = 'Quagmire lorry teapot umbrella';
export const TEMPORAL_UI = 'http://127.0.0.1:8233/namespaces/default';

/** The built console beside the admin API, with a database of its own and an engine that obeys. */
export interface ServedConsole {
  readonly ledger: Ledger;
  readonly served: Served;
  /** Of the console. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serveConsole(): Promise<ServedConsole> {
  const ledger = await openLedger();
  const served = await serveAdmin(ledger, { temporalUi: TEMPORAL_UI });
  served.app.use(consolePage(path.join(__dirname, '..', '..', '..', 'dist', 'web', 'console')));
  return {
    ledger,
    served,
    url: `${served.origin}/console/`,
    close: async () => {
      await served.close();
      await ledger.close();
    },
  };
}

export interface OpenConsole {
  readonly page: Page;
  /** What our own policy refused, and scripts that failed. */
  readonly errors: string[];
}

/** A tab of its own, as a browser opens it that was never here. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenConsole> {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 860 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
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

export async function signIn(page: Page, key = ADMIN_KEY): Promise<void> {
  await page.locator('#key').fill(key);
  await page.locator('#key').press('Enter');
}

/** Signed in, and at an address of the console such as `#/accounts/1`. */
export async function openSignedIn(
  browser: Browser,
  { url }: ServedConsole,
  hash = '',
  options: BrowserContextOptions = {},
): Promise<OpenConsole> {
  const opened = await openConsole(browser, url + hash, options);
  await signIn(opened.page);
  await opened.page.getByRole('main').waitFor();
  return opened;
}

/** Nothing for axe to find and nothing over the edge: in light, in dark, and on a narrow screen. */
export async function lookAround({ page, errors }: OpenConsole): Promise<void> {
  const size = page.viewportSize();
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.emulateMedia({ colorScheme: 'light' });
  if (size !== null) await page.setViewportSize(size);
  expect(await overflow(page)).toBe(0);
  expect(errors).toEqual([]);
}

/** The page from top to bottom. */
export async function picture(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  const height = await page.evaluate<number>(
    'Math.ceil(document.querySelector("#root").getBoundingClientRect().height)',
  );
  if (size !== null) await page.setViewportSize({ width: size.width, height });
  await takePicture(page, `console-${name}`);
  if (size !== null) await page.setViewportSize(size);
}

export interface Answered {
  readonly chatId: ChatId;
  readonly deliveryId: DeliveryId;
  readonly kommoId: string;
  readonly remoteId: string;
}

type Ending = 'sent' | 'parked' | 'unknown';

const REASON = { code: 903, text: 'Telegram has an internal error (HTTP 500).' } as const;

/** An answer of a manager in a chat of its own, up to its end or until it is stuck. */
export async function answer(ledger: Ledger, tenant: Tenant, ending: Ending): Promise<Answered> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  const said = fromKommo(tenant, {
    chatKommoId: randomUUID(),
    chatClientId: clientId,
    text: SAID,
    at: Date.now() - 4_000,
    came: { at: Date.now() - 3_000, bytes: 1_184, takenBy: 'api-1/17', verifiedBy: 'hmac-sha1-of-body' },
  });
  const { wake } = await ledger.acceptor.accept([said]);
  await markWoken(ledger.db, wake);
  const held = await take(ledger.db, chatId, 'to-messenger');
  const remoteId = `tg-${chatId}`;
  const failures = ending === 'parked' ? 5 : 1;
  let { id: deliveryId } = await claim(ledger.db, held);
  for (let failed = 1; failed <= failures; failed += 1) {
    const forMs = failed === 5 ? 60_000 : 0;
    await putOff(ledger.db, held, deliveryId, REASON, { forMs, counts: true });
    if (failed < 5) ({ id: deliveryId } = await claim(ledger.db, held));
  }
  const settle = (settlement: Omit<Settlement, 'deliveryId'>) =>
    settleAndClaim(ledger.db, held, { deliveryId, ...settlement }, 'leave');
  switch (ending) {
    case 'parked':
      await markParked(ledger.db, deliveryId);
      break;
    case 'unknown':
      await settle({ outcome: { kind: 'unknown', text: 'It may have arrived: Telegram gave no answer.' } });
      break;
    case 'sent':
      await settle({ outcome: { kind: 'sent' }, remoteId, tick: 'sent' });
      await ledger.acceptor.accept([receipt(tenant, remoteId, 'delivered', { at: Date.now() })]);
      await markTickReported(ledger.db, deliveryId, 'delivered', 'told');
      await ledger.acceptor.accept([receipt(tenant, remoteId, 'read', { at: Date.now() })]);
      await markTickReported(ledger.db, deliveryId, 'read', 'told');
      break;
  }
  return { chatId, deliveryId, kommoId: said.kommoId, remoteId };
}

/** All of the account was compared with Kommo's history just now. */
export async function compared(ledger: Ledger, { scopeId, accountId }: Tenant): Promise<void> {
  await ledger.db.query(
    `insert into reconciliations (scope_id, account_id, begun_at, ended_at, last_ended_at)
     values ($1, $2, now(), now(), now())`,
    [scopeId, accountId],
  );
}

export async function named(ledger: Ledger, { accountId }: Tenant, subdomain: string): Promise<void> {
  await ledger.db.query('update accounts set subdomain = $2 where id = $1', [accountId, subdomain]);
}
