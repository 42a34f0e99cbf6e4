import type { Site } from '../crmControl';
import type { CrmTexts } from '../texts';
import { wordsAt, type Archive, type SettingField } from './archive';
import { isRecord } from './values';

interface Drawn {
  readonly archive: Archive;
  readonly site: Site;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly t: CrmTexts;
  readonly button: { readonly kind: 'install' | 'save'; readonly disabled: boolean; readonly press: () => void };
  /** A press that no person made. */
  readonly refusePress: () => void;
}

/** What the user has filled in. */
export interface SettingsForm {
  fields(): Record<string, unknown>;
  /** The name of a required field that is empty. */
  missing(): string | undefined;
}

/** The inside of an integration's window, in the class names that widgets know (kommo-platform.md §11.4). */
export function drawSettings(body: HTMLElement, drawn: Drawn): SettingsForm {
  const { archive, site, t } = drawn;
  const { settings = {}, widget } = archive.manifest;
  const description = element('div', 'widget-settings__desc-space');
  description.innerHTML = withTags(wordsAt(archive.texts, widget.description), site);
  const block = element('form', 'widget_settings_block');
  block.noValidate = true;
  block.addEventListener('submit', (event) => event.preventDefault());
  const inputs = Object.entries(settings).map(([name, field]) => ({
    name,
    field,
    read: drawField(block, { name, field, label: wordsAt(archive.texts, field.name), drawn }),
  }));
  const controls = element('div', 'widget_settings_block__controls');
  controls.append(drawButton(drawn, Object.keys(settings).length > 0));
  block.append(controls);
  const about = element('div', 'widget-settings__desc');
  about.append(description);
  body.replaceChildren(about, block);
  body.setAttribute('aria-label', t.integrations);
  return {
    fields: () => Object.fromEntries(inputs.map(({ name, read }) => [name, read()])),
    missing: () => {
      const empty = inputs.find(({ field, read }) => field.required && isEmpty(read()));
      return empty && wordsAt(archive.texts, empty.field.name);
    },
  };
}

/** On Save a widget may press only where nothing is to be filled in; on Install never. */
function drawButton({ t, button, refusePress }: Drawn, hasFields: boolean): HTMLButtonElement {
  const { kind, disabled, press } = button;
  const made = element('button', `button button-primary js-widget-${kind}`);
  made.type = 'button';
  made.textContent = kind === 'install' ? t.install : t.save;
  made.disabled = disabled;
  made.addEventListener('click', (event) => {
    if (event.isTrusted || (kind === 'save' && !hasFields)) press();
    else refusePress();
  });
  return made;
}

interface DrawnField {
  readonly name: string;
  readonly field: SettingField;
  readonly label: string;
  readonly drawn: Drawn;
}

/** @returns what reads the value that is stored: its shape depends on the type (kommo-platform.md §11.2) */
function drawField(block: HTMLElement, { name, field, label, drawn }: DrawnField): () => unknown {
  const stored = drawn.settings[name];
  switch (field.type) {
    case 'custom': {
      const input = element('input', 'widget_settings_block__custom');
      Object.assign(input, { type: 'hidden', name, value: asText(stored) });
      block.append(input);
      return () => input.value;
    }
    case 'text':
    case 'pass': {
      const input = drawInput(block, { name, label, value: asText(stored), masked: field.type === 'pass' });
      return () => input.value;
    }
    case 'users':
    case 'users_lp': {
      const inputs = drawn.site.users.map(({ id, name: person }) => {
        const known = isRecord(stored) ? stored[String(id)] : undefined;
        const part = (key: 'login' | 'password', shown: string) => {
          const value = asText(isRecord(known) ? known[key] : known);
          return drawInput(block, { name: `${name}[${id}]`, label: shown, value, masked: key === 'password' });
        };
        const first = part('login', `${label}: ${person}`);
        const second = field.type === 'users_lp' ? part('password', `${label}: ${person}, ***`) : undefined;
        const read = (): unknown => (second ? { login: first.value, password: second.value } : first.value);
        return [String(id), read] as const;
      });
      return () => Object.fromEntries(inputs.map(([id, read]) => [id, read()]));
    }
  }
}

function drawInput(
  block: HTMLElement,
  { name, label, value, masked }: { name: string; label: string; value: string; masked: boolean },
): HTMLInputElement {
  const field = element('label', 'widget_settings_block__item_field');
  const title = element('span', 'widget_settings_block__title_field');
  title.textContent = label;
  const input = element('input', 'widget_settings_block__input_field');
  Object.assign(input, { type: masked ? 'password' : 'text', name, value, autocomplete: 'off' });
  field.append(title, input);
  block.append(field);
  return input;
}

/** kommo-platform.md §11.2. */
function withTags(html: string, { subdomain, accountId }: Site): string {
  return html.replaceAll('#SUBDOMAIN#', subdomain).replaceAll('#ACCOUNT_ID#', String(accountId));
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isEmpty(value: unknown): boolean {
  return value === '' || (isRecord(value) && Object.values(value).every(isEmpty));
}
