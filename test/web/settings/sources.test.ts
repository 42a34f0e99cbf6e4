import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, tabTo } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import { FakeApi } from '../support/fake-api';
import { CONSENT, OVERVIEWS, sourceSteps } from '../support/fixtures';
import { axeFaults, look, openWindow, SIZES } from '../support/window';

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

async function choose(page: Page, source: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${source}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

const card = (page: Page, source: string) => page.getByRole('listitem').filter({ hasText: source });

/** What has the focus, by its name for screen readers. */
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? ''",
  );

const focusOn = (page: Page, name: string) =>
  waitFor(async () => (await focused(page)) === name, { what: `the focus on ${name}` });

it('The menu is axe clean in both themes', async () => {
  for (const theme of ['light', 'dark'] as const) {
    api.open = { ...api.open, theme };
    const { page, errors } = await openWindow(browser, api.url());
    await page.getByRole('button', { name: 'More for Support line' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
    await look(page, theme === 'light' ? 'menu' : 'menu-dark');
    expect(errors).toEqual([]);
    await page.context().close();
  }
});

it('A source is renamed, and the focus returns to its menu', async () => {
  const { page, errors } = await openWindow(browser, api.url());
  await choose(page, 'Support line', 'Rename');
  await page.getByRole('dialog', { name: 'Rename the source' }).waitFor();
  await look(page, 'rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('   ');
  await page.keyboard.press('Enter');
  await page.getByText('This is needed.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Help desk');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Help desk' }).waitFor();
  await focusOn(page, 'More for Help desk');
  expect(api.changesAsked()).toMatchObject([{ method: 'PATCH', path: 'sources/s2', body: { name: 'Help desk' } }]);
  expect(errors).toEqual([]);
  await page.context().close();
});

it('A name that is refused stays in the dialog, with the reason', async () => {
  api.refusals.set('PATCH sources/s2', { status: 422, type: 'invalid', detail: 'Kommo takes no such name.' });
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Support line', 'Rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('Help desk');
  await page.keyboard.press('Enter');
  await page.getByText('Kommo takes no such name.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Help desk');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await focusOn(page, 'More for Support line');
  expect(await page.getByRole('heading', { name: 'Support line' }).count()).toBe(1);
  await page.context().close();
});

it('A source is moved to another pipeline', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Support line', 'Move to another pipeline');
  await page.locator('option', { hasText: 'Sales (main)' }).waitFor({ state: 'attached' });
  expect(await page.getByRole('combobox', { name: 'Pipeline' }).inputValue()).toBe('12');
  await look(page, 'move');
  await page.getByRole('combobox', { name: 'Pipeline' }).selectOption({ label: 'Wholesale' });
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await card(page, 'Support line').getByText('Wholesale').waitFor();
  await page.context().close();
});

describe('What is done with contacts and leads', () => {
  it.each([
    ['en', 'light', 'contacts', 'More for Support line', 'Contacts and leads'],
    ['es', 'dark', 'contacts-dark-es', 'Más sobre Support line', 'Contactos y leads'],
    ['pt', 'light', 'contacts-pt', 'Mais sobre Support line', 'Contatos e leads'],
  ] as const)('is axe clean in %s, %s', async (language, theme, name, more, item) => {
    api.open = { ...api.open, language, theme };
    const { page, errors } = await openWindow(browser, api.url());
    await page.getByRole('button', { name: more }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog', { name: item }).locator('select').first().waitFor();
    await look(page, name);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('fits a phone', async () => {
    const { page } = await openWindow(browser, api.url(), { viewport: SIZES.phone });
    await choose(page, 'Support line', 'Contacts and leads');
    await page.getByRole('combobox', { name: 'utm_source' }).waitFor();
    await look(page, 'contacts-mobile');
    await page.context().close();
  });

  it('is chosen and saved whole; a field that is gone can be left', async () => {
    api.overview = OVERVIEWS.overview();
    const [first, ...others] = api.overview.sources;
    if (first === undefined) throw new Error('There is no source');
    const contacts = { preLink: false, referralFields: { ref: 77 } };
    api.overview = { ...api.overview, sources: [{ ...first, contacts }, ...others] };
    const { page } = await openWindow(browser, api.url());
    await choose(page, first.name, 'Contacts and leads');
    const utm = page.getByRole('combobox', { name: 'utm_source' });
    await utm.selectOption({ label: 'utm_source' });
    await page.getByRole('checkbox', { name: 'Look for the contact first' }).check();
    await page.getByRole('combobox', { name: 'Title of the ad' }).selectOption({ label: 'Advertisement' });
    const gone = page.getByRole('combobox', { name: 'What the link carried (ref)' });
    expect(await gone.locator('option:checked').textContent()).toBe('A field that is gone (77)');
    await gone.selectOption({ label: 'Not written' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await waitFor(() => api.changesAsked()[0], { what: 'the change' });
    expect(api.changesAsked()).toMatchObject([
      {
        method: 'PATCH',
        path: `sources/${first.id}`,
        body: { preLink: true, referralFields: { utm_source: 31, title: 41 } },
      },
    ]);
    expect(Object.keys((api.changesAsked()[0]?.body as { referralFields: object }).referralFields)).toHaveLength(2);
    await focusOn(page, `More for ${first.name}`);
    await page.context().close();
  });
});

describe('What is done with conversations', () => {
  it.each([
    ['en', 'light', 'conversations', 'More for Support line', 'Conversations', 'Mark what a bot wrote'],
    [
      'es',
      'dark',
      'conversations-dark-es',
      'Más sobre Support line',
      'Conversaciones',
      'Marcar lo que escribió un bot',
    ],
    ['pt', 'light', 'conversations-pt', 'Mais sobre Support line', 'Conversas', 'Marcar o que um bot escreveu'],
  ] as const)('is axe clean in %s, %s', async (language, theme, name, more, item, marks) => {
    api.open = { ...api.open, language, theme };
    const { page, errors } = await openWindow(browser, api.url());
    await page.getByRole('button', { name: more }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog', { name: item }).getByRole('checkbox').first().check();
    await page.getByRole('checkbox', { name: marks }).check();
    await look(page, name);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('fits a phone', async () => {
    const { page } = await openWindow(browser, api.url(), { viewport: SIZES.phone });
    await choose(page, 'Support line', 'Conversations');
    await page.getByRole('checkbox', { name: 'Mark what a bot wrote' }).check();
    await look(page, 'conversations-mobile');
    await page.context().close();
  });

  it('is chosen by keyboard and saved whole; the focus returns to the menu', async () => {
    const { page } = await openWindow(browser, api.url());
    await choose(page, 'Support line', 'Conversations');
    const survey = page.getByRole('checkbox', { name: 'Ask for a score first' });
    expect(await survey.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'When the time to answer is over' }).press('Space');
    await survey.press('Space');
    await page.getByRole('checkbox', { name: 'Mark what a bot wrote' }).press('Space');
    await page.getByRole('textbox', { name: 'Mark' }).fill('  ');
    await page.keyboard.press('Enter');
    await page.getByText('This is needed.').waitFor();
    await page.getByRole('textbox', { name: 'Mark' }).fill('via bot:');
    await page.getByText('“via bot: We are open until six.”').waitFor();
    await page.keyboard.press('Enter');
    await focusOn(page, 'More for Support line');
    expect(api.changesAsked()).toMatchObject([
      {
        method: 'PATCH',
        path: 'sources/s2',
        body: { closesAfterWindow: true, closesWithCustomer: false, closesWithSurvey: false, botMark: 'via bot:' },
      },
    ]);
    await page.context().close();
  });

  it('says why there is nothing to close where one may answer at any time, and takes a mark away', async () => {
    api.overview = OVERVIEWS.overview();
    const sources = api.overview.sources.map((each) => ({
      ...each,
      conversations: { ...each.conversations, botMark: '🤖' },
    }));
    api.overview = { ...api.overview, sources };
    const { page } = await openWindow(browser, api.url());
    await choose(page, 'Flower shop', 'Conversations');
    expect(await page.getByRole('checkbox', { name: 'When the time to answer is over' }).isDisabled()).toBe(true);
    await page.getByText('Telegram lets managers answer at any time.').waitFor();
    await page.getByRole('checkbox', { name: 'Mark what a bot wrote' }).uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await waitFor(() => api.changesAsked()[0], { what: 'the change' });
    expect(api.changesAsked()).toMatchObject([{ body: { closesAfterWindow: false, botMark: null } }]);
    await page.context().close();
  });
});

it('A source whose pipeline was archived gets another one', async () => {
  api.overview = OVERVIEWS.troubles();
  const { page } = await openWindow(browser, api.url());
  await card(page, 'Christmas sale').getByRole('button', { name: 'Choose a pipeline' }).click();
  await page.locator('option', { hasText: 'Sales (main)' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByRole('dialog').locator('.field-fault').waitFor();
  await page.getByRole('combobox', { name: 'Pipeline' }).selectOption({ label: 'After-sales' });
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await waitFor(() => api.changesAsked()[0], { what: 'the change' });
  expect(api.changesAsked()).toMatchObject([{ method: 'PATCH', path: 'sources/s5', body: { pipelineId: 12 } }]);
  await page.context().close();
});

it('The default is marked at once, and taken back when it was refused', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Wholesale', 'Make it the default');
  await card(page, 'Wholesale').getByText('Default').waitFor();
  expect(await page.getByText('Default', { exact: true }).count()).toBe(1);
  await waitFor(() => api.changesAsked()[0], { what: 'the change' });
  api.refusals.set('PATCH sources/s2', { status: 409, type: 'conflict', detail: '' });
  await choose(page, 'Support line', 'Make it the default');
  await page.getByText('This has changed meanwhile').waitFor();
  await card(page, 'Wholesale').getByText('Default').waitFor();
  await page.context().close();
});

it('It is paused and resumed', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Support line', 'Pause');
  await page.getByText(/Paused by Maria Souza, since/).waitFor();
  await card(page, 'Support line').getByRole('button', { name: 'Resume' }).click();
  await page.getByText(/Paused by Maria Souza/).waitFor({ state: 'detached' });
  await focusOn(page, 'Support line');
  expect(api.changesAsked().map(({ path }) => path)).toEqual(['sources/s2/pause', 'sources/s2/resume']);
  await page.context().close();
});

it('Everything that is paused is resumed with one button', async () => {
  api.overview = OVERVIEWS['all-paused']();
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('button', { name: 'Resume all' }).click();
  await waitFor(() => api.changesAsked().length === 2, { what: 'both' });
  expect(api.changesAsked().map(({ path }) => path)).toEqual(['sources/s1/resume', 'sources/s2/resume']);
  await page.context().close();
});

it('A dead token is replaced from the headline, and never shown again', async () => {
  api.overview = OVERVIEWS.troubles();
  const { page, errors } = await openWindow(browser, api.url());
  await page.locator('.headline').getByRole('button', { name: 'Enter new credentials' }).click();
  await page.getByRole('dialog').locator('input[name=token]').waitFor();
  await waitFor(() => page.evaluate<boolean>("document.activeElement?.name === 'token'"), { what: 'the focus' });
  expect(await page.locator('input[name=token]').inputValue()).toBe('');
  await look(page, 'new-credentials');
  api.refusals.set('PATCH sources/s1', {
    status: 422,
    type: 'credentials-refused',
    detail: 'This token belongs to another bot.',
    field: 'token',
  });
  await page.locator('input[name=token]').fill('123456789:AAH4xv0sPqGz7lT1wYbKcRn');
  await page.keyboard.press('Enter');
  await page.getByText('This token belongs to another bot.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('input[name=token]').fill('123456789:AAH4xv0sPqGz7lT1wYbKcRn2');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Telegram no longer accepts the credentials').waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain('AAH4xv0sPqGz7lT1wYbKcRn');
  expect(errors).toEqual([]);
  await page.context().close();
});

it('What another service took is taken back in one click', async () => {
  api.overview = OVERVIEWS.troubles();
  const { page } = await openWindow(browser, api.url());
  await card(page, 'Support line').getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Its messages go somewhere else').waitFor({ state: 'detached' });
  expect(api.changesAsked()).toMatchObject([{ method: 'POST', path: 'sources/s2/repair' }]);
  await page.context().close();
});

it('What another service has is taken over only by the one who says so', async () => {
  const troubles = OVERVIEWS.troubles();
  const steps = sourceSteps(['done', 'failed'], 'The bot’s messages go to another service: other.example.');
  api.overview = {
    ...troubles,
    sources: troubles.sources.map((one) => (one.name === 'Support line' ? { ...one, steps } : one)),
  };
  const { page } = await openWindow(browser, api.url());
  expect(await card(page, 'Support line').getByRole('button', { name: 'Take it back' }).count()).toBe(0);
  await card(page, 'Support line').getByRole('button', { name: 'Take it over' }).click();
  await page.getByText('Its messages go somewhere else').waitFor({ state: 'detached' });
  expect(api.changesAsked()).toMatchObject([{ method: 'POST', path: 'sources/s2/repair', body: { takeOver: true } }]);
  await page.context().close();
});

it('Removing asks once, says what happens, and begins with the answer that changes nothing', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Wholesale', 'Remove');
  const question = page.getByRole('alertdialog', { name: 'Remove Wholesale?' });
  await question.waitFor();
  await focusOn(page, 'Cancel');
  await look(page, 'remove');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await focusOn(page, 'More for Wholesale');
  expect(api.changesAsked()).toEqual([]);
  await choose(page, 'Wholesale', 'Remove');
  await question.getByRole('button', { name: 'Remove' }).click();
  await card(page, 'Wholesale').getByText('Being removed').first().waitFor();
  expect(api.changesAsked()).toMatchObject([{ method: 'DELETE', path: 'sources/s3' }]);
  await page.context().close();
});

it('Every change has an idempotency key of its own', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Support line', 'Pause');
  await page.getByText(/Paused by Maria Souza, since/).waitFor();
  await choose(page, 'Support line', 'Resume');
  await page.getByText(/Paused by Maria Souza/).waitFor({ state: 'detached' });
  await choose(page, 'Support line', 'Pause');
  await page.getByText(/Paused by Maria Souza, since/).waitFor();
  const keys = api.changesAsked().map(({ key }) => key);
  expect(keys.every((key) => (key?.length ?? 0) >= 16)).toBe(true);
  expect(new Set(keys).size).toBe(3);
  await page.context().close();
});

it('A test is sent from the menu', async () => {
  const { page } = await openWindow(browser, api.url());
  await choose(page, 'Flower shop', 'Send yourself a test');
  await page.getByText('Waiting for your message…').waitFor();
  await look(page, 'test');
  await page.getByRole('img', { name: 'QR code that opens @flower_shop_bot' }).waitFor();
  api.testStates = [{ kind: 'in-kommo', at: Date.now(), tookMs: 12_340 }];
  await page.getByText('Your message is in Kommo, after 12 s.').waitFor();
  expect(await page.getByRole('button', { name: 'See its path' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  const asked = api.asked.length;
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(api.asked.slice(asked).filter(({ path }) => path.includes('test'))).toEqual([]);
  await page.context().close();
});

it('The path of a test message is shown where it arrived, in both themes', async () => {
  api.testStates = [{ kind: 'in-kommo', at: Date.now(), tookMs: 812, deliveryId: randomUUID() }];
  for (const theme of ['light', 'dark'] as const) {
    api.open = { ...api.open, theme };
    const { page, errors } = await openWindow(browser, api.url());
    await choose(page, 'Flower shop', 'Send yourself a test');
    await page.getByRole('button', { name: 'See its path' }).click();
    await page.getByRole('img', { name: 'A message from Telegram to Kommo.' }).waitFor();
    // Drawn as it is meant to be, by the policy that the window is served with.
    expect(await page.evaluate("document.querySelector('.path-picture img').naturalWidth")).toBe(1_000);
    await look(page, theme === 'light' ? 'test-path' : 'test-path-dark');
    await page.getByRole('button', { name: 'Hide its path' }).click();
    await page.locator('.path-picture').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await page.context().close();
  }
});

it('An installation that waits is tried again, or allowed in a window of its own', async () => {
  api.overview = OVERVIEWS.waiting();
  const { page } = await openWindow(browser, api.url());
  const consent = page.getByRole('link', { name: /Allow access again/ });
  expect(await consent.getAttribute('href')).toBe(CONSENT);
  expect(await consent.getAttribute('target')).toBe('_blank');
  expect(await consent.getAttribute('rel')).toContain('noopener');
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitFor(() => api.changesAsked()[0], { what: 'the retry' });
  expect(api.changesAsked()).toMatchObject([{ method: 'POST', path: 'installation/retry' }]);
  api.overview = OVERVIEWS.overview();
  await page.getByText('Everything flows').first().waitFor();
  await page.context().close();
});

it('An address that is no web address is no link', async () => {
  api.overview = {
    ...OVERVIEWS['needs-authorisation'](),
    installation: { state: 'needs-authorisation', since: 0, consentUrl: 'javascript:alert(1)' },
  };
  const { page } = await openWindow(browser, api.url());
  await page.getByText('Allow access again', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: /Allow access again/ }).count()).toBe(0);
  await page.context().close();
});

it('Everything is reached with the keyboard, and each focus can be seen', async () => {
  const { page } = await openWindow(browser, api.url());
  await page.getByRole('tab', { name: 'Sources' }).waitFor();
  await tabTo(page, '[role=tab]');
  expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  const goTo = async (key: 'ArrowRight' | 'ArrowLeft', name: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole('tab', { name, selected: true }).waitFor();
    await waitFor(() => page.evaluate<boolean>("document.activeElement?.getAttribute('aria-selected') === 'true'"), {
      what: `the focus on ${name}`,
    });
  };
  for (const name of ['Templates', 'Import', 'People']) await goTo('ArrowRight', name);
  for (const name of ['Import', 'Templates', 'Sources']) await goTo('ArrowLeft', name);
  await page.getByRole('button', { name: 'More for Wholesale' }).waitFor();
  const order: string[] = [];
  for (let pressed = 0; pressed < 10; pressed += 1) {
    await page.keyboard.press('Tab');
    order.push(await focused(page));
    const seen = await page.evaluate<string>(
      '(({ outlineStyle, boxShadow }) => outlineStyle + boxShadow)(getComputedStyle(document.activeElement))',
    );
    expect(seen).toMatch(/solid|rgb/);
  }
  expect(order.map((name) => name.replace('(opens in a new window)', ''))).toEqual([
    'Add a source',
    '@flower_shop_bot',
    'More for Flower shop',
    'All 4 checks passed, Checked 2 min ago',
    '@flower_help_bot',
    'More for Support line',
    'All 4 checks passed, Checked 2 min ago',
    '@flower_b2b_bot',
    'More for Wholesale',
    'All 4 checks passed, Checked 2 min ago',
  ]);
  await tabTo(page, '[aria-label="More for Support line"]');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Rename');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  // The focus stays in the dialog, all the way round.
  for (let pressed = 0; pressed < 8; pressed += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate<boolean>("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
  }
  await page.keyboard.press('Escape');
  await focusOn(page, 'More for Support line');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await focusOn(page, 'More for Support line');
  await page.context().close();
});

it('The dialogs fit a phone', async () => {
  const { page } = await openWindow(browser, api.url(), { viewport: SIZES.phone });
  await choose(page, 'Flower shop', 'Send yourself a test');
  await page.getByText('Waiting for your message…').waitFor();
  await look(page, 'test-mobile');
  await page.keyboard.press('Escape');
  await choose(page, 'Wholesale', 'Remove');
  await page.getByRole('alertdialog').waitFor();
  await look(page, 'remove-mobile');
  await page.context().close();
});
