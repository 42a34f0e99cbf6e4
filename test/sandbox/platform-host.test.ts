import { createHmac } from 'node:crypto';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { SANDBOX } from '../../src/sandbox/credentials';
import { waitFor } from '../support/wait-for';
import { accessibilityFaults, DESKTOP, launchBrowser, tabTo, takePicture } from '../support/browser';
import { Crm } from './support/crm';
import { Harness } from './support/harness';
import { listOf } from './support/platform-caller';
import { widgetArchive } from './support/widget-archive';
import { WidgetBackend } from './support/widget-backend';

jest.setTimeout(120_000);

const { integration, channel } = SANDBOX.kommo;
const CODE = integration.widgetCode;
const whose = { clientId: integration.clientId, accountId: 30000001 };

let browser: Browser;
let backend: WidgetBackend;
let backendUrl: string;
let box: Harness;
let crm: Crm;
let page: Page;
/** What the page itself complained of; nothing in any test. */
const faults: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());

beforeEach(async () => {
  backend = new WidgetBackend();
  backendUrl = await backend.start();
  box = await Harness.start({ pageDir: path.join(__dirname, '../../dist/sandbox/page') });
  crm = new Crm(box);
  const { clientId } = integration;
  await box.control('PATCH', `/platform/integrations/${clientId}`, {
    redirectUri: `${backendUrl}/oauth/kommo/${clientId}`,
    disableHookUrl: `${backendUrl}/oauth/kommo/${clientId}/disabled`,
  });
  await upload(script());
  page = await (await browser.newContext(DESKTOP)).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
});
afterEach(async () => {
  await page.context().close();
  await box.stop();
  await backend.stop();
  expect(faults.splice(0)).toEqual([]);
});

/** A widget that notes what happens to it, and asks its back end as a real one would. */
function script(change = ''): string {
  return `define(['jquery'], function ($) {
  var calls = (window.tinyCalls = window.tinyCalls || []);
  return function Tiny() {
    var w = this;
    var note = function (name, answer) {
      return function () {
        calls.push([name].concat([].slice.call(arguments).filter(function (one) { return !one || !one.jquery; })));
        return answer;
      };
    };
    w.callbacks = {
      render: note('render', true),
      init: note('init', true),
      bind_actions: note('bind_actions', true),
      settings: function ($body, context) {
        calls.push(['settings', w.get_install_status(), context || null]);
        $('<iframe title="Tiny" width="320" height="90">').attr('src', '${backendUrl}/frame').appendTo($body);
        $('<button type="button" class="tiny-ask button">').text(w.i18n('widget.name')).appendTo($body).on('click', function () {
          w.$authorizedAjax({ url: '${backendUrl}/ask', method: 'POST', contentType: 'application/json', data: '{"a":1}' })
            .done(function (answer) { calls.push(['asked', answer]); });
        });
        return true;
      },
      onSave: note('onSave', true),
      onInstall: note('onInstall', true),
      onAddAsSource: note('onAddAsSource', true),
      advancedSettings: function () {
        $('#work-area-' + w.get_settings().widget_code).text('Lines: ' + w.system().area);
        return true;
      },
      destroy: note('destroy')
    };
    ${change}
    return w;
  };
});
`;
}

const upload = async (text: string): Promise<void> => {
  const answer = await fetch(`${box.sandbox.url}/control/platform/integrations/${integration.clientId}/widget`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/zip' },
    body: new Uint8Array(widgetArchive({ 'script.js': text })),
  });
  expect(answer.status).toBe(200);
};
const disableFirst = () => box.control('POST', '/platform/disable', whose);
const goTo = (at: string) => page.goto(`${box.sandbox.url}/crm/sandbox/${at}`);
const calls = () => page.evaluate<unknown[][]>('window.tinyCalls || []');
const names = async () => (await calls()).map(([name]) => name);
const until = (name: string) => waitFor(async () => (await names()).includes(name), { timeoutMs: 30_000 });
const modal = () => page.locator(`.modal.${CODE}`);
const openModal = async () => {
  await goTo('settings/integrations');
  await page.getByRole('button', { name: `Open ${channel.name}` }).click();
  await modal().locator('.tiny-ask').waitFor();
};

