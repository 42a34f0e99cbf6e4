import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Zippable, strToU8, zipSync } from 'fflate';
import { LOGOS, logoSvg } from './images/logos';
import { pngOf } from './images/png';
import { tourSvgs } from './images/tour';
import { LOCALES, manifestOf } from './manifest';
import { type GivenWidgetOptions, type WidgetOptions, readWidgetOptions } from './options';

/** A zip keeps local times without a zone: built from its parts, this is the same in every zone. */
const BUILT_AT = new Date(2000, 0, 1, 0, 0, 0);

/**
 * `widget.zip` for one address of Courier: the same bytes for the same options.
 * @throws where the options do not fit; ask `readWidgetOptions` first to have that as an answer.
 */
export function buildWidget(given: GivenWidgetOptions): Promise<Uint8Array> {
  const read = readWidgetOptions(given);
  if (!read.ok) return Promise.reject(new Error(`No widget can be built: ${read.faults.join('; ')}`));
  const files = [...textFiles(read.options), ...imageFiles(read.options)].sort(([a], [b]) => (a < b ? -1 : 1));
  const zip: Zippable = {};
  // Pictures are packed already.
  for (const [name, bytes] of files) zip[name] = [bytes, { level: name.endsWith('.png') ? 0 : 9, mtime: BUILT_AT }];
  return Promise.resolve(zipSync(zip));
}

function textFiles(options: WidgetOptions): [name: string, bytes: Uint8Array][] {
  const texts: [string, string][] = [
    ['manifest.json', json(manifestOf(options))],
    ['script.js', script(options)],
    ['style.css', source('style.css')],
    ...LOCALES.map((locale): [string, string] => [`i18n/${locale}.json`, words(locale, options)]),
  ];
  return texts.map(([name, text]) => [name, strToU8(text)]);
}

function imageFiles({ audience }: WidgetOptions): [name: string, bytes: Uint8Array][] {
  const logos = Object.entries(LOGOS).map(([name, [width, height]]): [string, string] => [
    name,
    logoSvg(width, height),
  ]);
  return [...logos, ...(audience === 'public' ? tourSvgs() : [])].map(([name, svg]) => [name, pngOf(svg)]);
}

function script({ url, supportLink, supportEmail }: WidgetOptions): string {
  return source('script.js')
    .replaceAll('{{courier_url}}', () => url)
    .replaceAll('{{support_link}}', () => supportLink ?? '')
    .replaceAll('{{support_email}}', () => supportEmail ?? '');
}

type Words = { [key: string]: string | Words };

function words(locale: string, { name, audience }: WidgetOptions): string {
  const all = named(JSON.parse(source(`i18n/${locale}.json`)) as Words, name);
  // A text that nothing shows is an unused one.
  if (audience === 'private' && typeof all.widget === 'object') delete all.widget.tour_description;
  return json(all);
}

function named(words: Words, name: string): Words {
  const entries = Object.entries(words).map(([key, value]): [string, string | Words] => [
    key,
    typeof value === 'string' ? value.replaceAll('{{name}}', () => name) : named(value, name),
  ]);
  return Object.fromEntries(entries);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function source(name: string): string {
  return readFileSync(path.join(__dirname, 'archive', name), 'utf8').replaceAll('\r\n', '\n');
}
