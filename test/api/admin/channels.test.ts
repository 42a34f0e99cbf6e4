import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pageTexts } from '../../../src/api/admin/channels/texts';
import type { Database } from '../../../src/ledger/database';
import { LANGUAGES } from '../../../src/kommo/registration/texts';
import { ANSWER, ENVELOPE, PAGE_SAMPLE } from '../../kommo/registration/answers';
import { ICON, REQUEST } from '../../kommo/registration/requests';
import { openLedger, type Ledger } from '../../ledger/ledger';
import { accessibilityFaults, launchBrowser, tabTo } from '../../support/browser';
import { serveAdmin, type Served } from './served';

/** To look at; not for the documentation. */
const pictures = path.join(__dirname, '..', '..', '..', 'coverage', 'images');
const KEY = 'the-key:of-this-test';
const BASIC = `Basic ${Buffer.from(`anybody:${KEY}`).toString('base64')}`;
const CLIENT_SECRET = 'client-secret-of-the-integration';

let ledger: Ledger;
let origin: string;
const served: Served[] = [];
beforeAll(async () => {
  ledger = await openLedger();
  origin = await serve(ledger.db);
});
afterAll(async () => {
  await Promise.all(served.map((each) => each.close()));
  await ledger.close();
});

async function serve(db: Database): Promise<string> {
  const one = await serveAdmin(ledger, { adminKey: KEY, db });
  served.push(one);
  return one.origin;
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a browser's form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly at?: string;
}

const PAGE = { accept: 'text/html,*/*;q=0.8', authorization: BASIC };
const PROGRAM = { authorization: `Bearer ${KEY}` };

