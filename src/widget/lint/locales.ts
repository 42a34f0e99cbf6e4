import type { Files } from './archive';
import { fault, type WidgetFault } from './fault';
import type { LintedManifest } from './manifest';
import { jsonOf } from './text-files';

const LANGUAGES = new Set(['en', 'es', 'pt', 'tr', 'id']);
/** kommo-platform.md §12. */
const MOST = { name: 30, short_description: 50, description: 400 } as const;
const LONGEST_WORD = 19;

type Texts = ReadonlyMap<string, string>;

export function localeFaults(files: Files, manifest: LintedManifest, script: string): WidgetFault[] {
  const locales = manifest.widget.locale;
  const read = locales.map((locale) => [fileOf(locale), textsOf(files, fileOf(locale))] as const);
  const known = read.flatMap(([file, texts]) => (texts === undefined ? [] : [[file, texts] as const]));
  return [
    ...locales
      .filter((locale) => !LANGUAGES.has(locale))
      .map((locale) => fault('locale/language', 'manifest.json', `Kommo has no language “${locale}”`)),
    ...read.filter(([, texts]) => texts === undefined).map(([file]) => missing(files, file)),
    ...keyFaults(known),
    ...known.flatMap(([file, texts]) => [
      ...emptyFaults(file, texts),
      ...lengthFaults(file, texts),
      ...usageFaults(file, texts, manifest, script),
    ]),
  ];
}

export const fileOf = (locale: string): string => `i18n/${locale}.json`;

function missing(files: Files, file: string): WidgetFault {
  return files.has(file)
    ? fault('locale/not-json', file, 'it has to be a JSON object of texts')
    : fault('locale/file', file, 'the manifest names this language');
}

function textsOf(files: Files, file: string): Texts | undefined {
  const json = jsonOf(files, file);
  return typeof json === 'object' && json !== null ? new Map(flat(json)) : undefined;
}

function flat(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null ? flat(value, `${path}${key}.`) : [[path + key, String(value)]],
  );
}

function keyFaults(read: readonly (readonly [file: string, texts: Texts])[]): WidgetFault[] {
  const [first, ...others] = read;
  if (first === undefined) return [];
  return others.flatMap(([file, texts]) => [
    ...[...first[1].keys()]
      .filter((key) => !texts.has(key))
      .map((key) => fault('locale/keys', file, `“${key}” of ${first[0]} is missing`)),
    ...[...texts.keys()]
      .filter((key) => !first[1].has(key))
      .map((key) => fault('locale/keys', file, `“${key}” is missing in ${first[0]}`)),
  ]);
}

function emptyFaults(file: string, texts: Texts): WidgetFault[] {
  return [...texts]
    .filter(([, text]) => text.trim() === '' || text.includes('{{'))
    .map(([key]) => fault('locale/empty-text', file, `“${key}” says nothing`));
}

function lengthFaults(file: string, texts: Texts): WidgetFault[] {
  const name = texts.get('widget.name') ?? '';
  const tooLong = Object.entries(MOST)
    .filter(([key, most]) => (texts.get(`widget.${key}`) ?? '').length > most)
    .map(([key, most]) => fault('locale/length', file, `“widget.${key}” has more than ${most} characters`));
  return [
    ...tooLong,
    ...(name.split(/\s+/).some((word) => word.length > LONGEST_WORD)
      ? [fault('locale/length', file, `a word of the name has more than ${LONGEST_WORD} characters`)]
      : []),
    ...(/kommo/i.test(name) ? [fault('locale/name', file, 'the name may not hold “Kommo”')] : []),
  ];
}

/** Texts that are asked for and not there, and the other way round. */
function usageFaults(file: string, texts: Texts, manifest: LintedManifest, script: string): WidgetFault[] {
  const asked = [...JSON.stringify(manifest).matchAll(/"((?:\w+\.)+\w+)"/g)]
    .map(([, key = '']) => key)
    .filter((key) => !/^\d/.test(key));
  const unknown = asked.filter((key) => !texts.has(key));
  const unused = [...texts.keys()].filter(
    (key) => !asked.includes(key) && !new RegExp(`\\b${key.split('.').at(-1) ?? ''}\\b`).test(script),
  );
  return [
    ...unknown.map((key) => fault('locale/unknown-key', file, `the manifest asks for “${key}”`)),
    ...unused.map((key) => fault('locale/unused-key', file, `nothing shows “${key}”`)),
  ];
}
