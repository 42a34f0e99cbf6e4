import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { FakeApi } from '../support/fake-api';
import { MANAGER } from '../support/fixtures';
import { DRIFTED, TEMPLATES } from '../support/templates';
import { look, openWindow, SIZES, tryAgain } from '../support/window';

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

const TAB = { en: 'Templates', es: 'Plantillas', pt: 'Modelos' } as const;

async function openTemplates(viewport: { width: number; height: number } = SIZES.wide): Promise<Page> {
  const { page } = await openWindow(browser, api.url(), { viewport });
  await page.getByRole('tab', { name: TAB[api.open.language] }).click();
  return page;
}
const item = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

it('Each state is shown with its reason, in both themes, each language and on a phone', async () => {
  for (const language of ['en', 'es', 'pt'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      api.open = { ...api.open, language, theme };
      const page = await openTemplates(theme === 'dark' && language !== 'en' ? SIZES.phone : SIZES.wide);
      await page.getByRole('heading', { name: 'order_ready' }).waitFor();
      const suffix = `${language === 'en' ? '' : `-${language}`}${theme === 'dark' ? '-dark' : ''}`;
      await look(page, `templates${suffix}`);
      await page.context().close();
    }
  }
});

it('What is approved, rejected, different or cannot be in Kommo says so in words', async () => {
  const page = await openTemplates();
  await item(page, 'old_offer').getByText('Why: Change the words and send it again.').waitFor();
  await item(page, 'catalogue').getByText('which Kommo cannot hold for it').waitFor();
  await item(page, 'order_ready').getByText('Flower hotline, Workshop').waitFor();
  await item(page, 'spring_offer').getByText('Customers still get what WhatsApp approved.').waitFor();
  const { innerText } = { innerText: await item(page, 'order_ready').innerText() };
  expect(innerText.replace(/\s+/g, ' ')).toContain('{{contact.name}} fills WhatsApp’s {{1}} (such as “Ann”)');
  await page.context().close();
});

it('Sync now: how far it is, and what came of it', async () => {
  const { sync } = TEMPLATES;
  const running = { ...TEMPLATES, sync: { ...sync, state: 'running' as const, done: 3, all: 12, endedAt: null } };
  api.templatesToCome = [TEMPLATES, running];
  const page = await openTemplates();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('3 of 12 steps done').waitFor();
  await look(page, 'templates-comparing');
  api.templates = {
    ...TEMPLATES,
    sync: { ...sync, endedAt: Date.now(), trouble: '“Garden centre” cannot be asked for its templates.' },
  };
  await page.getByText('“Garden centre” cannot be asked for its templates.').waitFor();
  await page.getByText(/^Compared (just now|\d+ s ago)\.$/).waitFor();
  await look(page, 'templates-trouble');
  expect(api.changesAsked()).toMatchObject([{ method: 'POST', path: 'templates/sync' }]);
  await page.context().close();
});

it('Where the sides differ, a person may take the messenger’s after a question', async () => {
  const page = await openTemplates();
  const drifted = item(page, DRIFTED.name);
  await drifted.getByRole('button', { name: 'Take WhatsApp’s' }).click();
  const question = page.getByRole('alertdialog', { name: /Take “spring_offer”/ });
  await question.getByText('A Salesbot that sends it has to be given the new one.').waitFor();
  await look(page, 'templates-take');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(api.changesAsked()).toEqual([]);
  await drifted.getByRole('button', { name: 'Take WhatsApp’s' }).click();
  await question.getByRole('button', { name: 'Take WhatsApp’s' }).click();
  await question.waitFor({ state: 'detached' });
  expect(api.changesAsked()).toMatchObject([{ method: 'POST', path: `templates/${DRIFTED.id}/take` }]);
  await page.context().close();
});

it('Without templates, or without a messenger that has any, the page says what to do', async () => {
  api.templates = { ...TEMPLATES, templates: [] };
  const page = await openTemplates();
  await page.getByText('There are no templates yet.').waitFor();
  await look(page, 'templates-none');
  await page.context().close();
  api.templates = { ...TEMPLATES, templates: [], isAvailable: false };
  const other = await openTemplates();
  await other.getByText('WhatsApp does.').waitFor();
  expect(await other.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
  await look(other, 'templates-unavailable');
  await other.context().close();
});

it('Who may only look gets no buttons', async () => {
  api.me = MANAGER;
  const page = await openTemplates();
  await page.getByRole('heading', { name: 'order_ready' }).waitFor();
  expect(await page.getByRole('button', { name: /Sync now|Take WhatsApp’s|Remove in Kommo/ }).count()).toBe(0);
  await page.context().close();
});

it('A list that cannot be had says so, and is asked for again', async () => {
  api.refusals.set('GET templates', { status: 503, type: 'unavailable', detail: '', stays: true });
  const page = await openTemplates();
  await page.getByRole('alert').waitFor();
  await look(page, 'templates-error');
  await tryAgain(api, page, 'GET templates');
  await page.getByRole('heading', { name: 'order_ready' }).waitFor();
  await page.context().close();
});
