import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const root = join(__dirname, '..', '..');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium with a profile of its own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args: FLAGS, headless: true });
}

/** The size of the pictures in `docs/images/`. */
export const DESKTOP = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-GB',
  colorScheme: 'light',
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

function executable(): string {
  const given = process.env.COURIER_TEST_CHROMIUM;
  if (given !== undefined) return given;
  if (process.platform !== 'linux') {
    throw new Error('The browser from npm is a program for Linux: name a Chromium of yours in COURIER_TEST_CHROMIUM');
  }
  const folder = join(homedir(), '.cache', 'courier', `chromium-${version()}`);
  if (!existsSync(folder)) unpack(folder);
  return join(folder, 'chromium');
}

function version(): string {
  const description = readFileSync(join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8');
  return (JSON.parse(description) as { readonly version: string }).version;
}

/**
 * Puts the program into the folder, which is there with all of it or not at all: suites side by side may begin with this. The
 * package is an ES module, which jest does not load; another Node does, and unpacks below TMPDIR on the way.
 */
function unpack(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const TMPDIR = mkdtempSync(`${folder}-`);
  const script = `import('@sparticuz/chromium').then((m) => m.default.executablePath())`;
  execFileSync(process.execPath, ['-e', script], { cwd: root, env: { ...process.env, TMPDIR } });
  try {
    renameSync(TMPDIR, folder);
  } catch (error) {
    rmSync(TMPDIR, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

const pictures = join(root, 'docs/images');
/** Of one picture: a page of the documentation has several. */
const MOST_PICTURE_BYTES = 500_000;

/** Only when asked: a clock in a picture would make every run a change. */
export function storesPictures(): boolean {
  return process.env.COURIER_STORE_IMAGES !== undefined;
}

/** Into the documentation. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!storesPictures()) return;
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  const { length } = await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  if (length > MOST_PICTURE_BYTES) throw new Error(`${path} is too large for a page: ${String(length)} bytes`);
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Only what is wrong is worked out: what passes would take most of its time. */
const AXE = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)";

/** What axe-core finds wrong with the page as it is now, one line for each element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if ((await page.evaluate<string>('typeof axe')) === 'undefined') {
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  }
  const violations = await page.evaluate<Violation[]>(AXE);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let pressed = 0; pressed <= most; pressed += 1) {
    if (await page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not within ${most} presses of Tab`);
}
