import type { Browser, Page } from 'playwright-core';
import type { ImportCard } from '../../../src/api/settings/contract';
import { historyPhrases } from '../../../src/history/refusal';
import { launchBrowser } from '../../support/browser';
import { FakeApi } from '../support/fake-api';
import { hotline, MANAGER, overview, source } from '../support/fixtures';
import { counts, done, importCard, MARIA, running, survey } from '../support/imports';
import { axeFaults, look, openWindow, SIZES, tryAgain } from '../support/window';

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

const TAB = { en: 'Import', es: 'Importar', pt: 'Importar' } as const;

async function openImports(viewport: { width: number; height: number } = SIZES.wide): Promise<Page> {
  const { page, errors } = await openWindow(browser, api.url(), { viewport });
  await page.getByRole('tab', { name: TAB[api.open.language], exact: true }).click();
  expect(errors).toEqual([]);
  return page;
}

/** The page of an import that is as told. */
async function openOne(card: ImportCard, viewport?: { width: number; height: number }): Promise<Page> {
  api.imports = [card];
  const page = await openImports(viewport);
  await page.getByRole('button', { name: card.fileName }).click();
  await page.getByRole('heading', { name: card.fileName }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const asked = () => api.changesAsked().map(({ method, path }) => `${method} ${path}`);

const EXPORT = { name: 'WhatsApp Chat with Ann.zip', mimeType: 'application/zip' };
const file = (size: number) => ({ ...EXPORT, buffer: Buffer.alloc(size) });

it('Without an import the page says what there is to import, and what a card shows', async () => {
  const page = await openImports();
  await page.getByText('once, and without notifying anybody').waitFor();
  await page.getByText('shows only what is from shortly before the lead').waitFor();
  await look(page, 'imports-empty');
  await page.context().close();
});

it('A file is chosen with the keyboard, uploaded with its progress, and looked at', async () => {
  let take: () => void = () => undefined;
  api.takesFiles = new Promise((resolve) => {
    take = resolve;
  });
  const page = await openImports();
  await button(page, 'Import an export').click();
  await page.getByRole('heading', { name: 'Import an export' }).waitFor();
  await button(page, 'Upload and look').click();
  await page.getByText('Choose a file first.').waitFor();
  const source = page.getByRole('radio', { checked: true });
  await source.press('ArrowDown');
  await page.keyboard.press('Tab');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(file(8_000_000));
  await page.getByText('8 MB').waitFor();
  await look(page, 'imports-new');
  await button(page, 'Upload and look').press('Enter');
  await page.getByText('Uploading WhatsApp Chat with Ann.zip').waitFor();
  await page.getByText(/[1-9][\d.]* MB of 8 MB/).waitFor();
  await look(page, 'imports-uploading');
  take();
  await page.getByText('Courier is reading the export').waitFor();
  expect(asked()).toEqual(['POST imports', 'PUT imports/new/file']);
  expect(api.changesAsked().map(({ body }) => body)).toEqual([
    { source: expect.any(String) as string, fileName: EXPORT.name, timeZone: 'Europe/Lisbon' },
    8_000_000,
  ]);

  api.importsToCome = [{ state: 'surveyed', survey: survey() }];
  await page.getByRole('heading', { name: '1,240 messages in 3 chats' }).waitFor();
  await page.context().close();
});

it('An upload can be stopped, and one that breaks off is tried again for the same import; a file may be dropped', async () => {
  let take: () => void = () => undefined;
  api.takesFiles = new Promise((resolve) => {
    take = resolve;
  });
  const page = await openImports();
  await button(page, 'Import an export').click();
  const data = await page.evaluateHandle<unknown>(
    `(() => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(9e6)], 'result.zip')); return d; })()`,
  );
  await page.dispatchEvent('.file-drop', 'drop', { dataTransfer: data });
  await page.getByText('result.zip').waitFor();
  await button(page, 'Upload and look').click();
  await button(page, 'Stop the upload').click();
  await button(page, 'Upload and look').waitFor();
  take();
  api.refusals.set('PUT imports/new/file', { status: 503, type: 'unavailable', detail: 'In a minute.' });
  await button(page, 'Upload and look').click();
  await page.getByRole('alert').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await button(page, 'Try again').click();
  await page.getByText('Courier is reading the export').waitFor();
  expect(asked().filter((each) => each === 'POST imports')).toHaveLength(1);
  await page.context().close();
});

it('Where the messenger keeps the conversations it is asked for them, unless somebody has an export', async () => {
  api.overview = overview({ sources: [source(), hotline()] });
  const page = await openImports();
  await button(page, 'Import an export').click();
  await page.getByRole('radio', { name: /Flower shop/ }).waitFor();
  expect(await page.getByText('Where do they come from?').count()).toBe(0);
  await page.getByRole('radio', { name: /Flower hotline/ }).check();
  await page.getByRole('radio', { name: /From WhatsApp itself/, checked: true }).waitFor();
  expect(await page.locator('.file-drop').count()).toBe(0);
  await look(page, 'imports-origin');
  await page.getByRole('radio', { name: /From an export/ }).check();
  await page.locator('.file-drop').waitFor();
  await page.getByRole('radio', { name: /From WhatsApp itself/ }).check();
  api.importsToCome = [{ fetched: 120 }, { state: 'surveyed', survey: survey() }];
  await button(page, 'Ask and look').click();
  await page.getByText('120').first().waitFor();
  await page.getByRole('heading', { name: '1,240 messages in 3 chats' }).waitFor();
  expect(api.changesAsked().map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', 'imports', { source: 'w1', timeZone: 'Europe/Lisbon' }],
  ]);
  await page.context().close();
});

it('The dry run is shown in each language and theme, and on a phone', async () => {
  for (const [language, theme, size] of [
    ['en', 'light', 'wide'],
    ['es', 'dark', 'phone'],
    ['pt', 'light', 'phone'],
  ] as const) {
    api.open = { ...api.open, language, theme };
    const page = await openOne(importCard({ survey: survey({}, language) }), SIZES[size]);
    await page.getByText('Shop Maria', { exact: true }).waitFor();
    const suffix = `${language === 'en' ? '' : `-${language}`}${size === 'phone' ? '-mobile' : ''}`;
    await look(page, `imports-look${suffix}${theme === 'dark' ? '-dark' : ''}`);
    await page.context().close();
  }
});

it('What is said otherwise is looked at again before the import can be started', async () => {
  const page = await openOne(importCard());
  await page.getByText('17').first().waitFor();
  await page.getByText('first at line 310, line 4212').waitFor();
  await page.getByLabel('Shop Maria in Kommo').selectOption({ label: 'Maria Santos' });
  await page.getByRole('radiogroup', { name: 'What Daniel is' }).getByRole('radio', { name: 'Customer' }).check();
  await page.getByLabel('Make leads of the newest messages').check();
  await page.getByText('Times and pace').click();
  await page.getByLabel('Clock of the export').selectOption('America/Sao_Paulo');
  await page.getByLabel('Order of dates').selectOption('day-first');
  await page.getByLabel('Requests to Kommo a second').fill('90');
  await page.getByText('From 1 to 50.', { exact: true }).waitFor();
  await button(page, 'Look again').click();
  expect(asked()).toEqual([]);
  await page.getByLabel('Requests to Kommo a second').fill('10');
  expect(await button(page, 'Start the import').count()).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  await button(page, 'Look again').click();
  await page.getByText('Courier is reading the export').waitFor();
  const options = {
    timeZone: 'America/Sao_Paulo',
    dateOrder: 'day-first',
    business: ['Shop Maria'],
    users: { 'Shop Maria': MARIA.id },
    newestLive: true,
    perSecond: 10,
  };
  expect(api.changesAsked()).toMatchObject([{ method: 'PATCH', path: 'imports/one', body: options }]);

  api.importsToCome = [{ state: 'surveyed', survey: survey({ leads: 2 }) }];
  await button(page, 'Start the import').click();
  await page.getByText('The export is being read').waitFor();
  expect(asked()).toEqual(['PATCH imports/one', 'POST imports/one/start']);
  await page.context().close();
});

it('A file that does not tell what it has to asks just that', async () => {
  const trouble = historyPhrases.en['history.dates-ambiguous'];
  const page = await openOne(importCard({ state: 'refused', asks: 'date-order', trouble, survey: null }));
  await page.getByText('What does 03/04 mean in this file?').waitFor();
  await page.getByRole('radio', { name: /The third of April/ }).check();
  await look(page, 'imports-dates');
  await button(page, 'Look again').click();
  await page.getByText('Courier is reading the export').waitFor();
  expect(api.changesAsked()).toMatchObject([{ method: 'PATCH', body: { dateOrder: 'day-first' } }]);

  const samples = [{ title: 'Ann', address: null, messages: 0, match: 'no-address' }];
  const none = { messages: 0, chats: 0, samples, people: [] };
  api.importsToCome = [{ state: 'surveyed', survey: survey(none) }];
  await page.getByRole('heading', { name: 'Nothing in it can be taken as it is' }).waitFor();
  api.refusals.set('PATCH imports/one', { status: 400, type: 'invalid', detail: 'Not so', field: 'customer' });
  await page.getByLabel('The customer’s number').fill('12');
  await button(page, 'Look again').click();
  await page.getByText('This is not a whole number with its country.').waitFor();
  await page.getByLabel('The customer’s number').fill('+351 912 345 678');
  await button(page, 'Look again').click();
  await page.getByText('Courier is reading the export').waitFor();
  expect(api.changesAsked().at(-1)?.body).toMatchObject({ customer: { phone: '+351 912 345 678' } });
  await page.context().close();
});

it('While it goes one sees how far and how fast, and can pause, resume, retry and cancel', async () => {
  const page = await openOne(running(300));
  await page.getByText('300 of 1,199').waitFor();
  api.importsToCome = [running(480), running(480, { counts: { ...running(480).counts, failed: 2, waiting: 717 } })];
  await page.getByText(/a second · about/).waitFor();
  await page.getByText('2 messages failed so far').waitFor();
  await look(page, 'imports-running');
  await button(page, 'Pause').click();
  await page.getByText('Nothing goes until you resume.').waitFor();
  await button(page, 'Retry what failed').click();
  await button(page, 'Resume').click();
  await button(page, 'Pause').waitFor();
  await button(page, 'Cancel the import').click();
  const question = page.getByRole('alertdialog', { name: 'Cancel this import?' });
  await question.getByText('What is in Kommo stays there').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await question.getByRole('button', { name: 'Keep it' }).click();
  await button(page, 'Cancel the import').click();
  await question.getByRole('button', { name: 'Cancel the import' }).click();
  await page.getByText('The import was cancelled').waitFor();
  expect(asked()).toEqual(['pause', 'retry', 'resume', 'cancel'].map((word) => `POST imports/one/${word}`));
  await page.context().close();
});

it('The end has both sides counted, each difference with its reason, and the list of all', async () => {
  const page = await openOne(done());
  await page.getByText('All that could be taken is in Kommo').waitFor();
  await page.getByText('Courier had it already').waitFor();
  await look(page, 'imports-done');
  api.imports = [
    running(740, { id: 'two', fileName: 'result.zip', createdBy: 'Daniel Costa' }),
    done(),
    importCard({ id: 'three', fileName: 'chats-2021.jsonl', state: 'refused', asks: 'date-order', survey: null }),
    importCard({ id: 'four', fileName: 'contract.pdf', state: 'refused', trouble: 'It is none.', survey: null }),
  ];
  await button(page, 'All imports').click();
  await page.getByRole('button', { name: /result\.zip/ }).waitFor();
  await page.getByText('61% done').waitFor();
  await look(page, 'imports');
  await page.getByRole('button', { name: /contract\.pdf/ }).click();
  await page.getByText('It is none.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.context().close();

  const failed = { sent: 1_190, found: 1_189, missing: 1, repeated: 0 };
  const differences = [{ why: 'Kommo refused it: the file is too large.', count: 9 }];
  api.imports = [];
  const other = await openOne(
    done({
      counts: counts({ told: 1_240, known: 41, sent: 1_190, failed: 9 }),
      result: { kommo: failed, differences },
    }),
    SIZES.phone,
  );
  await other.getByText('It is in Kommo, with exceptions').waitFor();
  await look(other, 'imports-exceptions-mobile');
  await button(other, 'Retry what failed').click();
  await other.getByText('The messages are on their way to Kommo').waitFor();
  await other.context().close();
});

it('Who is no administrator is told whom to ask; without a source there is one to be connected; trouble is said', async () => {
  api.me = MANAGER;
  const page = await openImports();
  await page.getByText('Only administrators import old conversations').waitFor();
  expect(api.asked.filter(({ path }) => path === 'imports')).toEqual([]);
  expect(await axeFaults(page)).toEqual([]);
  await page.context().close();

  await api.stop();
  api = new FakeApi();
  await api.start();
  api.overview = overview({ sources: [], headline: { kind: 'no-sources' } });
  api.refusals.set('GET imports', { status: 500, type: 'broken', detail: 'It broke.', stays: true });
  const other = await openImports();
  await tryAgain(api, other, 'GET imports');
  await other.getByText('Connect a source first').waitFor();
  expect(await button(other, 'Import an export').count()).toBe(0);
  await other.context().close();
});
