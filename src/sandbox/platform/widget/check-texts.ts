import { isObject, parseJson } from '../../body';
import type { ArchiveFault, WidgetFiles } from './archive';
import { namedTexts, type Manifest } from './manifest';

/** One file for each language of the manifest, all with the same keys (kommo-platform.md §11.1, §11.2). */
export function localeFaults(files: WidgetFiles, manifest: Manifest): ArchiveFault[] {
  const locales: readonly string[] = manifest.widget.locale;
  const others = [...files.keys()].filter(
    (path) => path.startsWith('i18n/') && !locales.some((one) => path === fileOf(one)),
  );
  const read = locales.map((locale) => [fileOf(locale), keysIn(files.get(fileOf(locale)))] as const);
  const [, first] = read[0] ?? ['', undefined];
  const all = new Set(read.flatMap(([, keys]) => (Array.isArray(keys) ? keys : [])));
  const named = Array.isArray(first) ? namedTexts(manifest).filter((key) => !all.has(key)) : [];
  return [
    ...others.map((path) => ({ path, message: 'is of a language that the manifest does not name' })),
    ...named.map((key) => ({ path: 'manifest.json', message: `no language has the text ${key}` })),
    ...read.flatMap(([path, keys]) => {
      if (!Array.isArray(keys)) return [{ path, message: keys }];
      return [...all].filter((key) => !keys.includes(key)).map((key) => ({ path, message: `lacks the text ${key}` }));
    }),
  ];
}

function fileOf(locale: string): string {
  return `i18n/${locale}.json`;
}

/** The paths of all texts, or what is wrong with the file. */
function keysIn(bytes: Uint8Array | undefined): string[] | string {
  if (!bytes) return 'is missing';
  const json = parseJson(Buffer.from(bytes));
  return isObject(json) ? textKeys(json, '') : 'is no JSON object';
}

function textKeys(texts: Readonly<Record<string, unknown>>, above: string): string[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const key = above === '' ? name : `${above}.${name}`;
    return isObject(text) ? textKeys(text, key) : [key];
  });
}
