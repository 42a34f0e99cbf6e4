import type { Browser, Page } from 'playwright-core';
import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { SiteView } from '../../src/sandbox/control/schemas-platform';
import { accessibilityFaults, DESKTOP, launchBrowser, takePicture } from '../support/browser';
import {
  askAdmin,
  disableInKommo,
  installed,
  installInKommo,
  kommoSite,
  registerSandboxIntegration,
} from '../support/installation';
import { SettingsWindow } from '../support/settings-session';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(180_000);

const WAIT = { timeoutMs: 90_000 } as const;
const ARRIVES = { timeout: 60_000 };
const HOUR_MS = 3_600_000;
const TEMPLATES = `/platform/accounts/${String(SANDBOX.kommo.account.id)}/templates`;

describe('templates, from one side to the other', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let line: LineView;

  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start({ connected: false }), launchBrowser()]);
    await registerSandboxIntegration(world);
    await disableInKommo(world);
    await installInKommo(world);
    await installed(world);
    const settings = await SettingsWindow.open(world);
    const { lines } = await world.state();
    const found = lines.lines.find(({ messenger }) => messenger === 'whatsapp');
    if (found === undefined) throw new Error('There is no WhatsApp in the sandbox');
    line = found;
    const { id } = await settings.addSource('whatsapp', line.credentials, { name: line.name });
    await settings.becomes(id, 'ok');
    page = await (await browser.newContext(DESKTOP)).newPage();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const inKommo = async (name: string): Promise<SiteView['templates'][number] | undefined> =>
    (await kommoSite(world)).templates.find((template) => template.name === name);
  const hasState = (name: string, status: string): Promise<SiteView['templates'][number]> =>
    waitFor(
      async () => {
        const template = await inKommo(name);
        return template?.reviews.some((review) => review.status === status) === true ? template : undefined;
      },
      { ...WAIT, what: `${name} to be ${status} in Kommo` },
    );

  it('approved ones come to Kommo when the number is connected', async () => {
    const template = await hasState('order_ready', 'approved');
    expect(template.externalId).toMatch(/^order_ready:/);
  });

  it('one that WhatsApp pauses is paused in Kommo, by its webhook alone', async () => {
    await hasState('hello', 'approved');
    const act = (event: string) =>
      world.control('POST', `/lines/whatsapp/${line.id}/act`, {
        act: 'template',
        name: 'hello',
        language: 'en_US',
        event,
      });
    await act('PAUSED');
    await hasState('hello', 'paused');
    await act('REINSTATED');
    await hasState('hello', 'approved');
  });

  it('one that a user makes in Kommo is approved, chosen after the window shut, and sent; without a value it is refused', async () => {
    const made = await world.control<SiteView>('POST', TEMPLATES, {
      name: 'Order on its way',
      content: 'Hello {{contact.name}}, your order {{lead.id}} is on its way.',
      type: 'waba',
      waba_category: 'UTILITY',
      waba_language: 'en_US',
      waba_examples: { '{{contact.name}}': 'Ann', '{{lead.id}}': '17' },
    });
    const id = made.templates.find(({ name }) => name === 'Order on its way')?.id ?? 0;
    // Kommo's webhook leaves out the examples, and lists to an integration only its own.
    await world.control('PATCH', '/assumptions', { 'template-by-user': 'listed' });
    await world.control('POST', `${TEMPLATES}/${String(id)}/review`);
    await hasState('Order on its way', 'approved');

    const customer = { name: 'Vera Okafor', phone: '+15550107791' };
    const handset = await world.control<HandsetView>('POST', `/lines/whatsapp/${line.id}/customers`, customer);
    await world.control('POST', `/lines/whatsapp/${line.id}/handsets/${encodeURIComponent(handset.id)}/messages`, {
      text: 'When does my order arrive?',
      timestampMs: Date.now() - 25 * HOUR_MS,
    });
    await page.goto(`${world.sandboxUrl}/?phones=whatsapp`);
    await page.getByTestId('phone-whatsapp').getByTitle(customer.name, { exact: true }).click(ARRIVES);
    await page.getByTestId('inbox-chat').filter({ hasText: customer.name }).click(ARRIVES);
    await page.getByTestId('inbox-input').fill('It is on its way.');
    await page.getByTestId('inbox-send').click();
    const refused = page.getByTestId('inbox-message').filter({ hasText: 'It is on its way.' });
    await refused.getByText(/Send a template, such as/).waitFor(ARRIVES);

    const sheet = page.getByRole('dialog', { name: 'Template' });
    await refused.getByRole('button', { name: 'Send a template' }).click();
    await sheet.getByLabel(/Order on its way/).check();
    await sheet.getByRole('textbox', { name: '{{contact.name}}' }).fill('Vera');
    await sheet.getByRole('textbox', { name: '{{lead.id}}' }).fill('4711');
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'sandbox-template');
    await sheet.getByRole('button', { name: 'Send' }).click();
    const onPhone = page.getByTestId('phone-whatsapp').getByTestId('phone-message');
    await onPhone.filter({ hasText: 'Hello Vera, your order 4711 is on its way.' }).waitFor(ARRIVES);

    await refused.getByRole('button', { name: 'Send a template' }).click();
    await sheet.getByLabel(/Order on its way/).check();
    await sheet.getByRole('textbox', { name: '{{contact.name}}' }).fill('Vera');
    await sheet.getByRole('textbox', { name: '{{lead.id}}' }).fill(' ');
    await sheet.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The template needs a value for {{lead.id}}. Fill it and send it again.').waitFor(ARRIVES);
  });

  it('an operator sees them, and has them compared', async () => {
    const { rows } = await world.database.pool.query<{ id: string }>('select id from scopes');
    const path = `/admin/v1/installations/${encodeURIComponent(rows[0]?.id ?? '')}/templates`;
    expect(await askAdmin(world, 'POST', `${path}/sync`, {})).toMatchObject({ status: 202 });
    const idle = await waitFor(
      async () => {
        const { body } = await askAdmin(world, 'GET', path);
        return (body.sync as { state: string }).state === 'idle' ? body : undefined;
      },
      { ...WAIT, what: 'the comparison' },
    );
    expect(idle).toMatchObject({
      sync: { trouble: null },
      templates: expect.arrayContaining([
        expect.objectContaining({ name: 'hello', remoteId: 'hello:en_US', state: 'approved', drift: null }),
      ]) as unknown,
    });
    expect(await askAdmin(world, 'GET', path.replace(/installations\/[^/]+/, 'installations/none'))).toMatchObject({
      status: 404,
    });
  });
});
