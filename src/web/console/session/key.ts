const KEY = 'courier-console-key';
const BY = 'courier-console-by';

/** The key of the admin API, as long as this tab is open: never in a cookie, an address or what outlives the tab. */
export function keptKey(): string | null {
  return window.sessionStorage.getItem(KEY);
}

export function keepKey(key: string): void {
  window.sessionStorage.setItem(KEY, key);
}

export function forgetKey(): void {
  window.sessionStorage.removeItem(KEY);
  window.sessionStorage.removeItem(BY);
}

/** Who says so: asked for with the first command, proposed with the next. */
export function keptName(): string {
  return window.sessionStorage.getItem(BY) ?? '';
}

export function keepName(name: string): void {
  window.sessionStorage.setItem(BY, name);
}
