export interface WidgetOptions {
  /** Courier's public address; may have a path. */
  readonly url: string;
  /** Has to be higher at every upload, otherwise Kommo serves the old files (kommo-platform.md §11.1). */
  readonly version: string;
  readonly name: string;
  /** Pages and addresses of whoever runs Courier; without either, the link leads to Courier itself. */
  readonly supportLink: string | undefined;
  readonly supportEmail: string | undefined;
  /** A public one has a tour (kommo-platform.md §11.2). */
  readonly audience: 'private' | 'public';
}

/** What a caller gives; only the address has no default. */
export type GivenWidgetOptions = Partial<WidgetOptions> & Pick<WidgetOptions, 'url'>;

export type ReadWidgetOptions =
  { readonly ok: true; readonly options: WidgetOptions } | { readonly ok: false; readonly faults: readonly string[] };

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Names and texts have limits of their own, which the linter checks in the finished archive. */
export function readWidgetOptions(given: GivenWidgetOptions): ReadWidgetOptions {
  const url = given.url.replace(/\/+$/, '');
  const options: WidgetOptions = {
    url,
    version: given.version ?? '1.0.0',
    name: given.name?.trim() ?? 'Courier',
    supportLink: given.supportLink ?? (given.supportEmail === undefined ? `${url}/` : undefined),
    supportEmail: given.supportEmail,
    audience: given.audience ?? 'private',
  };
  const faults = [
    ...urlFaults(url, 'the public address'),
    ...(given.supportLink === undefined ? [] : urlFaults(given.supportLink, 'the support link')),
    ...(/^[^\s@'"<>]+@[^\s@'"<>]+\.[^\s@'"<>]+$/.test(options.supportEmail ?? 'a@b.c')
      ? []
      : [`“${options.supportEmail ?? ''}” is no e-mail address`]),
    ...(/^\d+\.\d+\.\d+$/.test(options.version) ? [] : [`“${options.version}” is no version: write it as 1.2.3`]),
    ...(options.name === '' ? ['the name is empty'] : []),
  ];
  return faults.length === 0 ? { ok: true, options } : { ok: false, faults };
}

function urlFaults(text: string, what: string): string[] {
  if (!URL.canParse(text)) return [`${what} “${text}” is no address`];
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const local = protocol === 'http:' && LOCAL_HOSTS.has(hostname);
  if (protocol !== 'https:' && !local) return [`${what} has to begin with https://`];
  if (username !== '' || password !== '') return [`${what} may hold no password`];
  if (what === 'the public address' && (search !== '' || hash !== '')) return [`${what} may hold neither ? nor #`];
  // It is written into the script between quotes.
  return /['"\\<>\s]/.test(text) ? [`${what} holds a character that has to be encoded`] : [];
}
