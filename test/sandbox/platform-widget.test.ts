import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { answered, type Answered } from './support/http';
import { chunk, MANIFEST, png, SCRIPT, TEXTS, widgetArchive } from './support/widget-archive';

const { integration } = SANDBOX.kommo;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

async function upload(bytes: Buffer, clientId: string = integration.clientId): Promise<Answered> {
  const url = `${box.sandbox.url}/control/platform/integrations/${clientId}/widget`;
  return answered(
    await fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/zip' }, body: new Uint8Array(bytes) }),
  );
}
const served = async (path: string): Promise<Answered> =>
  answered(await fetch(`${box.sandbox.url}/widgets/${integration.widgetCode}/${path}`));
const manifest = (change: object): string => JSON.stringify({ ...MANIFEST, ...change });
const widget = (change: object): string => manifest({ widget: { ...MANIFEST.widget, ...change } });

test('a good archive is taken, shown and served', async () => {
  const answer = await upload(widgetArchive());
  expect(answer.json).toMatchObject({
    integration: {
      widget: { code: integration.widgetCode, locations: MANIFEST.locations },
      archive: { version: '1.0.0' },
    },
    warnings: [],
  });
  expect(await served('script.js')).toMatchObject({ status: 200, text: SCRIPT });
  expect((await served('i18n/en.json')).json).toEqual(TEXTS);
  expect((await served('images/logo.png')).headers.get('content-type')).toBe('image/png');
  for (const path of ['nothing.js', '../credentials', 'images']) expect((await served(path)).status).toBe(404);
});

test('its locations count from now on, and an integration without a code gets one', async () => {
  await upload(
    widgetArchive({ 'manifest.json': JSON.stringify({ ...MANIFEST, locations: ['settings'], advanced: undefined }) }),
  );
  const sources = await fetch(`${box.sandbox.url}/accounts/sandbox/api/v4/sources`, {
    headers: { Authorization: `Bearer ${integration.longLivedToken}` },
  });
  expect(sources.status).toBe(403);
  const clientId = '5a0db0c5-0000-4000-8000-00000000d009';
  await box.control('POST', '/platform/integrations', {
    clientId,
    clientSecret: 'secret',
    name: 'Other',
    redirectUri: '',
    disableHookUrl: null,
    scopes: ['crm'],
    widget: null,
    multipleSources: true,
    channelIds: [],
  });
  expect((await upload(widgetArchive(), clientId)).json).toMatchObject({
    integration: { widget: { code: expect.stringMatching(/^w\w+$/) as string } },
  });
  expect((await upload(widgetArchive(), 'nobody')).status).toBe(404);
});

test.each<[what: string, changed: Record<string, string | Uint8Array | null>, path: string, message: RegExp]>([
  ['no manifest', { 'manifest.json': null }, 'manifest.json', /missing/],
  ['a manifest that is no JSON', { 'manifest.json': '{' }, 'manifest.json', /no JSON object/],
  ['no version', { 'manifest.json': widget({ version: undefined }) }, 'manifest.json', /widget\.version/],
  ['another interface', { 'manifest.json': widget({ interface_version: 1 }) }, 'manifest.json', /interface_version/],
  ['no support', { 'manifest.json': widget({ support: {} }) }, 'manifest.json', /widget\.support/],
  ['a language of nobody', { 'manifest.json': widget({ locale: ['xx'] }) }, 'manifest.json', /locale/],
  ['no languages', { 'manifest.json': widget({ locale: [] }) }, 'manifest.json', /locale/],
  ['no locations', { 'manifest.json': manifest({ locations: [] }) }, 'manifest.json', /locations/],
  ['an unknown location', { 'manifest.json': manifest({ locations: ['moon'] }) }, 'manifest.json', /no such location/],
  ['no title of a page', { 'manifest.json': manifest({ advanced: undefined }) }, 'manifest.json', /advanced: required/],
  [
    'a title without a page',
    { 'manifest.json': manifest({ locations: ['settings'] }) },
    'manifest.json',
    /advanced: only with/,
  ],
  ['no settings', { 'manifest.json': manifest({ settings: undefined }) }, 'manifest.json', /settings: required/],
  [
    'settings without installation',
    { 'manifest.json': widget({ installation: false }) },
    'manifest.json',
    /settings: only with/,
  ],
  [
    'two fields of one’s own',
    {
      'manifest.json': manifest({
        settings: {
          a: { name: 'settings.greeting', type: 'custom', required: false },
          b: { name: 'settings.greeting', type: 'custom', required: false },
        },
      }),
    },
    'manifest.json',
    /at most one field is custom/,
  ],
  [
    'an unknown type of field',
    { 'manifest.json': manifest({ settings: { a: { name: 'settings.greeting', type: 'date', required: false } } }) },
    'manifest.json',
    /settings\.a\.type/,
  ],
  ['a language without a file', { 'i18n/es.json': null }, 'i18n/es.json', /missing/],
  ['a file without a language', { 'i18n/pt.json': '{}' }, 'i18n/pt.json', /does not name/],
  [
    'a language that lacks a text',
    { 'i18n/es.json': JSON.stringify({ ...TEXTS, advanced: {} }) },
    'i18n/es.json',
    /advanced\.title/,
  ],
  ['a text of no language', { 'manifest.json': widget({ name: 'widget.none' }) }, 'manifest.json', /widget\.none/],
  ['texts that are no JSON', { 'i18n/en.json': '[' }, 'i18n/en.json', /no JSON/],
  ['no script', { 'script.js': null }, 'script.js', /missing/],
  ['a byte order mark', { 'script.js': `\ufeff${SCRIPT}` }, 'script.js', /byte order mark/],
  ['other line ends', { 'style.css': '.a {}\r\n' }, 'style.css', /LF/],
  ['another encoding', { 'style.css': new Uint8Array([0xff, 0xfe, 0x41]) }, 'style.css', /UTF-8/],
  ['a stranger', { 'notes.txt': 'x' }, 'notes.txt', /no file of a widget/],
  ['no logo', { 'images/logo_min.png': null }, 'images/logo_min.png', /missing/],
  [
    'a logo of another size',
    { 'images/logo.png': png(100, 100) },
    'images/logo.png',
    /100×100 pixels instead of 130×100/,
  ],
  ['a logo that is none', { 'images/logo.png': 'x' }, 'images/logo.png', /no PNG/],
  [
    'a logo that moves',
    { 'images/logo.png': png(130, 100, [chunk('acTL', Buffer.alloc(8))]) },
    'images/logo.png',
    /animated/,
  ],
  [
    'a logo that is too large',
    { 'images/logo.png': png(130, 100, [chunk('tEXt', Buffer.alloc(310 * 1024))]) },
    'images/logo.png',
    /300 KB/,
  ],
  [
    'slides of another size',
    {
      'manifest.json': manifest({
        tour: {
          is_tour: true,
          tour_images: { en: ['/images/t.png'], es: ['/images/t.png'] },
          tour_description: 'widget.name',
        },
      }),
      'images/t.png': png(10, 10),
    },
    'images/t.png',
    /1188×616/,
  ],
  [
    'a language without slides',
    {
      'manifest.json': manifest({
        tour: { is_tour: true, tour_images: { en: ['/images/t.png'] }, tour_description: 'widget.name' },
      }),
      'images/t.png': png(1188, 616),
    },
    'manifest.json',
    /tour_images\.es/,
  ],
])('%s is refused by name', async (_what, changed, path, message) => {
  const { status, json } = await upload(widgetArchive(changed));
  expect(status).toBe(400);
  const { errors } = json as { errors: { field: string; message: string }[] };
  expect(errors).toContainEqual({ field: path, message: expect.stringMatching(message) as string });
  expect((await served('manifest.json')).status).toBe(404);
});

