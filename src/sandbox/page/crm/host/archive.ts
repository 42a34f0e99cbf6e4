import { isRecord } from './values';

/** What the pages need of a widget's manifest (kommo-platform.md §11.2); the upload has checked it. */
export interface Manifest {
  readonly widget: {
    readonly version: string;
    readonly locale: readonly string[];
    readonly description: string;
    readonly short_description: string;
  };
  readonly locations: readonly string[];
  readonly settings?: Readonly<Record<string, SettingField>>;
  readonly advanced?: { readonly title: string };
}

export interface SettingField {
  readonly name: string;
  readonly type: 'text' | 'pass' | 'users' | 'users_lp' | 'custom';
  readonly required: boolean;
}

export type Texts = Readonly<Record<string, unknown>>;

export interface Archive {
  /** Of its files. */
  readonly path: string;
  readonly manifest: Manifest;
  /** In the user's language where the widget has it, else in its first. */
  readonly texts: Texts;
}

export async function readArchive(code: string, language: string): Promise<Archive> {
  const path = `${window.location.origin}/widgets/${code}`;
  const manifest = (await readJson(`${path}/manifest.json`)) as Manifest;
  const { locale } = manifest.widget;
  const texts = await readJson(`${path}/i18n/${locale.includes(language) ? language : (locale[0] ?? 'en')}.json`);
  return { path, manifest, texts: texts as Texts };
}

async function readJson(address: string): Promise<unknown> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

/** A text, or a group of them, by its path: `widget.name`. */
export function textAt(texts: Texts, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => (isRecord(found) ? found[name] : undefined), texts);
}

export function wordsAt(texts: Texts, path: string): string {
  const found = textAt(texts, path);
  return typeof found === 'string' ? found : path;
}
