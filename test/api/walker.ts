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
      const isUpload = requestBody?.content['application/octet-stream'] !== undefined;
      if (requestBody !== undefined && body === undefined && !isUpload)
        throw new Error(`${path} has a body that nobody can fill`);
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
  /** Values of a name; those that differ from list to list are asked for with its path. */
  readonly query: Readonly<Record<string, readonly string[] | ((path: string) => readonly string[])>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Filled {
  readonly path: string;
  readonly body?: unknown;
  /** What is there beside what has to be: a name of the query, or every field of the body. */
  readonly more: string | null;
}

/**
 * Every way to call it: each id in the path, each name of the query alone with each of its values, the body with what it
 * needs and with all that it takes. @throws Error for a name it does not know
 */
export function fill(operation: Described, fillings: Fillings): Filled[] {
  const { path, params } = operation;
  const addresses = params.reduce<readonly string[]>(
    (made, name) =>
      made.flatMap((address) =>
        known(fillings.params, name, path).map((id) => address.replace(`{${name}}`, encodeURIComponent(id))),
      ),
    [path],
  );
  const [plain, ...others] = bodiesOf(operation, fillings);
  return addresses.flatMap((address) => [
    ...queriesOf(operation, fillings).map(({ text, more }) => ({ path: address + text, more, ...plain?.sent })),
    ...others.map(({ sent }) => ({ path: address + needed(operation, fillings), more: 'body', ...sent })),
  ]);
}

function queriesOf(
  operation: Described,
  fillings: Fillings,
): { readonly text: string; readonly more: string | null }[] {
  const { path, query } = operation;
  const optional = query.filter(({ required }) => !required);
  return [
    { text: needed(operation, fillings), more: null },
    ...optional.flatMap(({ name }) =>
      valuesOf(fillings, name, path).map((value) => ({ text: needed(operation, fillings, [name, value]), more: name })),
    ),
  ];
}

/** What has to be in the query, and one more. */
function needed({ path, query }: Described, fillings: Fillings, more?: [name: string, value: string]): string {
  const pairs = query
    .filter(({ required }) => required)
    .map(({ name }): [string, string] => [name, valuesOf(fillings, name, path)[0] ?? '']);
  const text = new URLSearchParams([...pairs, ...(more === undefined ? [] : [more])]).toString();
  return text === '' ? '' : `?${text}`;
}

function bodiesOf({ path, body }: Described, fillings: Fillings): { readonly sent: { readonly body?: unknown } }[] {
  if (body === undefined) return [{ sent: {} }];
  const with_ = (names: readonly string[]): { readonly sent: { readonly body: unknown } } => ({
    sent: { body: Object.fromEntries(names.map((name) => [name, known(fillings.body, name, path)])) },
  });
  const { required = [], properties = {} } = body;
  const all = Object.keys(properties);
  return all.length > required.length ? [with_(required), with_(all)] : [with_(required)];
}

function valuesOf({ query }: Fillings, name: string, path: string): readonly string[] {
  const values = known(query, name, path);
  return typeof values === 'function' ? values(path) : values;
}

function known<Value>(table: Readonly<Record<string, Value>>, name: string, path: string): Value {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new Error(`Nobody knows what to put for ${name} of ${path}: add it to the walk`);
  return found;
}