test('all that is wrong is listed at once', async () => {
  const { json } = await upload(widgetArchive({ 'script.js': null, 'i18n/es.json': null, 'images/logo.png': null }));
  expect((json as { errors: unknown[] }).errors).toHaveLength(3);
});

test('what is no archive, and one in a folder', async () => {
  for (const bytes of [Buffer.from('x'), Buffer.alloc(0)]) expect((await upload(bytes)).text).toContain('no ZIP');
  const wrapped = widgetArchive({ 'manifest.json': null, 'widget/manifest.json': JSON.stringify(MANIFEST) });
  expect((await upload(wrapped)).text).toContain('at the root');
});

test('the logo of the Digital Pipeline is always needed, or with its location', async () => {
  const without = widgetArchive({ 'images/logo_dp.png': null });
  expect((await upload(without)).status).toBe(400);
  await box.assume({ 'widget-logo-dp': 'with-digital-pipeline' });
  expect((await upload(without)).status).toBe(200);
});

test('what the marketplace would not take is said', async () => {
  const script = `define([], function () { return function () {
    eval('1'); window.alert('a'); confirm('b'); console.log(1); debugger; document.createElement('script');
    dialog.confirm('fine'); this.evaluate(); console.trace('fine'); this.callbacks = { settings: 1, advancedSettings: 1 }; }; });`;
  const { json } = await upload(widgetArchive({ 'script.js': script, 'manifest.json': manifest({ colour: 'blue' }) }));
  const { warnings } = json as { warnings: string[] };
  for (const word of ['eval', 'alert', 'confirm', 'console', 'debugger', 'a script element']) {
    expect(warnings).toContainEqual(`script.js: ${word} is not allowed in the marketplace`);
  }
  expect(warnings).toContainEqual('locations: lead_sources is not used by script.js');
  expect(warnings).toContainEqual('manifest.json: colour is not known');
  expect(warnings).toHaveLength(8);
});

test('the settings of a widget end with the integration in the account', async () => {
  const whose = { clientId: integration.clientId, accountId: 30000001 };
  const at = `/platform/accounts/30000001/widgets/${integration.clientId}`;
  const { json } = await box.control('PUT', at, { settings: { greeting: 'Hi' } });
  expect(json).toMatchObject({ widgets: [{ settings: { greeting: 'Hi' }, pipelineId: null }] });
  expect((await box.control('PUT', at, { pipelineId: 1 })).status).toBe(404);
  await box.control('PATCH', `/platform/integrations/${integration.clientId}`, { disableHookUrl: null });
  await box.control('POST', '/platform/disable', whose);
  expect((await box.control('GET', '/platform')).json).toMatchObject({ accounts: [{ widgets: [] }] });
});