test('an administrator installs, saves and disables, and the widget hears of each', async () => {
  await disableFirst();
  backend.asked.length = 0;
  await openModal();
  await modal().frameLocator('iframe').getByText('Inside the frame').waitFor();
  expect(await calls()).toEqual([['render'], ['init'], ['bind_actions'], ['settings', 'install', null]]);
  expect(await modal().locator('.modal-body .widget-settings__desc-space b').textContent()).toBe('widget');
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'crm-install');

  const install = modal().locator('.widget_settings_block .js-widget-install');
  await install.click();
  await page.getByTestId('crm-notice').filter({ hasText: 'Fill in: Greeting' }).waitFor();
  await modal().getByLabel('Greeting').fill('Hi');
  await install.click();
  await modal().locator('.js-widget-save').waitFor();
  await modal().locator('.tiny-ask').waitFor();
  expect((await calls()).slice(4)).toEqual([
    ['onSave', { active: 'Y', fields: { greeting: 'Hi' } }],
    ['onInstall'],
    ['settings', 'installed', null],
  ]);
  const visit = backend.asked.find(({ path: at }) => at.startsWith('/oauth/kommo/'));
  expect([visit?.method, visit?.path]).toEqual(['GET', `/oauth/kommo/${integration.clientId}`]);
  expect([visit?.query.get('referer'), visit?.query.has('from_widget'), visit?.query.has('state')]).toEqual([
    'sandbox.kommo.com',
    true,
    false,
  ]);

  await modal().getByLabel('Greeting').fill('Good day');
  await modal().locator('.js-widget-save').click();
  await modal().waitFor({ state: 'detached' });
  expect((await crm.site()).widgets).toMatchObject([{ settings: { greeting: 'Good day' } }]);

  await page.getByRole('button', { name: `Open ${channel.name}` }).click();
  await modal().getByRole('button', { name: 'Disable' }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await modal().getByRole('group', { name: 'Disable' }).getByRole('button', { name: 'Disable' }).click();
  await modal().waitFor({ state: 'detached' });
  await page.locator('.crm-state[data-state="not-installed"]').waitFor();
  expect((await calls()).slice(-2)).toEqual([
    ['onSave', { active: 'N', fields: { greeting: 'Good day' } }],
    ['destroy'],
  ]);
  const hook = backend.asked.find(({ path: at }) => at.endsWith('/disabled'));
  expect(hook?.query.get('signature')).toBe(
    createHmac('sha256', integration.clientSecret).update(`${integration.clientId}|30000001`).digest('hex'),
  );
});

test('a request of the widget crosses the origin with a fresh token of the user', async () => {
  await openModal();
  await modal().locator('.tiny-ask').click();
  await until('asked');
  await page.evaluate('window.tinyCalls.length = 0');
  await modal().locator('.tiny-ask').click();
  await until('asked');
  expect(await calls()).toEqual([['asked', { ok: true }]]);
  const posted = backend.asked.filter(({ method, path: at }) => method === 'POST' && at === '/ask');
  expect(posted.map(({ body, origin }) => [body, origin])).toEqual([
    ['{"a":1}', box.sandbox.url],
    ['{"a":1}', box.sandbox.url],
  ]);
  expect(backend.asked.some(({ method }) => method === 'OPTIONS')).toBe(true);
  const [first, second] = posted.map(({ token = '' }) => token);
  expect(first).not.toBe(second);
  const [head = '', body = '', signature] = (first ?? '').split('.');
  expect(signature).toBe(createHmac('sha256', integration.clientSecret).update(`${head}.${body}`).digest('base64url'));
  expect(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).toMatchObject({
    iss: 'https://sandbox.kommo.com',
    aud: 'http://127.0.0.1',
    account_id: 30000001,
    user_id: (await crm.site()).users[0]?.id,
    client_uuid: integration.clientId,
  });
});

test('who is no administrator can look, and change nothing', async () => {
  await goTo('settings/integrations');
  const other = (await crm.site()).users[1];
  await page.getByLabel('You are').selectOption(String(other?.id));
  await page.getByRole('button', { name: `Open ${channel.name}` }).click();
  await modal().getByText('Only an administrator can').waitFor();
  await modal().locator('.tiny-ask').click();
  await until('asked');
  expect(await modal().locator('.js-widget-save').isDisabled()).toBe(true);
  expect(await modal().getByRole('button', { name: 'Disable' }).count()).toBe(0);
  const token = backend.asked.find(({ token: given }) => given !== undefined)?.token ?? '';
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  expect(claims).toMatchObject({ user_id: other?.id, is_admin: false });
});

