import type { Words } from '../../model/words';
import type { OutboundTemplate } from '../contract';
import { noPlaceForFile, notSendable, valuesMissing } from './errors';
import type { Handed } from './media';
import { say } from './phrases';
import { buttonId } from '../places';
import { placeholdersIn } from './placeholders';
import { buttonsOf, componentOf, headerTypeOf, obstacleIn, type Definition } from './template-definition';
import { TemplateValues } from './template-values';

/** A template's parts with what is filled into them (whatsapp.md §3), and whether a file belongs to it. */
export interface Filled {
  readonly components: readonly object[];
  /** The kind of file that its header shows. */
  readonly header?: 'image' | 'video' | 'document';
}

const FILES = { picture: 'image', video: 'video', file: 'document' } as const;
const FILE_CODES = {
  image: 'whatsapp.missing-picture',
  video: 'whatsapp.missing-video',
  document: 'whatsapp.missing-file',
} as const;

/**
 * Fills a template's header, body and buttons by its definition.
 *
 * @throws DeliveryError that names what has no value
 */
export function fill(definition: Definition, { template, file }: Pick<OutboundTemplate, 'template' | 'file'>): Filled {
  const obstacle = obstacleIn(definition);
  if (obstacle !== undefined) throw notSendable(obstacle);
  const values = new TemplateValues(template);
  const isNamed = definition.parameter_format?.toUpperCase() === 'NAMED';
  const missing: Words[] = [];

  // The body first: it takes the values that stand in Kommo's text.
  const body = bodyOf(definition, values, isNamed, missing);
  const headerType = headerTypeOf(definition);
  const header = headerType === 'text' ? headerOf(definition, values, isNamed, missing) : [];
  const shown =
    headerType === undefined || headerType === 'text' || headerType === 'location' ? undefined : FILES[headerType];
  if (shown !== undefined && file === undefined) missing.unshift(say(FILE_CODES[shown]));
  if (shown === undefined && file !== undefined) throw noPlaceForFile();
  const buttons = buttonsOf(definition).flatMap((button, index) => buttonOf(button, index, values, missing));

  if (missing.length > 0) throw valuesMissing(missing);
  return { components: [...header, ...body, ...buttons], ...(shown === undefined ? {} : { header: shown }) };
}

/** The header's component, where it is a file. */
export function fileHeader(kind: 'image' | 'video' | 'document', handed: Handed, fileName: string): object {
  const block = kind === 'document' ? { ...handed, filename: fileName } : handed;
  return { type: 'header', parameters: [{ type: kind, [kind]: block }] };
}

function bodyOf(definition: Definition, values: TemplateValues, isNamed: boolean, missing: Words[]): object[] {
  const text = componentOf(definition, 'BODY')?.text ?? '';
  const placeholders = [...new Set(placeholdersIn(text))];
  if (placeholders.length === 0) return [];
  const found = values.forBody(text);
  const parameters = placeholders.map((placeholder) => {
    const value = found.get(placeholder);
    if (value === undefined) missing.push(say('whatsapp.missing-value', { name: values.markerFor(text, placeholder) }));
    return parameter(placeholder, value ?? '', isNamed);
  });
  return [{ type: 'body', parameters }];
}

function headerOf(definition: Definition, values: TemplateValues, isNamed: boolean, missing: Words[]): object[] {
  const [placeholder] = placeholdersIn(componentOf(definition, 'HEADER')?.text ?? '');
  if (placeholder === undefined) return [];
  const value = isNamed ? values.forPlace(placeholder, 'header') : values.forPlace('header', 'header_1');
  if (value === undefined) missing.push(say('whatsapp.missing-in-header', { name: `{{${placeholder}}}` }));
  return [{ type: 'header', parameters: [parameter(placeholder, value ?? '', isNamed)] }];
}

function parameter(placeholder: string, text: string, isNamed: boolean): object {
  return { type: 'text', ...(isNamed ? { parameter_name: placeholder } : {}), text };
}

function buttonOf(
  { type, text, url = '' }: ReturnType<typeof buttonsOf>[number],
  index: number,
  values: TemplateValues,
  missing: Words[],
): object[] {
  const component = (sub_type: string, filled: object) => [
    { type: 'button', sub_type, index: String(index), parameters: [filled] },
  ];
  switch (type.toUpperCase()) {
    case 'QUICK_REPLY':
      return component('quick_reply', { type: 'payload', payload: buttonId(index, 0) });
    case 'URL': {
      const [placeholder] = placeholdersIn(url);
      if (placeholder === undefined) return [];
      const value = values.forPlace(`button_${String(index + 1)}`, 'url', 'link');
      if (value === undefined) missing.push(say('whatsapp.missing-link', { button: text }));
      return component('url', { type: 'text', text: value ?? '' });
    }
    case 'COPY_CODE': {
      const value = values.forPlace(`button_${String(index + 1)}`, 'code', 'coupon_code');
      if (value === undefined) missing.push(say('whatsapp.missing-code'));
      return component('copy_code', { type: 'coupon_code', coupon_code: value ?? '' });
    }
    default:
      return [];
  }
}
