import type { Browser, Page } from 'playwright-core';
import { launchBrowser, tabTo } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import { telegramChecks } from '../support/checks';
import { FakeApi } from '../support/fake-api';
import { OVERVIEWS } from '../support/fixtures';
import { axeFaults, look, openWindow, SIZES } from '../support/window';

const TOKEN = '123456789:AAH4xv0sPqGz7lT1wYbKcRnMdEoUiJfQaZs';

let browser: Browser;
let api: FakeApi;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  api = new FakeApi();
  api.overview = OVERVIEWS.empty();
  await api.start();
});
afterEach(() => api.stop());

async function toCredentials(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByRole('radio', { name: /Telegram/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
}

describe('A Telegram bot is connected', () => {
  it.each(['light', 'dark'] as const)('step by step, with a check that fails and is mended, in %s', async (theme) => {
    api.open = { ...api.open, theme };
    api.failingStep = 1;
    api.testStates = [{ kind: 'waiting' }];
    const suffix = theme === 'dark' ? '-dark' : '';
    const { page, errors } = await openWindow(browser, api.url());
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByRole('radio', { name: /Telegram/ }).check();
    await look(page, `wizard-1-messenger${suffix}`);
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.getByRole('heading', { name: 'Give Courier access to Telegram' }).waitFor();
    await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
    await look(page, `wizard-2-access${suffix}`);
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.getByRole('heading', { name: 'Where shall the messages arrive?' }).waitFor();
    expect(await page.getByLabel('Pipeline').inputValue()).toBe('11');
    await page.getByLabel('Pipeline').selectOption({ label: 'Wholesale' });
    await page.getByLabel('Name').fill('Garden centre');
    await look(page, `wizard-3-pipeline${suffix}`);
    await page.getByRole('button', { name: 'Connect' }).click();

    await page.getByText('Another service holds the webhook of this bot.').waitFor();
    await look(page, `wizard-4-failed${suffix}`);
    await page.getByRole('button', { name: 'Repair' }).click();
    await page.getByText('Everything works', { exact: true }).waitFor();
    expect(await page.locator('.step[data-state=done]').count()).toBe(4);
    await look(page, `wizard-4-checks${suffix}`);

    await page.getByRole('button', { name: 'Send yourself a test' }).click();
    await page.getByText('Waiting for your message…').waitFor();
    expect(await page.getByRole('link', { name: 'Open in Telegram' }).getAttribute('href')).toBe(
      'https://t.me/garden_bot',
    );
    await look(page, `wizard-5-test${suffix}`);
    api.testStates = [
      { kind: 'received', at: Date.now() },
      { kind: 'in-kommo', at: Date.now(), tookMs: 812 },
    ];
    await page.getByText('It is here, and on its way to Kommo…').waitFor();
    await page.getByText('Your message is in Kommo, after 0.8 s.').waitFor();
    await look(page, `wizard-5-arrived${suffix}`);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'Garden centre' }).waitFor();

    const [added, ...rest] = api.changesAsked();
    expect(added).toMatchObject({
      path: 'sources',
      body: { messenger: 'telegram', credentials: { token: TOKEN }, pipelineId: 13, name: 'Garden centre' },
    });
    expect(rest.map(({ path }) => path)).toEqual(['sources/new/repair', 'sources/new/test']);
    const keys = api.changesAsked().map(({ key }) => key);
    expect(keys.every((key) => key !== null)).toBe(true);
    expect(new Set(keys).size).toBe(keys.length);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

it('The pipeline that the widget was added to is the one that is chosen', async () => {
  api.open = { ...api.open, page: 'add-source', pipelineId: 12 };
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('radio', { name: /Telegram/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.getByLabel('Pipeline').inputValue()).toBe('12');
  await page.context().close();
});

it('A token that cannot be one is not sent; its field says why and has the focus', async () => {
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This is needed.').waitFor();
  await page.getByLabel('Bot token', { exact: true }).fill('my token');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This does not look right.').waitFor();
  await waitFor(() => page.evaluate<boolean>("document.activeElement?.name === 'token'"), { what: 'the focus' });
  expect(await page.getByLabel('Bot token', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  expect(await axeFaults(page)).toEqual([]);
  expect(api.changesAsked()).toEqual([]);
  await page.context().close();
});

it('A token that the messenger refuses leads back to its field, with everything else kept', async () => {
  api.refusals.set('POST sources', {
    status: 422,
    type: 'credentials-refused',
    detail: 'Telegram does not know this token.',
    field: 'token',
  });
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Name').fill('Garden centre');
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('Telegram does not know this token.').waitFor();
  expect(await page.getByLabel('Bot token', { exact: true }).inputValue()).toBe(TOKEN);
  await look(page, 'wizard-2-refused');
  await page.getByLabel('Bot token', { exact: true }).fill(`${TOKEN}2`);
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.getByLabel('Name').inputValue()).toBe('Garden centre');
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('Everything works', { exact: true }).waitFor();
  await page.context().close();
});

it('A bot of another account, and an account that is full, are said in words', async () => {
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Continue' }).click();
  api.refusals.set('POST sources', { status: 409, type: 'source-limit', detail: '' });
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('No more sources fit into this account').waitFor();
  api.refusals.set('POST sources', { status: 409, type: 'connected-elsewhere', detail: '' });
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('This is connected to another Kommo account').waitFor();
  expect(await page.getByLabel('Bot token', { exact: true }).inputValue()).toBe(TOKEN);
  await page.context().close();
});

it('When the answer is lost, what is asked again has the same key and is done once', async () => {
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Continue' }).click();
  api.away = true;
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('What you entered is still here.').waitFor();
  api.away = false;
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('Everything works', { exact: true }).waitFor();
  const keys = api
    .changesAsked()
    .filter(({ path }) => path === 'sources')
    .map(({ key }) => key);
  expect(keys.length).toBeGreaterThanOrEqual(2);
  expect(new Set(keys).size).toBe(1);
  await page.context().close();
});

it('The secret is masked, seen only while the eye is held, and gone from the page when the wizard is left', async () => {
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  const field = page.locator('input[name=token]');
  await field.fill(TOKEN);
  const type = () => field.getAttribute('type');
  expect(await type()).toBe('password');
  await page.getByRole('button', { name: 'Hold to show' }).hover();
  await page.mouse.down();
  expect(await type()).toBe('text');
  await page.mouse.up();
  expect(await type()).toBe('password');
  await page.getByRole('button', { name: 'Hold to show' }).focus();
  await page.keyboard.down('Space');
  expect(await type()).toBe('text');
  await page.keyboard.up('Space');
  expect(await type()).toBe('password');
  await page.getByRole('button', { name: 'Leave' }).click();
  await toCredentials(page);
  expect(await field.inputValue()).toBe('');
  await page.context().close();
});

it('What was typed for one messenger is not shown to another', async () => {
  const { page } = await openWindow(browser, api.url());
  await toCredentials(page);
  await page.getByLabel('Bot token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('radio', { name: /Viber/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.getByLabel('Bot token', { exact: true }).inputValue()).toBe('');
  await look(page, 'wizard-2-other-messenger');
  await page.context().close();
});

it('A test that fails says why and can be tried again', async () => {
  api.overview = OVERVIEWS.overview();
  api.testStates = [{ kind: 'failed', text: 'Kommo refused the message: its pipeline is archived.' }];
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('button', { name: 'More for Flower shop' }).click();
  await page.getByRole('menuitem', { name: 'Send yourself a test' }).click();
  await page.getByText('Kommo refused the message: its pipeline is archived.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  api.testStates = [{ kind: 'in-kommo', at: Date.now(), tookMs: 1_240 }];
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Your message is in Kommo, after 1.2 s.').waitFor();
  await page.context().close();
});

it('It is walked with the keyboard alone', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('button', { name: 'Add a source' }).waitFor();
  await tabTo(page, '.empty .button-primary');
  await page.keyboard.press('Enter');
  await waitFor(() => page.evaluate<boolean>("document.activeElement?.tagName === 'H1'"), { what: 'the focus' });
  await tabTo(page, 'input[name=messenger]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await waitFor(
    () => page.evaluate<boolean>("document.activeElement?.textContent === 'Give Courier access to Telegram'"),
    { what: 'the focus' },
  );
  await tabTo(page, 'input[name=token]');
  await page.keyboard.type(TOKEN);
  await page.keyboard.press('Enter');
  await waitFor(
    () => page.evaluate<boolean>("document.activeElement?.textContent === 'Where shall the messages arrive?'"),
    { what: 'the focus' },
  );
  await tabTo(page, 'select');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'input[name=name]');
  await page.keyboard.press('Enter');
  await page.getByText('Everything works', { exact: true }).waitFor();
  await tabTo(page, '.wizard-actions .button-primary');
  await page.keyboard.press('Enter');
  await waitFor(() => page.evaluate<boolean>("document.activeElement?.textContent === 'Send yourself a test'"), {
    what: 'the focus',
  });
  expect(api.changesAsked()[0]?.body).toMatchObject({ pipelineId: 12 });
  await page.context().close();
});

describe('It fits a phone, in each language', () => {
  it.each([
    ['en', 'Add a source'],
    ['es', 'Añadir una fuente'],
    ['pt', 'Adicionar uma fonte'],
  ] as const)('%s', async (language, add) => {
    api.open = { ...api.open, language };
    api.found = telegramChecks(language);
    const { page } = await openWindow(browser, api.url(), { viewport: SIZES.phone });
    await page.getByRole('button', { name: add }).click();
    await page.getByRole('radio', { name: /Telegram/ }).check();
    await page.keyboard.press('Enter');
    await page.locator('input[name=token]').waitFor();
    await look(page, `wizard-2-access-mobile-${language}`);
    await page.locator('input[name=token]').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.locator('input[name=name]').press('Enter');
    await page.locator('.callout[data-tone=good]').waitFor();
    await look(page, `wizard-4-checks-mobile-${language}`);
    await page.locator('.wizard-actions .button-primary').click();
    await page.locator('.test-way').waitFor();
    await look(page, `wizard-5-test-mobile-${language}`);
    await page.context().close();
  });
});
