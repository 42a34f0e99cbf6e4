import { html, type Html } from '../admin/channels/html';

/** As much of JSON Schema as the page shows. */
export interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly description?: string;
  readonly default?: unknown;
}

const JOINED = ' | ';

/** What a value is, in a few words: `string`, `"a" | "b"`, a link to a schema of its own, a list of these. */
export function typeText(shape: Shape): Html {
  if (shape.$ref !== undefined) {
    const name = nameOf(shape.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (shape.const !== undefined) return html`${JSON.stringify(shape.const)}`;
  if (shape.enum !== undefined) return html`${shape.enum.map((value) => JSON.stringify(value)).join(JOINED)}`;
  const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (choices !== undefined) return joined(choices.map(typeText));
  const types = typeof shape.type === 'string' ? [shape.type] : (shape.type ?? []);
  return types.length === 0 ? html`anything` : joined(types.map((type) => plainText(type, shape)));
}

function plainText(type: string, shape: Shape): Html {
  if (type === 'array') return html`list of ${shape.items === undefined ? 'anything' : typeText(shape.items)}`;
  if (type === 'object') return html`${shape.properties === undefined ? 'object' : 'object:'}`;
  return html`${shape.format ?? type}`;
}

function joined(pieces: readonly Html[]): Html {
  return html`${pieces.map((piece, index) => html`${index > 0 && JOINED}${piece}`)}`;
}

/** The fields of an object, those of objects inside of it behind dots. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

export function fieldsOf(shape: Shape, before = ''): Field[] {
  return Object.entries(objectIn(shape)?.properties ?? {}).flatMap(([name, inner]): Field[] => {
    const required = objectIn(shape)?.required?.includes(name) ?? false;
    const list = listIn(inner);
    const path = `${before}${name}${list === undefined ? '' : '[]'}`;
    return [{ name: path, shape: inner, required }, ...fieldsOf(list ?? inner, `${path}.`)];
  });
}

/** The object that a value is, where it may be null too. One with a name of its own is shown there. */
function objectIn(shape: Shape): Shape | undefined {
  if (shape.properties !== undefined) return shape;
  return shape.anyOf?.find((one) => one.properties !== undefined);
}

function listIn(shape: Shape): Shape | undefined {
  return shape.items?.properties === undefined ? undefined : shape.items;
}

export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
