import type { Core } from '../../core';
import type { Line } from '../../lines/records';
import { invalid, missing, refused } from '../codes';
import { KIND_ON_HANDSET } from '../media/media-rules';
import { wabaOf } from '../number';
import { buttonsOf, componentOf, placeholdersOf, type Template, type TemplateButton } from '../templates/template';
import { lengthOf } from '../text-length';
import type { Block } from './block';
import { buttonOf, contentOf, type Content, type MediaWanted } from './content';
import { readMedia } from './media-block';

const ANY = { label: 'Parameter', max: 100_000 };
const MOST_COMPONENTS = 20;
const MOST_PARAMETERS = 100;
const MOST_BODY = 1024;
const CODE = 15;

/** A template with what was filled in, as the phone shows it (whatsapp.md §3, §4, §6). @throws GraphError 132000 … */
export function readTemplate(core: Core, line: Line, block: Block): Content & { readonly made: Template } {
  block.only('name', 'language', 'components', 'namespace');
  const name = block.required('name', { label: 'Template name', max: 512 });
  const language = block.block('language').only('code', 'policy').required('code', { label: 'Language', max: 16 });
  const made = findTemplate(core, line, name, language);
  const components = block.has('components') ? block.blocks('components', 'components', MOST_COMPONENTS) : [];
  const header = readHeader(core, made, partOf(components, 'header'));
  const body = readBody(made, partOf(components, 'body'));
  const given = components.filter((each) => each.text('type')?.toLowerCase() === 'button');
  const buttons = buttonsOf(made).map((button, index) => [readButton(button, index, given)]);
  const footer = componentOf(made, 'FOOTER')?.text ?? '';
  return {
    ...contentOf({
      kind: header.media ? KIND_ON_HANDSET[header.media.kind] : 'card',
      text: [header.text, body, footer].filter((each) => each !== '').join('\n'),
      header: header.text === '' ? null : header.text,
      footer: footer === '' ? null : footer,
      media: header.media,
      buttons,
      template: name,
      category: made.category.toLowerCase(),
    }),
    made,
  };
}

function findTemplate(core: Core, line: Line, name: string, language: string): Template {
  const found = [...wabaOf(core, line).templates.values()].find(
    (each) => each.name === name && each.language === language,
  );
  switch (found?.status) {
    case 'APPROVED':
      return found;
    case 'PAUSED':
      throw refused(132015, `Template '${name}' is paused due to low quality`);
    case 'DISABLED':
      throw refused(132016, `Template '${name}' is disabled`);
    default:
      throw refused(132001, `template name (${name}) does not exist in ${language}`);
  }
}

function partOf(components: readonly Block[], type: string): readonly Block[] {
  const part = components.find((each) => each.text('type')?.toLowerCase() === type);
  if (!part) return [];
  part.only('type', 'parameters');
  return part.has('parameters') ? part.blocks('parameters', 'parameters', MOST_PARAMETERS) : [];
}

function readHeader(
  core: Core,
  template: Template,
  given: readonly Block[],
): { readonly text: string; readonly media: MediaWanted | undefined } {
  const header = componentOf(template, 'HEADER');
  if (!header) {
    checkCount('header', given.length, 0);
    return { text: '', media: undefined };
  }
  switch (header.format) {
    case 'TEXT':
      return { text: fill(template, 'header', header.text, given), media: undefined };
    case 'LOCATION':
      wrongFormat(given[0], 'LOCATION');
      return { text: '', media: undefined };
    case 'IMAGE':
    case 'VIDEO':
    case 'DOCUMENT': {
      const kind = header.format.toLowerCase() as 'image' | 'video' | 'document';
      const parameter = wrongFormat(given[0], header.format);
      return {
        text: '',
        media: readMedia(core, parameter.block(kind).only('id', 'link', 'filename', 'provider'), kind),
      };
    }
  }
}

