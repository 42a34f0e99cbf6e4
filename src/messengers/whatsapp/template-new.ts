import type { NewTemplate, RemoteTemplateButton } from '../contract';
import { examplesMissing, nameRefused } from './errors';
import { placeholdersIn, plainName, renamed } from './placeholders';

const NAME = /^[a-z0-9_]{1,512}$/;

/** WhatsApp's names have small Latin letters, digits and underscores (whatsapp.md §6). @throws DeliveryError */
export function templateNameOf(name: string): string {
  const plain = plainName(name);
  if (NAME.test(plain)) return plain;
  throw nameRefused();
}

/** As WhatsApp takes it. */
export interface NewDefinition {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameter_format: 'POSITIONAL' | 'NAMED';
  readonly components: readonly object[];
}

/**
 * What is handed in for review (whatsapp.md §6). Kommo's markers become named placeholders, so that values find their place
 * by name later; numbers stay numbers.
 *
 * @throws DeliveryError that names the placeholders without an example
 */
export function newTemplate(template: NewTemplate): NewDefinition {
  const { header = '', body, footer = '', buttons, language, category } = template;
  const names = new Names(template);
  const components = [
    ...(header === '' ? [] : [{ type: 'HEADER', format: 'TEXT', ...names.component(header, 'header_text', false) }]),
    { type: 'BODY', ...names.component(body, 'body_text', true) },
    ...(footer === '' ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: inOrder(buttons).map((each) => newButton(each, names)) }]),
  ];
  names.complete();
  return {
    name: templateNameOf(template.name),
    language,
    category: category.toUpperCase(),
    parameter_format: names.areNumbers ? 'POSITIONAL' : 'NAMED',
    components,
  };
}

class Names {
  readonly areNumbers: boolean;
  readonly #examples: ReadonlyMap<string, string>;
  readonly #missing = new Set<string>();

  constructor({ header = '', body, examples }: NewTemplate) {
    this.areNumbers = placeholdersIn(`${header} ${body}`).every((name) => /^\d+$/.test(name));
    this.#examples = new Map(Object.entries(examples).map(([key, value]) => [plainName(key), value.trim()]));
  }

  nameOf(placeholder: string): string {
    const plain = plainName(placeholder);
    return this.areNumbers || /^[a-z]/.test(plain) ? plain : `value_${plain}`;
  }

  exampleOf(placeholder: string): string {
    const example = this.#examples.get(plainName(placeholder)) ?? '';
    if (example === '') this.#missing.add(`{{${placeholder}}}`);
    return example;
  }

  /** @param isNested numbered examples of the body come as a list of lists */
  component(text: string, field: 'header_text' | 'body_text', isNested: boolean): object {
    const placeholders = [...new Set(placeholdersIn(text))];
    const said = { text: renamed(text, (name) => this.nameOf(name)) };
    if (placeholders.length === 0) return said;
    if (!this.areNumbers) {
      const named = placeholders.map((each) => ({ param_name: this.nameOf(each), example: this.exampleOf(each) }));
      return { ...said, example: { [`${field}_named_params`]: named } };
    }
    const examples = placeholders.map((each) => this.exampleOf(each));
    return { ...said, example: { [field]: isNested ? [examples] : examples } };
  }

  /** @throws DeliveryError */
  complete(): void {
    if (this.#missing.size > 0) throw examplesMissing([...this.#missing]);
  }
}

/** Answers have to stand together (whatsapp.md §6). */
function inOrder(buttons: readonly RemoteTemplateButton[]): readonly RemoteTemplateButton[] {
  return [...buttons.filter(({ type }) => type === 'reply'), ...buttons.filter(({ type }) => type !== 'reply')];
}

function newButton({ type, text, url = '', phone = '' }: RemoteTemplateButton, names: Names): object {
  switch (type) {
    case 'reply':
      return { type: 'QUICK_REPLY', text };
    case 'phone':
      return { type: 'PHONE_NUMBER', text, phone_number: phone };
    case 'code':
      return { type: 'COPY_CODE', example: text };
    case 'url': {
      const [placeholder] = placeholdersIn(url);
      if (placeholder === undefined) return { type: 'URL', text, url };
      // Links have numbers, also where the rest has names.
      const example = names.exampleOf(placeholder);
      const link = renamed(url, () => '1');
      return { type: 'URL', text, url: link, example: [link.replace('{{1}}', encodeURIComponent(example))] };
    }
  }
}
