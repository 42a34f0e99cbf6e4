import $ from 'jquery';
import { Modal } from './modal';

/**
 * The module loader that widgets are written for (AMD): `define` and `require`, for scripts of the widget itself, for
 * addresses, and for what Kommo has by name (kommo-platform.md §11.4). jQuery is to be had by name only.
 */
const BY_NAME: Readonly<Record<string, unknown>> = { jquery: $, 'lib/components/base/modal': Modal };

interface Definition {
  readonly needs: readonly string[];
  readonly made: unknown;
}

const definitions = new Map<string, Definition>();
const modules = new Map<string, Promise<unknown>>();

export function provideModules(): void {
  const require = (needs: unknown, then?: unknown): void => {
    void resolveAll(words(needs), `${window.location.origin}/`).then((found) => {
      if (typeof then === 'function') Reflect.apply(then, undefined, found);
    });
  };
  Object.assign(window, { define: Object.assign(define, { amd: {} }), require });
}

/** `define(made)`, `define(needs, made)` or `define(name, needs, made)`, for the script that runs just now. */
function define(...given: readonly unknown[]): void {
  const script = document.currentScript;
  if (script instanceof HTMLScriptElement) {
    definitions.set(script.src, { needs: words(given.at(-2)), made: given.at(-1) });
  }
}

/** What the module at this address is; each is loaded once. */
export function loadModule(address: string): Promise<unknown> {
  const known = modules.get(address) ?? load(address);
  modules.set(address, known);
  return known;
}

async function load(address: string): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(script);
  });
  const definition = definitions.get(address);
  if (!definition) throw new Error(`${address} defines no module`);
  const found = await resolveAll(definition.needs, address);
  const { made } = definition;
  return typeof made === 'function' ? Reflect.apply(made, undefined, found) : made;
}

function resolveAll(needs: readonly string[], from: string): Promise<unknown[]> {
  return Promise.all(
    needs.map((need) => {
      if (need in BY_NAME) return BY_NAME[need];
      if (!/^(\.{1,2}\/|https?:)/.test(need)) throw new Error(`the emulator has no module ${need}`);
      return loadModule(new URL(/\.js(\?|$)/.test(need) ? need : `${need}.js`, from).href);
    }),
  );
}

function words(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
}
