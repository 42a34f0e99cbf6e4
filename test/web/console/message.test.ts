import type { Browser, Page } from 'playwright-core';
import { makeKey } from '../../api/admin/served';
import { fromMessenger, type Tenant } from '../../ledger/ledger';
import { launchBrowser, tabTo } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import {
  answer,
  lookAround,
  openConsole,
  openSignedIn,
  picture,
  SAID,
  serveConsole,
  signIn,
  type Answered,
  type OpenConsole,
  type ServedConsole,
} from '../support/console';

let browser: Browser;
let courier: ServedConsole;
let tenant: Tenant;
let sent: Answered;
let opened: OpenConsole;
beforeAll(async () => {
  [browser, courier] = await Promise.all([launchBrowser(), serveConsole()]);
  tenant = await courier.ledger.tenant();
  sent = await answer(courier.ledger, tenant, 'sent');
});
afterAll(async () => {
  await Promise.all([browser.close(), courier.close()]);
});
afterEach(() => opened.page.context().close());

const HEADING = 'Message from Kommo to Telegram';

const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

async function open(hash: string, options = {}): Promise<Page> {
  opened = await openSignedIn(browser, courier, hash, options);
  return opened.page;
}

/** What the api tells, as its own clients read it. */
async function steps(id: string): Promise<readonly { at: string; text: { title: string; detail: string } }[]> {
  const { body } = await courier.served.ask('GET', `/admin/v1/messages/${id}/trace`);
  return body.steps as readonly { at: string; text: { title: string; detail: string } }[];
}

async function search(page: Page, id: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
}

describe('signing in', () => {
  it('with a key that opens nothing is refused in a sentence, and with a good one goes on to where the link leads', async () => {
    opened = await openConsole(browser, `${courier.url}#/messages/${sent.deliveryId}`);
    const { page } = opened;
    await heading(page, 'Courier console');
    await lookAround(opened);
    await signIn(page, 'a-key-that-nobody-has');
    await page.getByRole('alert').getByText('Nothing opens with this key').waitFor();
    await page.route('**/admin/v1/accounts?limit=1', (route) => route.fulfill({ status: 404, json: { type: 'x' } }));
    await signIn(page);
    await page.getByRole('alert').getByText('The admin API is closed here').waitFor();
    await page.unroute('**/admin/v1/accounts?limit=1');
    await signIn(page);
    await heading(page, HEADING);
  });

  it('keeps the key in this tab only, and forgets it when told', async () => {
    const page = await open('');
    await heading(page, 'Accounts');
    await page.reload();
    await heading(page, 'Accounts');
    const kept = await page.evaluate<[string, string, number]>(
      '[document.cookie, JSON.stringify(localStorage), sessionStorage.length]',
    );
    expect(kept).toEqual(['', '{}', 1]);
    const other = await page.context().newPage();
    await other.goto(courier.url);
    await heading(other, 'Courier console');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Courier console');
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);
  });

  it('ends when the key is revoked, and says so', async () => {
    const { id, key } = await makeKey(courier.served);
    opened = await openConsole(browser, courier.url);
    const { page } = opened;
    await signIn(page, key);
    await heading(page, 'Accounts');
    await courier.served.ask('DELETE', `/admin/v1/keys/${id}?by=Olga`);
    await page.getByRole('link', { name: 'account1', exact: true }).click();
    await page.getByText('The key is not taken any more').waitFor();
  });

  it('with the key of an account shows that account only', async () => {
    const other = await courier.ledger.tenant();
    const { key } = await makeKey(courier.served, other.accountId);
    opened = await openConsole(browser, courier.url);
    const { page } = opened;
    await signIn(page, key);
    await page.getByRole('link', { name: 'account2', exact: true }).waitFor();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(2);
    await search(page, sent.deliveryId);
    await heading(page, 'There is nothing with this id');
  });
});

describe('a message', () => {
  it('is shown as a picture and as a table of the same steps with their times, and never what was said', async () => {
    const page = await open(`#/messages/${sent.deliveryId}`);
    await heading(page, HEADING);
    const table = page.getByRole('table');
    const told = await steps(sent.deliveryId);
    expect(told.length).toBeGreaterThan(8);
    expect(
      await page.evaluate<string[]>(`[...document.querySelectorAll('.trace time')].map((each) => each.dateTime)`),
    ).toEqual(told.map(({ at }) => at));
    const rows = await table.locator('tbody tr').allInnerTexts();
    for (const [index, { text }] of told.entries()) expect(rows[index]).toContain(text.title);
    const image = page.getByRole('img', { name: 'The path of the message' });
    await image.waitFor();
    await waitFor(() =>
      image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth > 500),
    );
    expect(await page.content()).not.toMatch(/Quagmire|umbrella/);
    await lookAround(opened);
    await picture(page, 'message');
  });

  it('is shared as a link and as JSON, without what was said', async () => {
    const page = await open(`#/messages/${sent.kommoId}`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    const copied = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()');
    await waitFor(async () => (await copied()) === `${courier.url}#/messages/${sent.deliveryId}`);
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await waitFor(async () => (await copied()).startsWith('{'));
    const shared = JSON.parse(await copied()) as { deliveryId: string; steps: unknown[] };
    expect(shared).toMatchObject({ deliveryId: sent.deliveryId, outcome: 'sent', tick: 'read' });
    for (const word of SAID.split(' ')) expect(JSON.stringify(shared)).not.toContain(word);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save picture' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`message-${sent.deliveryId}.svg`);
  });

  it('is found by any of its ids, with the keyboard alone', async () => {
    const page = await open('');
    await heading(page, 'Accounts');
    for (const id of [sent.kommoId, sent.deliveryId]) {
      await search(page, id);
      await page.waitForURL(`**/#/messages/${id}`);
      await heading(page, HEADING);
    }
    await search(page, sent.remoteId);
    await heading(page, 'There is nothing with this id');
    await tabTo(page, '#source');
    await page.getByLabel('If it is an id of a messenger').selectOption(tenant.sourceId);
    await page.keyboard.press('Enter');
    await tabTo(page, 'button[type=submit]:not(.icon-button)');
    await page.keyboard.press('Enter');
    await heading(page, HEADING);
    await search(page, sent.chatId);
    await heading(page, 'Chat');
    await search(page, String(tenant.accountId));
    await heading(page, 'Account account1');
  });

  it('whose id fits several is chosen from them', async () => {
    const said = { chatRemoteId: '901', remoteId: 'twice' };
    await courier.ledger.acceptor.accept([
      fromMessenger(tenant, said),
      fromMessenger(tenant, { ...said, chatRemoteId: '902' }),
    ]);
    const page = await open(`#/messages/twice?source=${tenant.sourceId}`);
    await heading(page, 'Several messages have this id');
    await lookAround(opened);
    await page.getByRole('link', { name: 'Message to Kommo' }).first().click();
    await heading(page, 'Message from Telegram to Kommo');
  });

  it('is told in the language and the colours of its reader', async () => {
    const page = await open(`#/messages/${sent.deliveryId}`, { locale: 'pt-BR', colorScheme: 'dark' });
    await page.getByRole('heading', { level: 2, name: 'Passo a passo' }).waitFor();
    expect(
      await page.evaluate<[string, string]>('[document.documentElement.lang, document.documentElement.dataset.theme]'),
    ).toEqual(['pt', 'dark']);
    await page.getByRole('combobox', { name: 'Idioma' }).selectOption('es');
    await page.getByRole('heading', { level: 2, name: 'Paso a paso' }).waitFor();
    expect(opened.errors).toEqual([]);
  });
});
