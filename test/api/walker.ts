/** As much of an operation as it takes to call it. Everything is taken from the document. */
export interface Described {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  /** Names of schemes, any of which will do; none: it is for everybody. */
  readonly schemes: readonly string[];
  readonly scope: 'deployment' | 'account';
  readonly params: readonly string[];
  readonly query: readonly { readonly name: string; readonly required: boolean }[];
  readonly body: Shape | undefined;
}

interface Shape {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-courier-scope': 'deployment' | 'account';
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Shape }>> };
}

export function operationsOf(given: unknown): Described[] {
  const { paths, components } = given as Document;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Described => {
      const { parameters = [], requestBody } = operation;
      const shape = requestBody?.content['application/json']?.schema;
      const body =
        shape?.$ref === undefined ? shape : components.schemas[shape.$ref.slice(shape.$ref.lastIndexOf('/') + 1)];
      if (requestBody !== undefined && body === undefined) throw new Error(`${path} has a body that nobody can fill`);
      return {
        method: method.toUpperCase(),
        path,
        operationId: operation.operationId,
        schemes: operation.security.flatMap((one) => Object.keys(one)),
        scope: operation['x-courier-scope'],
        params: parameters.filter((each) => each.in === 'path').map(({ name }) => name),
        query: parameters
          .filter((each) => each.in === 'query')
          .map(({ name, required = false }) => ({ name, required })),
        body,
      };
    }),
  );
}

/** Values for parameters and fields by their names: what has none here cannot be called, and the walk fails. */
export interface Fillings {
  /** All ids that a parameter may stand for. */
  readonly params: Readonly<Record<string, readonly string[]>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Filled {
  readonly path: string;
  readonly body?: unknown;
  /** Whether only what has to be there is. */
  readonly bare: boolean;
}

/** Every way to call it: each id in the path, without and with the filters. @throws Error for a name it does not know. */
export function fill({ path, params, query, body }: Described, fillings: Fillings): Filled[] {
  const value = <Value>(table: Readonly<Record<string, Value>>, name: string): Value => {
    const found = Object.hasOwn(table, name) ? table[name] : undefined;
    if (found === undefined) throw new Error(`Nobody knows what to put for ${name} of ${path}: add it to the walk`);
    return found;
  };
  const addresses = params.reduce<readonly string[]>(
    (made, name) =>
      made.flatMap((address) =>
        value(fillings.params, name).map((id) => address.replace(`{${name}}`, encodeURIComponent(id))),
      ),
    [path],
  );
  const filled = (names: readonly string[]): string =>
    new URLSearchParams(names.map((name): [string, string] => [name, value(fillings.query, name)])).toString();
  const needed = query.filter(({ required }) => required).map(({ name }) => name);
  const filters = query.map(({ name }) => name).filter((name) => ['account', 'source'].includes(name));
  const queries = [...new Set([filled(needed), ...filters.map((name) => filled([...needed, name]))])];
  const sent =
    body === undefined
      ? {}
      : { body: Object.fromEntries((body.required ?? []).map((name) => [name, value(fillings.body, name)])) };
  return addresses.flatMap((address) =>
    queries.map((text, index) => ({ path: text === '' ? address : `${address}?${text}`, bare: index === 0, ...sent })),
  );
}