function ask(path: string, { headers = PROGRAM, json, form, at = origin }: Asked = {}): Promise<Response> {
  const body = json === undefined ? (form === undefined ? undefined : new URLSearchParams(form)) : JSON.stringify(json);
  return fetch(`${at}/admin/v1/${path}`, {
    headers: json === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
}

const form = (path: string, values: Readonly<Record<string, string>>): Promise<string> =>
  ask(path, { headers: { ...PAGE, 'sec-fetch-site': 'same-origin' }, form: values }).then((answer) => answer.text());

const channels = (): Promise<number> =>
  ledger.db
    .query<{ count: number }>('select count(*) as count from integrations')
    .then(({ rows }) => rows[0]?.count ?? -1);

describe('the pages about channels', () => {
  it.each(['channels', 'channels/request'])('%s is for those who know the admin key', async (path) => {
    for (const authorization of [
      '',
      'Bearer wrong',
      BASIC.slice(0, -4),
      `Basic ${Buffer.from(KEY).toString('base64')}`,
    ]) {
      for (const init of [{}, { method: 'POST' }]) {
        const answer = await fetch(`${origin}/admin/v1/${path}`, {
          ...init,
          headers: { authorization, accept: 'text/html' },
        });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toContain('Basic realm=');
        expect(await answer.text()).toContain('COURIER_ADMIN_KEY');
      }
    }
    for (const authorization of [BASIC, `Bearer ${KEY}`]) {
      expect((await ask(path, { headers: { ...PAGE, authorization } })).status).toBe(200);
    }
  });

  it('do not open the rest of the admin API to browsers', async () => {
    expect((await ask('deliveries', { headers: PAGE })).status).toBe(401);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['our page', { 'sec-fetch-site': 'same-origin' }, 400],
    ['our page, in an older browser', { origin: 'http://HOST' }, 400],
    ['our page behind a proxy', { origin: 'https://courier.example.com' }, 400],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'http://HOST' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site, in an older browser', { origin: 'https://evil.example' }, 403],
    ['nobody says where', {}, 403],
    ['a page that hides itself', { origin: 'null' }, 403],
  ])('take a form from %s or not', async (_from, told, status) => {
    const headers = Object.fromEntries(
      Object.entries(told).map(([name, value]) => [name, value.replace('http://HOST', origin)]),
    );
    for (const path of ['channels', 'channels/request']) {
      const answer = await ask(path, { headers: { ...PAGE, ...headers }, form: { name: 'x' } });
      expect(answer.status).toBe(status);
    }
  });

  it('are kept by nobody and run nothing but their own', async () => {
    const { headers } = await ask('channels', { headers: PAGE });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it.each([
    ['es-MX,es;q=0.9', '', 'es'],
    ['pt-BR', '', 'pt'],
    ['de', '', 'en'],
    ['es', '?lang=pt', 'pt'],
    ['es', '?lang=xx', 'es'],
  ])('speak to a browser of %s%s in %s', async (accepts, query, language) => {
    const text = await (await ask(`channels${query}`, { headers: { ...PAGE, 'accept-language': accepts } })).text();
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(pageTexts[LANGUAGES.find((one) => one === language) ?? 'en'].channels.addText);
  });

  it('say so, in the form that was asked for, when the database is away', async () => {
    const at = await serve({ query: () => Promise.reject(new Error('secret-of-the-database')) } as unknown as Database);
    const page = await ask('channels', { headers: PAGE, at });
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({
      status: 503,
      type: 'text/html; charset=utf-8',
    });
    const problem = await ask('channels', { at });
    expect(problem.headers.get('content-type')).toContain('application/problem+json');
    expect((await page.text()) + (await problem.text())).not.toContain('secret-of-the-database');
  });

  it('refuse what is too large or broken', async () => {
    expect((await ask('channels', { json: { answer: 'x'.repeat(600_000) } })).status).toBe(413);
    const broken = { ...PROGRAM, 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await fetch(`${origin}/admin/v1/channels/request`, {
      method: 'POST',
      headers: broken,
      body: 'what?',
    });
    expect(answer.status).toBe(400);
  });
});

describe('a request as JSON', () => {
  it('is finished, with the webhook of this Courier', async () => {
    const answer = await ask('channels/request', { json: { ...REQUEST, hookUrl: undefined } });
    expect(answer.status).toBe(200);
    const { text, notes } = (await answer.json()) as { text: string; notes: string[] };
    expect(text).toContain('2. Webhook URL: https://courier.example.com/hooks/kommo/:scope_id\n');
    expect(notes).toHaveLength(1);
  });

  it('is told all its faults, as a problem', async () => {
    const answer = await ask('channels/request', { json: { ...REQUEST, name: '1', email: 'x' } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: 'invalid',
      faults: [
        { field: 'name', text: 'The name cannot start with a digit.' },
        { field: 'email', text: 'This is no e-mail address.' },
      ],
    });
  });
});

describe('a request on the page', () => {
  const VALUES = {
    ...{ name: 'Green Shop', hookUrl: REQUEST.hookUrl, accountIds: '30000001', writeFirst: 'yes', window: 'some' },
    ...{ windowSeconds: '86400', templatesAfterWindow: 'no', email: 'ops@example.com', icon: ICON },
    ...{ integrationId: REQUEST.integrationId, widgetCode: 'abc', audience: 'private', storesFiles: 'no' },
    ...{ reactionsChoice: 'list', reactions: '👍', quoting: 'yes', voice: 'no', files: 'none', maxFileMb: '' },
  };

  it('is downloaded, as is its icon', async () => {
    const headers = { ...PAGE, 'sec-fetch-site': 'same-origin' };
    const file = await ask('channels/request', { headers, form: { ...VALUES, as: 'file' } });
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=channel-request.txt');
    expect(await file.text()).toContain('support reactions? yes: 👍\n');
    const icon = await ask('channels/request', { headers, form: { ...VALUES, as: 'icon' } });
    expect(icon.headers.get('content-disposition')).toBe('attachment; filename=green-shop.svg');
    expect(await icon.text()).toBe(ICON.trim());
  });

  it('shows what was entered as text only', async () => {
    const text = await form('channels/request', {
      ...VALUES,
      name: '"><script>alert(1)</script>',
      icon: '</textarea><b>',
    });
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('</textarea><b>');
    expect(text).toContain('&#34;&#62;&#60;script&#62;alert(1)');
  });

  it('ignores what stands behind a choice that was not made', async () => {
    const text = await form('channels/request', {
      ...VALUES,
      window: 'none',
      windowSeconds: 'x',
      files: 'none',
      maxFileMb: 'y',
    });
    expect(text).toContain('5. Time Window: none\n');
  });
});

describe("support's answer as JSON", () => {
  it('is stored once, however often it is sent, and listed without its secrets', async () => {
    const before = await channels();
    for (const answer of [ENVELOPE, JSON.stringify(ENVELOPE)]) {
      const added = await ask('channels', { json: { answer, clientSecret: CLIENT_SECRET } });
      expect(added.status).toBe(201);
      expect(await added.json()).toMatchObject({
        channel: { id: ANSWER.id, secret: { ending: '…E1SA', length: 21 } },
        warnings: [{ key: 'testMode' }, { key: 'noReactionEvents' }],
      });
    }
    expect(await channels()).toBe(before + 1);
    const listed = await (await ask('channels')).text();
    expect(JSON.parse(listed)).toMatchObject({
      channels: [
        { channelId: ANSWER.id, clientId: ANSWER.client_uuid, windowSeconds: 100000, testMode: true, reactions: 'all' },
      ],
    });
    expect(listed).not.toContain(ANSWER.secret_key);
    expect(listed).not.toContain(CLIENT_SECRET);
    expect(listed).not.toContain('v1.t1.');
  });

  it('is told all its faults, and nothing is stored', async () => {
    const before = await channels();
    const answer = await ask('channels', { json: { answer: PAGE_SAMPLE, chatApi: 'amojo.kommo.com' } });
    expect(answer.status).toBe(400);
    const { faults } = (await answer.json()) as { faults: { field: string }[] };
    expect(faults.map(({ field }) => field)).toEqual([
      ...['answer.id', 'answer.bot.id', 'answer.client_uuid', 'answer.allowed_acc_list.0.id'],
      ...['clientSecret', 'chatApi'],
    ]);
    expect(await channels()).toBe(before);
  });
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      httpCredentials: { username: 'anybody', password: KEY },
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
      ...options,
    });
    const page = await context.newPage();
    await page.goto(`${origin}/admin/v1/${path}`);
    return page;
  }

  const VIEWS = [
    ['1280', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['1280', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
    ['390', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
    ['390', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ] as const;

  it.each(VIEWS)('the pages are readable at %s pixels %j', async (width, view) => {
    // The checker is a script from outside, which the pages would not let in.
    const page = await visit('channels/request', { ...view, bypassCSP: true });
    const isFitting = (): Promise<boolean> =>
      page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
    const look = async (name: string): Promise<void> => {
      const picture = path.join(pictures, `channels-${name}-${width}-${view.colorScheme}.png`);
      await page.screenshot({ path: picture, fullPage: true, animations: 'disabled' });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await isFitting()).toBe(true);
    };
    await look('request');
    await page.locator('label:has(#f-audience-public)').click();
    await page.locator('label:has(#f-similarSolution-yes)').click();
    await page.locator('.actions .first').click();
    await page.locator('.notice.bad').waitFor();
    await look('request-faults');
    await page.goto(`${origin}/admin/v1/channels`);
    await page.fill('#f-answer', PAGE_SAMPLE);
    await page.locator('.actions .first').click();
    await page.locator('.notice.bad').waitFor();
    await look('add-faults');
    await page.context().close();
  });

  it('a request is made with the keyboard alone: the first fault has the focus, the rest is kept', async () => {
    const page = await visit('channels/request');
    const type = async (id: string, text: string): Promise<void> => {
      await tabTo(page, `#${id}`);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    };
    const choose = async (id: string, steps: number): Promise<void> => {
      const [name = ''] = id.split('-').slice(1);
      await tabTo(page, `input[name="${name}"]`);
      await page.keyboard.press('Space');
      for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
      expect(await page.locator(`#${id}`).isChecked()).toBe(true);
    };
    await type('f-name', '9 Shops');
    await page.setInputFiles('#f-iconFile', { name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(ICON) });
    await type('f-email', 'ops@example.com');
    await type('f-accountIds', '30000001');
    await type('f-integrationId', REQUEST.integrationId);
    await type('f-widgetCode', 'abc');
    await choose('f-writeFirst-no', 1);
    await choose('f-window-some', 1);
    await type('f-windowSeconds', '3600');
    await choose('f-templatesAfterWindow-yes', 0);
    await choose('f-reactionsChoice-all', 1);
    await choose('f-quoting-yes', 0);
    await choose('f-voice-no', 1);
    await choose('f-files-some', 1);
    await type('f-maxFileMb', '20');
    await choose('f-storesFiles-yes', 0);
    await choose('f-audience-private', 0);
    await tabTo(page, '.actions .first');
    await page.keyboard.press('Enter');

    await page.locator('.notice.bad').waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('f-name');
    expect(await page.title()).toContain(pageTexts.en.faultTitle);
    const name = page.locator('#f-name');
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(await name.getAttribute('aria-describedby')).toBe('h-name e-name');
    expect(await page.locator('#e-name').textContent()).toContain('cannot start with a digit');
    expect(await page.locator('[aria-invalid]').count()).toBe(1);
    expect(await page.locator('#f-windowSeconds').inputValue()).toBe('3600');
    expect(await page.locator('#f-files-some').isChecked()).toBe(true);

    await page.keyboard.press('Control+A');
    await page.keyboard.type('Shops');
    await page.keyboard.press('Enter');
    await page.locator('#letter').waitFor();
    const letter = await page.locator('#letter').inputValue();
    expect(letter).toContain('5.1 Duration: 3600 seconds (1 hour)');
    expect(letter).toContain('4. Write First feature: no\n');
    expect(letter).toContain(ICON.trim());
    expect(await page.evaluate<number>(`document.querySelector('.ring img').naturalWidth`)).toBe(14);
    // The script for it is the page's own, and its policy lets it run.
    expect(await page.locator('[data-copies]').isVisible()).toBe(true);
    await page.context().close();
  });

  it('a change of language keeps what was entered', async () => {
    const page = await visit('channels/request');
    await page.fill('#f-name', '9 Shops');
    await page.locator('.actions .first').click();
    await page.locator('.notice.bad').waitFor();
    await page.locator('.languages [lang="es"]').click();
    await page.getByRole('heading', { level: 1, name: pageTexts.es.request.title }).waitFor();
    expect(await page.locator('#f-name').inputValue()).toBe('9 Shops');
    await page.context().close();
  });

  it('a channel is stored, and its secrets are nowhere on the page', async () => {
    const page = await visit('channels');
    const answer = { ...ANSWER, id: '55555555-929f-47c3-b1e7-c845a941833b', name: 'On the page' };
    const text = JSON.stringify({ ...answer, client_uuid: '55555555-21e2-40ee-8da5-2121e21e2e5a' });
    await page.fill('#f-answer', text);
    await page.locator('.actions .first').click();
    await page.locator('.notice.bad').waitFor();
    expect(await page.locator('#f-answer').inputValue()).toBe(text);
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('f-clientSecret');
    await page.fill('#f-clientSecret', CLIENT_SECRET);
    await page.keyboard.press('Enter');
    await page.locator('.notice.good').waitFor();
    expect(await page.locator('.notice.good').textContent()).toContain('…E1SA (21');
    expect(await page.locator('.notice.warn').textContent()).toContain('test mode');
    expect(await page.locator('.card', { hasText: 'On the page' }).count()).toBe(1);
    const source = await page.content();
    expect(source).not.toContain(ANSWER.secret_key);
    expect(source).not.toContain(CLIENT_SECRET);
    await page.context().close();
  });
});
