import { createHash } from 'node:crypto';
import type { Template } from '../../kommo/crm/types';
import type { RemoteTemplate } from '../../messengers/contract';
import type { TemplateParameter } from '../../model/template';

/** What a template says, in the same form for both sides. */
export interface TemplateText {
  readonly header: string;
  readonly body: string;
  readonly footer: string;
  /** Those that both sides can show, answers first: messengers put them so. */
  readonly buttons: readonly { readonly text: string; readonly url?: string }[];
}

export function textInKommo({
  content,
  whatsapp,
  buttons,
}: Pick<Template, 'content' | 'whatsapp' | 'buttons'>): TemplateText {
  return {
    header: whatsapp?.header?.type === 'text' ? tidy(whatsapp.header.text) : '',
    body: tidy(content),
    footer: tidy(whatsapp?.footer ?? ''),
    buttons: answersFirst(
      buttons.map((button) => ({ text: button.text, ...(button.type === 'url' ? { url: button.url } : {}) })),
    ),
  };
}

export function textAtMessenger({ header, body, footer, buttons }: RemoteTemplate): TemplateText {
  return {
    header: header?.type === 'text' ? tidy(header.text ?? '') : '',
    body: tidy(body),
    footer: tidy(footer ?? ''),
    buttons: answersFirst(
      buttons
        .filter(({ type }) => type === 'reply' || type === 'url')
        .map(({ text, url }) => ({ text, ...(url === undefined ? {} : { url }) })),
    ),
  };
}

/** The same words on both sides, with places for the same values. */
export function saysTheSame(one: TemplateText, other: TemplateText): boolean {
  return (
    linesOf(one).length === linesOf(other).length &&
    linesOf(one).every((line, at) => isSameLine(line, linesOf(other)[at] ?? ''))
  );
}

export function hashOf(text: TemplateText): string {
  return createHash('sha256')
    .update(JSON.stringify(linesOf(text)))
    .digest('hex')
    .slice(0, 32);
}

/** Which of Kommo's markers fills which place, by their order; none where the texts do not have the same places. */
export function parametersOf(
  kommo: Pick<Template, 'content' | 'whatsapp'>,
  { body, examples = {} }: Pick<RemoteTemplate, 'body' | 'examples'>,
): readonly TemplateParameter[] {
  const markers = placeholdersIn(kommo.content);
  const places = placeholdersIn(body);
  if (markers.length !== places.length) return [];
  const found = new Map<string, TemplateParameter>();
  places.forEach((place, at) => {
    const marker = markers[at] ?? place;
    const example = examples[nameIn(place)] ?? kommo.whatsapp?.examples[marker];
    if (!found.has(place)) {
      found.set(place, { marker, placeholder: place, ...(example === undefined ? {} : { example }) });
    }
  });
  return [...found.values()];
}

const PLACEHOLDER = /\{\{[^{}]{1,200}\}\}/g;

/** With their braces, as often as they stand there. */
export function placeholdersIn(text: string): readonly string[] {
  return text.match(PLACEHOLDER) ?? [];
}

/** `{{ first_name }}` → `first_name` */
export function nameIn(placeholder: string): string {
  return placeholder.slice(2, -2).trim();
}

/** What only the way of writing makes different: `{{contact.name}}` and `{{contact_name}}`. */
export function plainNameIn(placeholder: string): string {
  return nameIn(placeholder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}

function linesOf({ header, body, footer, buttons }: TemplateText): readonly string[] {
  return [header, body, footer, ...buttons.flatMap(({ text, url }) => [text, url ?? ''])];
}

/** Where both call their places the same, they have to stand at the same place too. */
function isSameLine(one: string, other: string): boolean {
  if (one.replace(PLACEHOLDER, '{{}}') !== other.replace(PLACEHOLDER, '{{}}')) return false;
  const mine = placeholdersIn(one).map(plainNameIn);
  const theirs = placeholdersIn(other).map(plainNameIn);
  return !mine.every((name) => theirs.includes(name)) || mine.every((name, at) => name === theirs[at]);
}

function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function answersFirst<Button extends { readonly url?: string }>(buttons: readonly Button[]): readonly Button[] {
  return [...buttons.filter(({ url }) => url === undefined), ...buttons.filter(({ url }) => url !== undefined)];
}