/** The parameter, if it is of the header's format. */
function wrongFormat(parameter: Block | undefined, format: string): Block {
  const received = parameter?.text('type')?.toUpperCase() ?? 'UNKNOWN';
  if (parameter === undefined || received !== format) {
    throw refused(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
  return parameter;
}

function readBody(template: Template, given: readonly Block[]): string {
  const text = fill(template, 'body', componentOf(template, 'BODY')?.text ?? '', given);
  if (lengthOf(text) > MOST_BODY) throw refused(132005, 'body: the translated text is too long');
  return text;
}

/** Puts the parameters where their placeholders are: by their place, or by their name. */
function fill(template: Template, part: string, text: string, given: readonly Block[]): string {
  const names = placeholdersOf(text);
  checkCount(part, given.length, names.length);
  const values = new Map(
    given.map((parameter, index) => {
      if (template.parameterFormat === 'POSITIONAL') return [String(index + 1), valueOf(parameter, part)];
      const name = parameter.text('parameter_name');
      if (name === undefined || !names.includes(name)) {
        throw refused(132000, `${part}: Parameter name is missing or empty, or is none of ${names.join(', ')}`);
      }
      return [name, valueOf(parameter, part)];
    }),
  );
  if (values.size < names.length) checkCount(part, values.size, names.length);
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_all, name: string) => values.get(name) ?? '');
}

function checkCount(part: string, given: number, expected: number): void {
  if (given === expected) return;
  throw refused(
    132000,
    `${part}: number of localizable_params (${String(given)}) does not match the expected number of params (${String(expected)})`,
  );
}

function valueOf(parameter: Block, part: string): string {
  const type = parameter.text('type');
  switch (type) {
    case 'text': {
      parameter.only('type', 'text', 'parameter_name');
      const text = parameter.required('text', ANY);
      if (/[\n\t]| {5,}/.test(text)) {
        const why = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
        throw refused(132018, `${part}: ${why}`);
      }
      return text;
    }
    case 'currency': {
      const currency = parameter.block('currency').only('fallback_value', 'code', 'amount_1000');
      currency.required('code', { label: 'Currency code', max: 3 });
      currency.number('amount_1000', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      return currency.required('fallback_value', ANY);
    }
    case 'date_time':
      return parameter.block('date_time').required('fallback_value', ANY);
    default:
      throw refused(132012, `${part}: Format mismatch, expected TEXT, received ${type?.toUpperCase() ?? 'UNKNOWN'}`);
  }
}

function readButton(button: TemplateButton, index: number, given: readonly Block[]) {
  const component = given.find((each) => Number(each.raw.index) === index);
  component?.only('type', 'sub_type', 'index', 'parameters');
  const subType = component?.text('sub_type')?.toLowerCase();
  const wanted = SUB_TYPES[button.type];
  if (component && subType !== wanted) {
    throw refused(132012, `button: Button at index ${String(index)} is not of the type ${subType ?? 'unknown'}`);
  }
  const [parameter] = component?.has('parameters') ? component.blocks('parameters', 'parameters', 1) : [];
  switch (button.type) {
    case 'QUICK_REPLY': {
      const payload = parameter ? parameter.required('payload', { label: 'Payload', max: 256 }) : button.text;
      return buttonOf(button.text, { does: 'quick-reply', payload });
    }
    case 'URL': {
      if (placeholdersOf(button.url).length === 0) return buttonOf(button.text, { does: 'nothing' }, button.url);
      if (!parameter) throw missing(`buttons: Button at index ${String(index)} of type Url requires a parameter`);
      const end = parameter.required('text', { label: 'Button url parameter', max: 2000 });
      return buttonOf(button.text, { does: 'nothing' }, button.url.replace(/\{\{[^{}]*\}\}$/, end));
    }
    case 'PHONE_NUMBER':
      return buttonOf(button.text, { does: 'nothing' }, `tel:${button.phone_number}`);
    case 'COPY_CODE': {
      if (!parameter) throw missing(`buttons: Button at index ${String(index)} of type CopyCode requires a parameter`);
      const code = parameter.required('coupon_code', ANY);
      if (code.length > CODE) throw invalid(`Coupon code length invalid. Min length: 1, Max length: ${String(CODE)}`);
      return buttonOf(`Copy ${code}`, { does: 'nothing' });
    }
  }
}

const SUB_TYPES: Readonly<Record<TemplateButton['type'], string>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  PHONE_NUMBER: 'voice_call',
  COPY_CODE: 'copy_code',
};