test('a source is added: the integration is installed first, and hears of the pipeline', async () => {
  await disableFirst();
  const pipelineId = await crm.pipeline('Wholesale');
  await goTo(`settings/pipeline/${String(pipelineId)}/sources`);
  await page.getByText('This pipeline has no sources yet.').waitFor();
  await page.getByRole('button', { name: 'Add source' }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByTestId('source-choice').getByRole('button', { name: channel.name }).click();
  await modal().getByLabel('Greeting').fill('Hi');
  expect(await names()).not.toContain('onAddAsSource');
  await modal().locator('.js-widget-install').click();
  await until('onAddAsSource');
  expect((await calls()).find(([name]) => name === 'onAddAsSource')).toEqual(['onAddAsSource', pipelineId]);
  await page.getByTestId('crm-notice').filter({ hasText: 'Added as a source.' }).waitFor();
  expect((await crm.site()).widgets).toMatchObject([{ pipelineId }]);

  // Installed, it is asked at once.
  await page.keyboard.press('Escape');
  await page.evaluate('window.tinyCalls.length = 0');
  await page.getByRole('button', { name: 'Add source' }).click();
  await page.getByTestId('source-choice').getByRole('button', { name: channel.name }).click();
  await until('onAddAsSource');
  expect(await calls()).toEqual([['onAddAsSource', pipelineId]]);
});

test('a tile of a source opens its settings', async () => {
  const pipelineId = await crm.pipeline('Wholesale');
  const id = await crm.source({ external_id: 'b2b', name: 'Wholesale bot', pipeline_id: pipelineId, default: true });
  await goTo(`settings/pipeline/${String(pipelineId)}/sources`);
  await page.getByTestId('source-tile').filter({ hasText: 'Wholesale bot' }).click();
  await until('settings');
  expect((await calls()).at(-1)).toEqual(['settings', 'not_configured', { source_id: id, external_id: 'b2b' }]);
});

test('the widget has a page of its own in the settings', async () => {
  await goTo(`settings/${CODE}`);
  await page.getByRole('heading', { name: 'Lines of Tiny' }).waitFor();
  await page.locator(`#work-area-${CODE}`).getByText('Lines: advanced_settings').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await goTo('settings/nobody');
  await page.getByText('There is no widget at this address').waitFor();
});

test('a widget opens a window of Kommo’s over the page, and each way of closing it tells the widget', async () => {
  await upload(
    script(`w.callbacks.onAddAsSource = function () {
      new Modal({
        class_name: 'tiny-window',
        init: function ($body) {
          $body.trigger('modal:loaded').html('<p>Over the page</p><button type="button">Inside</button>').trigger('modal:centrify');
        },
        destroy: function () {
          calls.push(['closed']);
          return window.tinyMayClose === true;
        },
      });
      return true;
    };`)
      .replace("define(['jquery']", "define(['jquery', 'lib/components/base/modal']")
      .replace('function ($)', 'function ($, Modal)'),
  );
  await goTo(`settings/pipeline/${String(await crm.pipeline('Wholesale'))}/sources`);
  const add = page.getByRole('button', { name: 'Add source' });
  await add.click();
  await page.getByTestId('source-choice').getByRole('button', { name: channel.name }).click();
  const window = page.locator('.tiny-window');
  await window.getByText('Over the page').waitFor();
  await page.getByTestId('crm-notice').filter({ hasText: 'Added as a source.' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.locator('#root').getAttribute('inert')).not.toBeNull();

  // The widget says no, and the window stays.
  await page.keyboard.press('Escape');
  await waitFor(async () => (await names()).filter((name) => name === 'closed').length === 1);
  expect(await window.isVisible()).toBe(true);
  await page.evaluate('window.tinyMayClose = true');
  await page.mouse.click(4, 4);
  await window.waitFor({ state: 'detached' });
  expect(await page.locator('#root').getAttribute('inert')).toBeNull();
});

test('a lead shows who wrote what through which source, and is accepted', async () => {
  await box.kommo.connect();
  const pipelineId = await crm.pipeline('Wholesale');
  await crm.source({ external_id: 'b2b', name: 'Wholesale bot', pipeline_id: pipelineId });
  await goTo('leads');
  await page.getByTestId('pipeline').filter({ hasText: 'Wholesale' }).waitFor();
  await crm.writes('Bob', 'Do you deliver?', { source: { external_id: 'b2b' } });
  const column = page.getByTestId('pipeline').filter({ has: page.getByRole('heading', { name: 'Wholesale' }) });
  const waiting = column.getByTestId('stage-incoming').getByTestId('lead');
  await waiting
    .filter({ hasText: 'Bob' })
    .filter({ hasText: 'Do you deliver?' })
    .filter({ hasText: 'Wholesale bot' })
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'crm-leads');
  await column.getByRole('button', { name: 'Accept Bob' }).click();
  await column.getByTestId('stage-leads').getByTestId('lead').filter({ hasText: 'Bob' }).waitFor();
  expect(await waiting.count()).toBe(0);
  expect(listOf(await crm.api.crm('GET', '/leads'), 'leads')).toHaveLength(1);
});

test('a callback that does not return true is the last, and is told', async () => {
  await upload(script(`w.callbacks.init = note('init', 1);`));
  await goTo('settings/integrations');
  await page.getByTestId('crm-notice').filter({ hasText: 'init did not return true' }).waitFor();
  expect(await names()).toEqual(['render', 'init']);
});

test('onSave that does not agree, now or later, keeps the window open', async () => {
  for (const answer of ['false', 'Promise.reject(new Error("no"))', '$.Deferred().resolve(false)', 'undefined']) {
    await upload(script(`w.callbacks.onSave = function () { calls.push(['refused']); return ${answer}; };`));
    await openModal();
    await modal().getByLabel('Greeting').fill('Hi');
    await modal().locator('.js-widget-save').click();
    await until('refused');
    expect((await crm.site()).widgets).toEqual([]);
    expect(await modal().count()).toBe(1);
  }
  // A rejection is the widget's own trouble, and is shown.
  expect(faults.splice(0).join()).toContain('no');
});

test('a widget may not press Install, and evaluates nothing', async () => {
  await disableFirst();
  await upload(
    script(`w.callbacks.settings = function ($body) {
      $body.find('.js-widget-install').trigger('click');
      $body.find('.js-widget-install')[0].click();
      try { (0, window['ev' + 'al'])('1'); } catch (error) { calls.push([error.name]); }
      $body.append('<button type="button" class="tiny-ask">x</button>');
      return true;
    };`),
  );
  await openModal();
  await page.getByTestId('crm-notice').filter({ hasText: 'A widget may not press this button.' }).first().waitFor();
  expect(await names()).toContain('EvalError');
  expect(await names()).not.toContain('onSave');
  expect(faults.splice(0).join()).toMatch(/^(.*Content Security Policy.*)?$/s);
});

test('what a widget tells, what it knows of itself, and what it lacks', async () => {
  await upload(
    script(`w.callbacks.init = function () {
      APP.notifications.show_message({ header: 'Tiny', text: 'Hello' });
      APP.notifications.show_message_error({ header: 'Tiny', text: 'Oh' });
      w.set_settings({ more: 1 });
      try { APP.constant = null; } catch (error) { calls.push(['frozen']); }
      calls.push([w.get_version(), w.get_settings(), APP.constant('account').amojo_id, APP.constant('user').name,
        w.langs.settings.greeting, typeof window.jQuery]);
      w.get_pipeline_id().then(function (id) { calls.push(['pipeline', id]); });
      w.set_status('error');
      return true;
    };`),
  );
  await goTo('settings/integrations');
  await page.getByTestId('crm-notice').filter({ hasText: 'Oh' }).waitFor();
  await until('pipeline');
  expect((await calls()).filter(([name]) => name === '1.0.0')).toEqual([
    [
      '1.0.0',
      { more: 1, widget_code: CODE, path: `${box.sandbox.url}/widgets/${CODE}`, version: '1.0.0' },
      SANDBOX.kommo.account.amojoId,
      SANDBOX.kommo.users[0].name,
      'Greeting',
      'undefined',
    ],
  ]);
  await upload(script().replace("define(['jquery']", "define(['jquery', 'lib/nothing']"));
  await page.reload();
  await page.getByRole('button', { name: `Open ${channel.name}` }).click();
  await modal().getByText('The widget cannot be loaded.').waitFor();
  expect(faults.splice(0).join()).toContain('the emulator has no module lib/nothing');
});

test('in the dark, in another language, and by keyboard alone', async () => {
  await goTo('settings/integrations');
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await page.locator('html[data-theme="dark"]').waitFor();
  await page.getByLabel('Language').selectOption('es');
  await page.getByRole('button', { name: `Abrir ${channel.name}` }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await tabTo(page, '.crm-card button');
  await page.keyboard.press('Enter');
  await modal().locator('.tiny-ask').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'crm-dark');
  await page.keyboard.press('Escape');
  await modal().waitFor({ state: 'detached' });
  await waitFor(() => page.evaluate<boolean>(`document.activeElement?.matches('.crm-card button') ?? false`));
});

test('pages of nobody are not there, and the sandbox’s page leads to those that are', async () => {
  expect((await fetch(`${box.sandbox.url}/crm/nobody/leads`)).status).toBe(404);
  await page.goto(box.sandbox.url);
  await page.getByRole('link', { name: 'CRM' }).click();
  await page.getByRole('heading', { name: 'Leads', exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/crm/sandbox/leads');
});
