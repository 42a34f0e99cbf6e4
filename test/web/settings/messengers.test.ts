import type { Browser, Locator, Page } from 'playwright-core';
import { messengerChoices } from '../../../src/api/settings/messenger-choices';
import type { Language } from '../../../src/api/settings/contract';
import { launchBrowser } from '../../support/browser';
import { waitFor } from '../../support/wait-for';
import { whatsappChecks, withEndingToken, withoutPermission } from '../support/checks';
import { FakeApi } from '../support/fake-api';
import { hotline, OVERVIEWS, overview, sourceSteps } from '../support/fixtures';
import { axeFaults, look, openWindow, SIZES } from '../support/window';

const PHONE = { width: 390, height: 844 };
const ENTERED: Readonly<Record<string, string>> = {
  appId: '104857600000042',
  appSecret: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  accessToken: 'EAAGm0PX4ZCpsBAOZD',
};
const ADD: Readonly<Record<Language, string>> = {
  en: 'Add a source',
  es: 'Añadir una fuente',
  pt: 'Adicionar uma fonte',
};

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

async function toForm(page: Page, messenger: RegExp, language: Language = 'en'): Promise<void> {
  await page.getByRole('button', { name: ADD[language] }).click();
  await page.getByRole('radio', { name: messenger }).check();
  await page.keyboard.press('Enter');
  await page.locator('.guide').waitFor();
}

async function namesOf(fields: Locator): Promise<(string | null)[]> {
  return Promise.all((await fields.all()).map((field) => field.getAttribute('name')));
}

async function fill(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(ENTERED)) await page.locator(`[name=${name}]`).fill(value);
}

