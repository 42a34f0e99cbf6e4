import type { Browser, Page } from 'playwright-core';
import { makeKey } from '../../api/admin/served';
import { fromKommo, fromMessenger, quietChat, type Tenant } from '../../ledger/ledger';
import { launchBrowser, tabTo } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import {
  answer,
  compared,
  lookAround,
  named,
  openConsole,
  openSignedIn,
  picture,
  serveConsole,
  signIn,
  TEMPORAL_UI,
  type Answered,
  type OpenConsole,
  type ServedConsole,
} from '../support/console';

let browser: Browser;
let courier: ServedConsole;
let opened: OpenConsole;
const tenants: Record<'shop' | 'bakery' | 'clinic' | 'rental', Tenant> = {} as never;
let parked: Answered;
let doubtful: Answered;
beforeAll(async () => {
  [browser, courier] = await Promise.all([launchBrowser(), serveConsole()]);
  const { ledger } = courier;
  tenants.shop = await ledger.tenant();
  tenants.bakery = await ledger.tenant();
  tenants.clinic = await ledger.tenant();
  tenants.rental = await ledger.tenant();
  await named(ledger, tenants.shop, 'flower-shop');
  await named(ledger, tenants.bakery, 'bakery');
  await named(ledger, tenants.clinic, 'clinic');
  await named(ledger, tenants.rental, 'bike-rental');
  for (const tenant of [tenants.shop, tenants.bakery, tenants.clinic]) await compared(ledger, tenant);
  await answer(ledger, tenants.shop, 'sent');
  parked = await answer(ledger, tenants.bakery, 'parked');
  doubtful = await answer(ledger, tenants.bakery, 'unknown');
  await late(tenants.bakery);
  await ledger.db.query(
    `with broken as (
       update sources set fault = 'credentials', fault_text = 'Telegram does not accept the bot token any more (401).',
                          fault_since = now() where id = $1
     ), refused as (
       insert into grants (integration_id, account_id, kind, access_token, refresh_token, expires_at, state, refused_since,
                           refused_why)
       select integration_id, account_id, 'oauth', 'sealed', 'sealed', now(), 'refused', now(), 'revoked' from scopes where id = $2
     ), brought as (
       insert into imports (account_id, source_id, options, file_name, created_by, state, gaps)
       values ($3, $4, '{"newestLive": false, "perSecond": 4}', 'result.zip', 'Ana', 'sending', '{}') returning id
     )
     insert into import_chats (import_id, name, account_id, title, chat_id, told, known)
     select id, 'chat-1', $3, 'Ana', $5, 1200, 840 from brought`,
    [
      ...[tenants.clinic.sourceId, tenants.rental.scopeId],
      ...[tenants.bakery.accountId, tenants.bakery.sourceId, parked.chatId],
    ],
  );
});
afterAll(async () => {
  await Promise.all([browser.close(), courier.close()]);
});
afterEach(() => opened.page.context().close());

/** A message that came to light too late to be sent by itself. */
async function late(tenant: Tenant): Promise<void> {
  const { clientId } = await quietChat(courier.ledger, tenant);
  await courier.ledger.acceptor.accept([
    fromKommo(tenant, { chatClientId: clientId, late: 'asks', at: Date.now() - 45 * 60_000 }),
  ]);
}

async function open(hash: string, options = {}): Promise<Page> {
  opened = await openSignedIn(browser, courier, hash, options);
  return opened.page;
}

const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
const commandsOf = async (): Promise<readonly unknown[]> =>
  (await courier.ledger.db.query('select command, by, why, result from commands order by id')).rows as unknown[];

describe('accounts', () => {
  it('are listed with what is most urgent, how complete they are, and how much is stuck', async () => {
    const page = await open('');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('flower-shop').getByText('Everything flows').waitFor();
    await row('flower-shop')
      .getByText(/^0 gaps in the last 24 h, checked at \d\d:\d\d$/)
      .waitFor();
    await row('bakery').getByText('2 messages are stuck').waitFor();
    await row('bakery')
      .getByText(/^1 gap in the last 24 h, checked at/)
      .waitFor();
    await row('clinic').getByText('1 source does not work').waitFor();
    await row('bike-rental').getByText('Kommo lets Courier in no more').waitFor();
    await row('bike-rental').getByText('0 gaps in the last 24 h, not checked yet').waitFor();
    await lookAround(opened);
    await picture(page, 'accounts');
  });

  it('of nobody are none, and an api that is away is said to be', async () => {
    await courier.served.ask('GET', '/admin/v1/accounts');
    opened = await openConsole(browser, courier.url);
    const { page } = opened;
    await page.route('**/admin/v1/accounts?limit=50', (route) => route.fulfill({ json: { accounts: [], next: null } }));
    await signIn(page);
    await page.getByText('No account yet').waitFor();
    await lookAround(opened);
    await page.route('**/admin/v1/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('The api does not answer').waitFor();
    await page.unroute('**/admin/v1/**');
    await page.unroute('**/admin/v1/accounts?limit=50');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'bakery' }).waitFor();
  });
});

