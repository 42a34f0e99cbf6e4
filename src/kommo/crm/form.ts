export type FormValue = string | { readonly [name: string]: FormValue };

const MOST_FIELDS = 2_000;
const DEEPEST = 8;

/**
 * Reads a form with PHP's nesting, `talk[add][0][id]=1` (kommo-platform.md §9.2); lists are branches with numbers for names.
 * @returns undefined for a form that is larger or deeper than any of Kommo's
 */
export function readForm(body: string): Readonly<Record<string, FormValue>> | undefined {
  const fields = [...new URLSearchParams(body)];
  if (fields.length > MOST_FIELDS) return undefined;
  const root: Branch = new Map();
  for (const [name, value] of fields) {
    const path = pathOf(name);
    if (path === undefined) continue;
    if (path.length > DEEPEST) return undefined;
    plant(root, path, value);
  }
  return asObject(root);
}

/** Without a prototype, so that no name means anything but itself. */
type Branch = Map<string, Branch | string>;

function pathOf(name: string): string[] | undefined {
  const [, first, rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (first === undefined) return undefined;
  return [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part)];
}

function plant(branch: Branch, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const known = branch.get(name);
  const next: Branch = known instanceof Map ? known : new Map<string, Branch | string>();
  branch.set(name, next);
  plant(next, rest, value);
}

function asObject(branch: Branch): Readonly<Record<string, FormValue>> {
  return Object.fromEntries([...branch].map(([name, value]) => [name, value instanceof Map ? asObject(value) : value]));
}