describe('the guide of a messenger', () => {
  it.each(['en', 'es', 'pt'] as const)('is told in order, with its fields in its steps, in %s', async (language) => {
    api.open = { ...api.open, language };
    const { page, errors } = await openWindow(browser, api.url());
    await toForm(page, /^WhatsApp/, language);
    const [choice] = messengerChoices(language).filter(({ kind }) => kind === 'whatsapp');
    const guide = choice?.guide ?? [];
    expect(await page.locator('.guide-title').allTextContents()).toEqual(guide.map(({ title }) => title));
    for (const { title, fields, text, link } of guide) {
      const step = page.locator('.guide-step').filter({ hasText: title });
      const asked = await namesOf(step.locator('[name]'));
      expect(asked).toEqual(fields);
      expect(await step.locator('.guide-text').textContent()).toBe(text.replaceAll('`', ''));
      expect(await step.locator('.text-link').getAttribute('href')).toBe(link?.href);
    }
    expect(await page.locator('.guide code').allTextContents()).toEqual([
      'whatsapp_business_messaging',
      'whatsapp_business_management',
    ]);
    expect(await namesOf(page.locator('.more [name]'))).toEqual([
      'messagesPerSecond',
      'secondsPerPerson',
      'apiBaseUrl',
      'apiVersion',
    ]);
    expect(await page.locator('[name=messagesPerSecond]').isVisible()).toBe(false);
    await look(page, `wizard-2-whatsapp-${language}`);
    await page.setViewportSize(PHONE);
    await look(page, `wizard-2-whatsapp-mobile-${language}`);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['Telegram', /^Telegram/],
    ['Viber', /^Viber/],
    ['Messenger', /^Facebook Messenger/],
    ['Instagram', /^Instagram/],
  ])('of %s fits, also on a phone, and in the dark', async (name, messenger) => {
    const { page } = await openWindow(browser, api.url());
    await toForm(page, messenger);
    await page.locator('.more summary').click();
    await look(page, `wizard-2-form-${name.toLowerCase()}`);
    await page.setViewportSize(PHONE);
    await look(page, `wizard-2-form-${name.toLowerCase()}-mobile`);
    await page.context().close();
  });

  it('a choice is one of a list, and what is left as it is is not sent', async () => {
    const { page } = await openWindow(browser, api.url());
    await toForm(page, /^Facebook Messenger/);
    const entered = {
      appId: '10485760',
      appSecret: '0a1b2c3d4e5f',
      pageId: '112233445566',
      pageAccessToken: 'EAAGm0PX4ZCps',
    };
    for (const [name, value] of Object.entries(entered)) await page.locator(`[name=${name}]`).fill(value);
    await page.getByLabel('Time to answer').selectOption('7 days, by Human Agent');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('Everything works', { exact: true }).waitFor();
    expect(api.changesAsked()[0]?.body).toMatchObject({ credentials: { ...entered, humanAgent: 'yes' } });
    await page.context().close();
  });

  it('leads to the first field that is missing, in the order in which they are seen', async () => {
    const { page } = await openWindow(browser, api.url());
    await toForm(page, /^WhatsApp/);
    await page.locator('[name=appId]').fill(ENTERED.appId ?? '');
    await page.locator('[name=appSecret]').fill(ENTERED.appSecret ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await waitFor(() => page.evaluate<boolean>("document.activeElement?.name === 'phoneNumberId'"), {
      what: 'the focus',
    });
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('a WhatsApp number is connected', () => {
  it('a check that fails is named and mended, and the others are seen', async () => {
    api.found = withoutPermission();
    const { page, errors } = await openWindow(browser, api.url());
    await toForm(page, /^WhatsApp/);
    await fill(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Connect' }).click();

    const broken = page.locator('.check[data-state=broken]');
    await broken.getByText('Permissions').waitFor();
    expect(await broken.textContent()).toContain('lacks whatsapp_business_messaging');
    expect(await page.locator('.check[data-state=ok]').count()).toBe(6);
    await page.getByText('6 of 7 checks passed').first().waitFor();
    await look(page, 'wizard-4-check-failed');

    api.found = whatsappChecks();
    await page.getByRole('button', { name: 'Enter new credentials' }).click();
    await page.getByText('Where do I find these?').click();
    await look(page, 'wizard-4-new-credentials');
    for (const [name, value] of Object.entries(ENTERED)) await page.locator(`.dialog [name=${name}]`).fill(value);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('Everything works', { exact: true }).waitFor();
    expect(await page.locator('.check[data-state=ok]').count()).toBe(7);
    await look(page, 'wizard-4-whatsapp');

    await page.getByRole('button', { name: 'Send yourself a test' }).click();
    expect(await page.getByRole('link', { name: 'Open in WhatsApp' }).getAttribute('href')).toBe(
      'https://wa.me/351910000101',
    );
    await page.locator('.qr').waitFor();
    await look(page, 'wizard-5-whatsapp');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('what was mended at the messenger is seen when one comes back to the window', async () => {
    api.overview = overview({ sources: [hotline({ checks: withEndingToken() })] });
    api.found = whatsappChecks();
    const { page } = await openWindow(browser, api.url());
    await page.getByText('6 of 7 checks passed').first().waitFor();
    expect(api.changesAsked()).toEqual([]);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByText('All 7 checks passed').first().waitFor();
    expect(api.changesAsked().map(({ path }) => path)).toEqual(['sources/w1/check']);
    // Nothing is left to be mended.
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    expect(api.changesAsked()).toHaveLength(1);
    await page.context().close();
  });
});

describe('the card of a source', () => {
  it('folds its checks away when all is well, and opens them for a warning', async () => {
    api.overview = overview({ sources: [hotline()] });
    const { page } = await openWindow(browser, api.url());
    const checks = page.locator('.checked');
    await checks.getByText('All 7 checks passed').first().waitFor();
    expect(await checks.getAttribute('open')).toBeNull();
    await checks.locator('summary').click();
    expect(await page.locator('.check').count()).toBe(7);
    await look(page, 'card-checks');
    await checks.locator('summary').click();
    expect(await checks.getAttribute('open')).toBeNull();

    api.found = withEndingToken();
    await checks.locator('summary').click();
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('The access token ends on 2026-11-02.').waitFor();
    await page.context().close();

    const { page: anew } = await openWindow(browser, api.url());
    await anew.locator('.checked[open]').waitFor();
    await look(anew, 'card-warning');
    await anew.context().close();
  });

  it('says when the messenger gives no answer to a check', async () => {
    api.overview = overview({ sources: [hotline({ checks: withEndingToken() })] });
    api.refusals.set('POST sources/w1/check', {
      status: 422,
      type: 'messenger-silent',
      detail: 'WhatsApp gave no answer in time.',
    });
    const { page } = await openWindow(browser, api.url());
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('WhatsApp gave no answer in time.').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('names what is broken once, and how to mend it', async () => {
    const checks = withoutPermission();
    const text = checks.find(({ state }) => state === 'broken')?.text ?? '';
    api.overview = overview({
      sources: [hotline({ checks, state: { kind: 'broken', fault: 'credentials', text, since: Date.now() } })],
      headline: { kind: 'source-broken', sourceId: 'w1', name: 'Flower hotline' },
    });
    const { page } = await openWindow(browser, api.url());
    await page.locator('.checked[open]').waitFor();
    expect(await page.getByText(text).count()).toBe(1);
    await look(page, 'card-broken');
    await page.context().close();
  });

  it.each(['en', 'es', 'pt'] as const)(
    'tells what the messenger told, as long as it matters, in %s',
    async (language) => {
      const at = Date.now() - 3 * 60 * 60_000;
      const old = Date.now() - 8 * 24 * 60 * 60_000;
      api.open = { ...api.open, language };
      api.overview = overview({
        sources: [
          hotline({ notice: { weight: 'limited', text: 'Meta lets the number write to fewer people.', at } }),
          hotline({ id: 'w2', name: 'Weddings', notice: { weight: 'information', text: 'The name is accepted.', at } }),
          hotline({ id: 'w3', name: 'Old news', notice: { weight: 'information', text: 'Long ago.', at: old } }),
          hotline({ id: 'w4', name: 'Well again', notice: { weight: 'broken', text: 'It was banned.', at } }),
        ],
      });
      const { page } = await openWindow(browser, api.url(), { viewport: PHONE });
      await page.getByText('Meta lets the number write to fewer people.').waitFor();
      await page.getByText('The name is accepted.').waitFor();
      expect(await page.getByText('Long ago.').count()).toBe(0);
      expect(await page.getByText('It was banned.').count()).toBe(0);
      await look(page, `card-notices-${language}`);
      await page.context().close();
    },
  );

  it('of somebody who may only look has the checks and no button', async () => {
    api.me = { ...api.me, isAdmin: false, may: 'see' };
    api.overview = overview({ sources: [hotline({ checks: withEndingToken() })] });
    const { page } = await openWindow(browser, api.url());
    await page.locator('.checked[open]').waitFor();
    expect(await page.getByRole('button', { name: 'Check again' }).count()).toBe(0);
    await page.context().close();
  });
});

it('a bot of Viber is opened by a link of its app, as QR code too', async () => {
  api.overview = overview({
    sources: [
      hotline({
        messenger: 'viber',
        messengerTitle: 'Viber',
        name: 'Flower bot',
        address: 'flowershop',
        link: 'viber://pa?chatURI=flowershop',
        steps: sourceSteps(['done', 'done', 'done', 'done']),
      }),
    ],
  });
  const { page } = await openWindow(browser, api.url(), { viewport: SIZES.wide });
  await page.getByRole('button', { name: 'More for Flower bot' }).click();
  await page.getByRole('menuitem', { name: 'Send yourself a test' }).click();
  expect(await page.getByRole('link', { name: 'Open in Viber' }).getAttribute('href')).toBe(
    'viber://pa?chatURI=flowershop',
  );
  await page.locator('.qr').waitFor();
  await look(page, 'test-viber');
  await page.context().close();
});
