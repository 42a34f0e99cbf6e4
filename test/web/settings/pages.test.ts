import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { FakeApi } from '../support/fake-api';
import { MANAGER, PEOPLE } from '../support/fixtures';
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

async function openTab(tab: string, viewport: { width: number; height: number } = SIZES.wide): Promise<Page> {
  const { page } = await openWindow(browser, api.url(), { viewport });
  await page.getByRole('tab', { name: tab }).click();
  return page;
}

const PAGES = [
  { tab: { en: 'People', es: 'Personas', pt: 'Pessoas' }, name: 'people', said: 'Ana Kovač' },
  { tab: { en: 'Alerts', es: 'Avisos', pt: 'Alertas' }, name: 'alerts', said: 'Webhook' },
  { tab: { en: 'Changes', es: 'Cambios', pt: 'Alterações' }, name: 'changes', said: 'Flower shop' },
] as const;

describe('Each page is axe clean and fits, in both themes, each language and on a phone', () => {
  it.each(PAGES)('$name', async ({ tab, name, said }) => {
    for (const language of ['en', 'es', 'pt'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        api.open = { ...api.open, language, theme };
        const page = await openTab(tab[language], theme === 'dark' && language !== 'en' ? SIZES.phone : SIZES.wide);
        await page.locator('.tab-page[data-state=active]').getByText(said).first().waitFor();
        const suffix = `${language === 'en' ? '' : `-${language}`}${theme === 'dark' ? '-dark' : ''}`;
        await look(page, `${name}${suffix}`);
        await page.context().close();
      }
    }
  });
});

describe('People', () => {
  it('An administrator lets others see and change, and saves it', async () => {
    const page = await openTab('People');
    await page.getByRole('group', { name: 'What Ana Kovač may do' }).getByRole('radio', { name: 'Change' }).check();
    await page.getByText('Not saved yet').waitFor();
    await page.getByRole('group', { name: 'What Tom Becker may do' }).getByRole('radio', { name: 'Nothing' }).check();
    await look(page, 'people-unsaved');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(api.changesAsked()).toMatchObject([{ method: 'PUT', path: 'people', body: { see: [], change: [4] } }]);
    await page.context().close();
  });

  it('What is back as it was is no change, and Undo brings it all back', async () => {
    const page = await openTab('People');
    const ana = page.getByRole('group', { name: 'What Ana Kovač may do' });
    await ana.getByRole('radio', { name: 'See' }).check();
    await page.getByText('Not saved yet').waitFor();
    await ana.getByRole('radio', { name: 'Nothing' }).check();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    await ana.getByRole('radio', { name: 'See' }).check();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await ana.getByRole('radio', { name: 'Nothing' }).isChecked()).toBe(true);
    expect(api.changesAsked()).toEqual([]);
    await page.context().close();
  });

  it('What is not saved is still there after a look at another page', async () => {
    const page = await openTab('People');
    await page.getByRole('group', { name: 'What Ana Kovač may do' }).getByRole('radio', { name: 'Change' }).check();
    await page.getByRole('tab', { name: 'Alerts' }).click();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByText('Not saved yet').waitFor();
    await page.context().close();
  });

  it('Who is no administrator sees it and changes nothing', async () => {
    api.me = { ...MANAGER, may: 'change' };
    const page = await openTab('People');
    await page.getByText('Only administrators can change this.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await look(page, 'people-look-only');
    await page.context().close();
  });

  it('Among many, one is found by name', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      id: 100 + index,
      name: `Seller ${index}`,
      isAdmin: false,
      may: 'nothing' as const,
    }));
    api.people = { users: [...PEOPLE.users, ...many] };
    const page = await openTab('People');
    await page.getByLabel('Find a person').fill('seller 17');
    expect(await page.locator('.person').count()).toBe(1);
    await page.getByLabel('Find a person').fill('zzz');
    await page.getByText('Nobody is called like this.').waitFor();
    await page.context().close();
  });
});

describe('Alerts', () => {
  it('They are checked, then saved', async () => {
    const page = await openTab('Alerts');
    await page.getByLabel('E-mail').fill('team');
    await page.getByLabel('Webhook').fill('http://hooks.flowers.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is not an e-mail address.').waitFor();
    await page.getByText('The address has to begin with https://.').waitFor();
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('email');
    expect(api.changesAsked()).toEqual([]);
    await look(page, 'alerts-faults');
    await page.getByLabel('E-mail').fill('');
    await page.getByLabel('Webhook').fill('https://hooks.flowers.example/dead');
    await page.getByLabel('Task in Kommo').selectOption({ label: 'Tom Becker' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(api.changesAsked()).toMatchObject([
      {
        method: 'PUT',
        path: 'alerts',
        body: { email: null, webhook: 'https://hooks.flowers.example/dead', taskUserId: 3, language: 'en' },
      },
    ]);
    await page.context().close();
  });

  it('What the api refuses is said at the field', async () => {
    api.refusals.set('PUT alerts', {
      status: 422,
      type: 'invalid',
      detail: 'This address is not reachable from the internet.',
      field: 'webhook',
    });
    const page = await openTab('Alerts');
    await page.getByLabel('Webhook').fill('https://10.0.0.1/');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This address is not reachable from the internet.').waitFor();
    expect(await page.getByLabel('Webhook').getAttribute('aria-invalid')).toBe('true');
    await page.context().close();
  });

  it('Where no e-mail can be sent, it says so', async () => {
    api.alerts = { ...api.alerts, email: null, emailAvailable: false };
    const page = await openTab('Alerts');
    await page.getByText('cannot send e-mails').waitFor();
    expect(await page.getByLabel('E-mail').isDisabled()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('Who may only look has no Save', async () => {
    api.me = MANAGER;
    const page = await openTab('Alerts');
    await page.getByLabel('Webhook').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('Changes', () => {
  it('The newest come first, older ones when asked for', async () => {
    const page = await openTab('Changes');
    await page.getByText('Maria Souza repaired Support line').waitFor();
    expect(await page.locator('.change').count()).toBe(10);
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.getByText('installed Courier').waitFor();
    expect(await page.locator('.change').count()).toBe(17);
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0);
    await page.context().close();
  });

  it('Without any it says so', async () => {
    api.changes = [];
    const page = await openTab('Changes');
    await page.getByText('Nothing has been changed yet.').waitFor();
    await page.context().close();
  });
});
