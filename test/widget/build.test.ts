import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { svgFaults } from '../../src/kommo/registration/svg';
import { buildWidget } from '../../src/widget/build';
import { ICONS } from '../../src/widget/images/icons';
import { type GivenWidgetOptions, readWidgetOptions } from '../../src/widget/options';

const URL_OF_COURIER = 'https://courier.example.com';
const root = path.join(__dirname, '..', '..');

async function filesOf(options: Partial<GivenWidgetOptions> = {}): Promise<ReadonlyMap<string, string>> {
  const zip = unzipSync(await buildWidget({ url: URL_OF_COURIER, ...options }));
  return new Map(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes, name.endsWith('.png'))]));
}

describe('the archive', () => {
  it('has what Kommo asks for, at its root, and nothing else', async () => {
    expect([...(await filesOf()).keys()]).toEqual([
      'i18n/en.json',
      'i18n/es.json',
      'i18n/pt.json',
      'images/logo.png',
      'images/logo_dp.png',
      'images/logo_main.png',
      'images/logo_medium.png',
      'images/logo_min.png',
      'images/logo_small.png',
      'manifest.json',
      'script.js',
      'style.css',
    ]);
  });

  it('has a tour where it is for the marketplace', async () => {
    const files = await filesOf({ audience: 'public' });
    const slides = [...files.keys()].filter((name) => name.startsWith('images/tour_'));
    expect(slides).toHaveLength(3);
    const manifest = JSON.parse(files.get('manifest.json') ?? '') as {
      tour: { tour_images: Record<string, string[]> };
    };
    for (const locale of ['en', 'es', 'pt']) {
      expect([...(manifest.tour.tour_images[locale] ?? [])].sort()).toEqual(slides.map((slide) => `/${slide}`));
    }
  });

  it('is the same to the byte for the same options, in every time zone', async () => {
    const [first, second] = [
      await buildWidget({ url: URL_OF_COURIER }),
      await buildWidget({ url: `${URL_OF_COURIER}/` }),
    ];
    expect(Buffer.from(first).equals(second)).toBe(true);
    const script = ['--url', URL_OF_COURIER, '--version', '1.0.0'];
    const built = ['Asia/Tokyo', 'America/Lima'].map((zone) => {
      const out = path.join(mkdtempSync(path.join(tmpdir(), 'courier-widget-')), 'widget.zip');
      const { status } = spawnSync(process.execPath, ['scripts/widget.mjs', ...script, '--out', out], {
        cwd: root,
        env: { ...process.env, TZ: zone },
      });
      expect(status).toBe(0);
      const bytes = readFileSync(out);
      expect(readdirSync(path.join(path.dirname(out), 'widget-icons')).sort()).toEqual(Object.keys(ICONS).sort());
      rmSync(path.dirname(out), { recursive: true });
      return bytes;
    });
    for (const bytes of built) expect(bytes.equals(first)).toBe(true);
  });

  it('speaks with the Courier that it was built for', async () => {
    const script = (await filesOf({ url: 'https://one.example.com/courier/' })).get('script.js') ?? '';
    expect(script).toContain("const COURIER = 'https://one.example.com/courier';");
    expect(script).not.toContain('{{');
    const local = (await filesOf({ url: 'http://127.0.0.1:8080' })).get('script.js');
    expect(local).toContain("const COURIER = 'http://127.0.0.1:8080';");
  });

  it('has the name, the version and the support of whoever builds it', async () => {
    const files = await filesOf({
      name: 'Bridge by Green $& Shop',
      version: '4.5.6',
      supportLink: 'https://help.example.com/',
      supportEmail: 'help@example.com',
    });
    const words = JSON.parse(files.get('i18n/pt.json') ?? '') as {
      widget: { name: string };
      advanced: { title: string };
    };
    expect(words.widget.name).toBe('Bridge by Green $& Shop');
    expect(words.advanced.title).toBe('Bridge by Green $& Shop: mensageiros');
    expect(JSON.parse(files.get('manifest.json') ?? '')).toMatchObject({
      widget: { version: '4.5.6', support: { link: 'https://help.example.com/', email: 'help@example.com' } },
    });
    expect(files.get('script.js')).toContain("const SUPPORT_EMAIL = 'help@example.com';");
  });

  it.each<[Partial<GivenWidgetOptions>, string]>([
    [{ url: 'http://courier.example.com' }, 'https://'],
    [{ url: 'http://192.168.1.5:8080' }, 'https://'],
    [{ url: 'courier.example.com' }, 'no address'],
    [{ url: 'https://user:secret@courier.example.com' }, 'no password'],
    [{ url: 'https://courier.example.com/?a=1' }, 'neither ? nor #'],
    [{ url: "https://courier.example.com/'+x+'" }, 'has to be encoded'],
    [{ supportLink: 'javascript:alert(1)' }, 'https://'],
    [{ supportEmail: "a@b.c'" }, 'no e-mail address'],
    [{ version: '1.0' }, '1.2.3'],
    [{ name: ' ' }, 'the name is empty'],
  ])('is not built with %o', async (options, why) => {
    const given = { url: URL_OF_COURIER, ...options };
    const read = readWidgetOptions(given);
    expect(read.ok ? '' : read.faults.join()).toContain(why);
    await expect(buildWidget(given)).rejects.toThrow('No widget can be built');
  });
});

describe('npm run widget', () => {
  function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/widget.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, COURIER_PUBLIC_URL: '', ...env },
    });
    return { status, stdout, stderr };
  }

  it('says what is missing or wrong, and writes nothing', () => {
    const out = path.join(tmpdir(), 'courier-widget-never', 'widget.zip');
    expect(run(['--out', out])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('COURIER_PUBLIC_URL') as string,
    });
    expect(run(['--out', out, '--colour', 'red'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--colour') as string,
    });
    const linted = run(['--out', out, '--name', 'Courier for Kommo'], { COURIER_PUBLIC_URL: URL_OF_COURIER });
    expect(linted).toMatchObject({ status: 1, stderr: expect.stringContaining('locale/name') as string });
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});

describe('the icons for the forms', () => {
  it('are one that a channel’s request takes', () => {
    expect(svgFaults(ICONS['channel.svg'])).toEqual([]);
  });

  it.each([
    ['branding-light.svg', '#FFFFFF'],
    ['branding-dark.svg', '#153043'],
  ] as const)('stand out from the ground (%s on %s)', (name, ground) => {
    const [, tile = ''] = /<rect[^>]*fill="(#\w{6})"/.exec(ICONS[name]) ?? [];
    expect(contrast(tile, ground)).toBeGreaterThanOrEqual(3);
  });

  it('have a plane that stands out from its tile', () => {
    for (const svg of Object.values(ICONS)) {
      const [tile = '', wing = '', fold = ''] = [...svg.matchAll(/fill="(#\w{6})"/g)].map(([, colour = '']) => colour);
      expect(contrast(tile, wing)).toBeGreaterThanOrEqual(3);
      expect(contrast(tile, fold)).toBeGreaterThanOrEqual(3);
    }
  });
});

/** Contrast of two colours as WCAG 2 counts it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
