import { isObject } from '../../body';
import { GraphError } from '../../graph/graph-error';
import { lengthOf } from '../text-length';
import { placeholdersOf, type Template, type TemplateButton, type TemplateComponent } from './template';

/** Lengths and counts of whatsapp.md §6, Create. */
const TEXT = { header: 60, body: 1024, footer: 60, label: 25, url: 2000, phone: 20, code: 15 };
const MOST_BUTTONS = 10;
const MOST = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 } as const;
/** Meta wants more words around each placeholder than this. */
const WORDS_FOR_EACH = 2;

/** A component that breaks a rule, with the subcode that Meta has for it. */
export function badTemplate(details: string, subcode?: number): GraphError {
  return new GraphError({
    code: 100,
    message: `Invalid parameter`,
    title: details,
    ...(subcode === undefined ? {} : { subcode }),
    details,
  });
}

type Format = Template['parameterFormat'];

/** Components as they are given, checked. @throws GraphError 100 */
export function readComponents(given: readonly unknown[], format: Format): readonly TemplateComponent[] {
  const components = given.map((each, index) => {
    if (!isObject(each)) throw badTemplate(`Param components[${String(index)}] must be a JSON object.`);
    return readComponent(each, format);
  });
  const types = components.map(({ type }) => type);
  if (new Set(types).size < types.length) throw badTemplate('A component may appear once only.');
  if (!types.includes('BODY')) throw badTemplate('The template needs a component of the type BODY.');
  return components;
}

function readComponent(given: Readonly<Record<string, unknown>>, format: Format): TemplateComponent {
  const type = upper(given.type);
  switch (type) {
    case 'HEADER':
      return readHeader(given, format);
    case 'BODY':
      return readBody(given, format);
    case 'FOOTER': {
      const text = textOf(given.text, 'FOOTER', TEXT.footer);
      if (placeholdersOf(text).length > 0) throw badTemplate("Footer can't have any variables.");
      return { type, text };
    }
    case 'BUTTONS':
      return { type, buttons: readButtons(given.buttons) };
    default:
      throw badTemplate(`Param components[].type must be one of {HEADER, BODY, FOOTER, BUTTONS}`);
  }
}

function readHeader(given: Readonly<Record<string, unknown>>, format: Format): TemplateComponent {
  const kind = upper(given.format);
  switch (kind) {
    case 'TEXT': {
      const text = textOf(given.text, 'HEADER', TEXT.header);
      const names = checkPlaceholders(text, format);
      if (names.length > 1) throw badTemplate('The header can have one variable at most.');
      const example = names.length === 0 ? undefined : exampleOf(given, format, 'header_text', names);
      return { type: 'HEADER', format: 'TEXT', text, ...(example === undefined ? {} : { example }) };
    }
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT': {
      const { example } = given;
      const handles = isObject(example) ? example.header_handle : undefined;
      if (!isObject(example) || !Array.isArray(handles) || typeof handles[0] !== 'string') {
        throw badTemplate('The header needs an example: header_handle of an uploaded file.');
      }
      return { type: 'HEADER', format: kind, example };
    }
    case 'LOCATION':
      return { type: 'HEADER', format: 'LOCATION' };
    default:
      throw badTemplate('Param components[].format must be one of {TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION}');
  }
}

function readBody(given: Readonly<Record<string, unknown>>, format: Format): TemplateComponent {
  const text = textOf(given.text, 'BODY', TEXT.body);
  const names = checkPlaceholders(text, format);
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    throw badTemplate("Variables can't be at the start or end of the template.", 2388299);
  }
  const words = text.replace(/\{\{[^{}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (names.length * WORDS_FOR_EACH > words) {
    throw badTemplate('This template has too many variables for its length.', 2388293);
  }
  if (names.length === 0) return { type: 'BODY', text };
  const example = exampleOf(given, format, 'body_text', names);
  return { type: 'BODY', text, example };
}

/** Positions count from 1 without a gap; names are small letters, digits and underscores. */
function checkPlaceholders(text: string, format: Format): readonly string[] {
  const names = placeholdersOf(text);
  names.forEach((name, index) => {
    const fits = format === 'POSITIONAL' ? name === String(index + 1) : /^[a-z][a-z0-9_]*$/.test(name);
    if (!fits) throw badTemplate(`The variable {{${name}}} has a wrong format.`, 2388073);
  });
  return names;
}

function exampleOf(
  given: Readonly<Record<string, unknown>>,
  format: Format,
  field: 'header_text' | 'body_text',
  names: readonly string[],
): object {
  const example = isObject(given.example) ? given.example : {};
  const listed = format === 'NAMED' ? example[`${field}_named_params`] : example[field];
  const values =
    field === 'body_text' && format === 'POSITIONAL' && Array.isArray(listed) ? (listed[0] as unknown) : listed;
  const wanted = format === 'NAMED' ? `${field}_named_params` : field;
  if (!Array.isArray(values) || values.length !== names.length) {
    throw badTemplate(`Every variable needs an example: ${wanted} for ${String(names.length)}.`);
  }
  return example;
}

function readButtons(given: unknown): readonly TemplateButton[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_BUTTONS) {
    throw badTemplate(`There can be 1 to ${String(MOST_BUTTONS)} buttons.`);
  }
  const buttons = given.map((each) => {
    if (!isObject(each)) throw badTemplate('A button must be a JSON object.');
    return readButton(each);
  });
  for (const [type, most] of Object.entries(MOST)) {
    if (buttons.filter((each) => each.type === type).length > most) {
      throw badTemplate(`There can be ${String(most)} buttons of the type ${type} at most.`);
    }
  }
  const runs = buttons.filter((each, index) => index === 0 || isReply(each) !== isReply(buttons[index - 1]));
  if (runs.length > 2) throw badTemplate('Quick replies must stand together.');
  return buttons;
}

function isReply(button: TemplateButton | undefined): boolean {
  return button?.type === 'QUICK_REPLY';
}

function readButton(given: Readonly<Record<string, unknown>>): TemplateButton {
  const type = upper(given.type);
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: textOf(given.text, 'button', TEXT.label) };
    case 'URL': {
      const text = textOf(given.text, 'button', TEXT.label);
      const url = textOf(given.url, 'url', TEXT.url);
      if (!/^https?:\/\//.test(url)) throw badTemplate('The url of a button must be a URL.');
      const names = placeholdersOf(url);
      if (names.length === 0) return { type, text, url };
      if (names.length > 1 || !/\{\{\s*1\s*\}\}$/.test(url)) {
        throw badTemplate('The url of a button can have one variable, at its end.');
      }
      const example = Array.isArray(given.example) ? given.example.filter((each) => typeof each === 'string') : [];
      if (example.length !== 1) throw badTemplate('The variable of a url needs an example.');
      return { type, text, url, example };
    }
    case 'PHONE_NUMBER':
      return {
        type,
        text: textOf(given.text, 'button', TEXT.label),
        phone_number: textOf(given.phone_number, 'phone_number', TEXT.phone),
      };
    case 'COPY_CODE': {
      const example: unknown = Array.isArray(given.example) ? given.example[0] : given.example;
      return { type, example: textOf(example, 'example', TEXT.code) };
    }
    default:
      throw badTemplate('Param buttons[].type must be one of {QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE}');
  }
}

function textOf(value: unknown, name: string, most: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw badTemplate(`The text of ${name} is required.`);
  if (lengthOf(value) > most) {
    throw badTemplate(`The text of ${name} has more than ${String(most)} characters.`, 2388040);
  }
  return value;
}

function upper(value: unknown): string {
  return typeof value === 'string' ? value.toUpperCase() : '';
}