describe('an account', () => {
  const hash = (): string => `#/accounts/${tenants.bakery.accountId}`;

  it('shows its sources, what is stuck and why, what is missing and how far imports are', async () => {
    const page = await open(hash());
    await heading(page, 'Account bakery');
    const row = page.getByRole('row').filter({ hasText: 'Message to the customer' });
    await row.getByText('Parked').waitFor();
    await row.getByText('Telegram has an internal error (HTTP 500).').waitFor();
    await row.getByText('5 attempts').waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: 'Waits for a decision' })
      .getByRole('button', { name: 'Send' })
      .waitFor();
    await page.getByText('1 message was found too late to be sent by itself').waitFor();
    await page.getByRole('progressbar', { name: '840 of 1,200' }).waitFor();
    expect(await page.content()).not.toMatch(/Quagmire|umbrella/);
    await lookAround(opened);
    await picture(page, 'account');
    await page.getByLabel('In doubt').check();
    await page.getByText('It may have arrived: Telegram gave no answer.').waitFor();
    await page.getByLabel('Failed').check();
    await page.getByText('Nothing failed').waitFor();
  });

  it('of which only a webhook of Kommo’s tells that something was written, says so', async () => {
    const { accountId, scopeId } = tenants.bakery;
    const { db } = courier.ledger;
    await db.query(
      `insert into told_outgoing (account_id, kommo_id, kommo_chat, scope_id, at, missing_since)
       values ($1, 'm-lost', 'c-unknown', $2, now() - interval '1 hour', now())`,
      [accountId, scopeId],
    );
    const page = await open(hash());
    const row = page.getByRole('row').filter({ hasText: 'Chat c-unknown of Kommo' });
    await row.getByText('only its author can send it again').waitFor();
    await page.getByText(/^2 gaps in the last 24 h/).waitFor();
    await lookAround(opened);
    await db.query('delete from told_outgoing');
  });

  it('with more than fits a page has a next one', async () => {
    await courier.ledger.acceptor.accept(Array.from({ length: 60 }, () => fromMessenger(tenants.clinic)));
    const page = await open(`#/accounts/${tenants.clinic.accountId}`);
    await page.getByLabel('Waiting').check();
    const rows = page.getByRole('row').filter({ hasText: 'Message to Kommo' });
    await waitFor(async () => (await rows.count()) === 50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await waitFor(async () => (await rows.count()) === 60);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('of another key is not there', async () => {
    const { key } = await makeKey(courier.served, tenants.shop.accountId);
    opened = await openConsole(browser, courier.url + hash());
    await signIn(opened.page, key);
    await opened.page.getByText('No account has this id').waitFor();
    expect(await opened.page.content()).not.toContain('bakery');
  });
});

describe('a chat', () => {
  it('shows its window, its lanes, what went there, and where Temporal has it', async () => {
    await courier.ledger.db.query(`update chats set window_closes_at = now() - interval '1 hour' where id = $1`, [
      parked.chatId,
    ]);
    const page = await open(`#/chats/${parked.chatId}`);
    await page.getByText(/^Shut since/).waitFor();
    await page.getByText(/^1 message waits since .* 1 stuck$/).waitFor();
    await page.getByRole('row').filter({ hasText: 'Message to Kommo' }).getByText('Sent').waitFor();
    const link = page.getByRole('link', { name: 'In Temporal' });
    expect(await link.getAttribute('href')).toBe(
      `${TEMPORAL_UI}/workflows/${encodeURIComponent(`chat:telegram:${parked.chatId}`)}`,
    );
    expect(await page.content()).not.toMatch(/Quagmire|umbrella/);
    await lookAround(opened);
    await picture(page, 'chat');
  });
});

describe('commands', () => {
  it('are asked about before, given in a name, and told what came of them', async () => {
    const page = await open(`#/messages/${parked.deliveryId}`);
    await page.getByRole('button', { name: 'Skip' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Give this message up?' });
    await dialog.waitFor();
    await lookAround(opened);
    await dialog.getByRole('button', { name: 'Give up' }).click();
    expect(await dialog.getByText('This is needed.').count()).toBe(2);
    expect(await page.evaluate<string>('document.activeElement.labels[0].innerText')).toBe('Why');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Retry' }).click();
    await tabTo(page, '[role=alertdialog] input[required]');
    await page.keyboard.type('Olga');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'It is tried now' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Olga' }).waitFor();
    expect(await commandsOf()).toEqual([{ command: 'retry', by: 'Olga', why: null, result: 'done: It is tried now' }]);
  });

  it('that do not fit are refused in words, and the name is remembered', async () => {
    const page = await open(`#/accounts/${tenants.bakery.accountId}`);
    await page.getByLabel('In doubt').check();
    const give = async (verdict: string, confirm: string): Promise<void> => {
      await page.getByRole('button', { name: verdict, exact: true }).click();
      const dialog = page.getByRole('alertdialog');
      if ((await dialog.getByLabel('Who says so').inputValue()) === '')
        await dialog.getByLabel('Who says so').fill('Olga');
      await dialog.getByRole('button', { name: confirm }).click();
    };
    await courier.served.ask('POST', `/admin/v1/deliveries/${doubtful.deliveryId}/decide`, {
      body: { by: 'Ana', verdict: 'arrived' },
    });
    await give('It arrived', 'It arrived');
    await page.getByRole('alertdialog').getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await give('Send again', 'Send again');
    await page.getByRole('alertdialog').getByRole('alert').waitFor();
  });

  it('that take their row away leave the focus on the page', async () => {
    const page = await open(`#/accounts/${tenants.bakery.accountId}`);
    await page.getByRole('button', { name: 'Skip' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Why').fill('wrong price');
    await dialog.getByLabel('Who says so').fill('Olga');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Skip' }).waitFor({ state: 'detached' });
    await waitFor(() => page.evaluate<boolean>('document.activeElement.id === "main"'));
    await page.getByLabel('Failed').check();
    await page.getByText('Not sent: given up by an operator (wrong price).').waitFor();
  });

  it('whose answer was lost are done once, however often they are given', async () => {
    const page = await open(`#/chats/${doubtful.chatId}`);
    await page.getByRole('button', { name: 'Pause' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Who says so').fill('Nora');
    await page.route('**/pause', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByRole('alert').getByText('No answer came, and it may have been done.').waitFor();
    await page.unroute('**/pause');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect((await commandsOf()).filter((each) => (each as { by: string }).by === 'Nora')).toHaveLength(1);
  });

  it('decide about what was found too late', async () => {
    const page = await open(`#/accounts/${tenants.bakery.accountId}`);
    await page.getByRole('button', { name: 'Dismiss all' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Leave it unsent?' });
    await dialog.getByLabel('Who says so').fill('Olga');
    await dialog.getByRole('button', { name: 'Dismiss all' }).click();
    await page.getByText('left unsent').waitFor();
    expect(await page.getByText('found too late to be sent').count()).toBe(0);
  });

  it('to an import are for that import, in a name', async () => {
    const page = await open(`#/accounts/${tenants.bakery.accountId}`);
    const given: unknown[] = [];
    await page.route('**/imports/*/*', (route) => {
      given.push([
        new URL(route.request().url()).pathname.replace(/[-0-9a-f]{36}/, 'id'),
        route.request().postDataJSON(),
      ]);
      return route.fulfill({ json: {} });
    });
    const row = page.getByRole('row').filter({ hasText: 'result.zip' });
    for (const name of ['Pause', 'Cancel']) {
      await row.getByRole('button', { name }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByLabel('Who says so').fill('Olga');
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('Done').waitFor();
    }
    const path = `/admin/v1/accounts/${tenants.bakery.accountId}/imports/id`;
    expect(given).toEqual([
      [`${path}/pause`, { by: 'Olga' }],
      [`${path}/cancel`, { by: 'Olga' }],
    ]);
  });

  it('pause a source, and let it go on', async () => {
    const page = await open(`#/accounts/${tenants.shop.accountId}`);
    const row = page.getByRole('row').filter({ hasText: 'Shop' });
    for (const [name, state] of [
      ['Pause', 'Held'],
      ['Resume', 'Works'],
    ] as const) {
      await row.getByRole('button', { name }).click();
      await page.getByLabel('Who says so').fill('Olga');
      await page.getByRole('alertdialog').getByRole('button', { name }).click();
      await row.getByText(state, { exact: true }).waitFor();
    }
  });
});
