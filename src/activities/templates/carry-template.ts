import type { NewTemplate as NewInKommo, Template, TemplateButton, WhatsAppTemplate } from '../../kommo/crm/types';
import type { NewTemplate, RemoteTemplate, RemoteTemplateButton } from '../../messengers/contract';
import type { Words } from '../../model/words';
import { say } from '../../words';
import { nameIn, placeholdersIn, plainNameIn } from './template-text';

const CATEGORIES: readonly WhatsAppTemplate['category'][] = ['UTILITY', 'AUTHENTICATION', 'MARKETING'];

/** Why one of the messenger's cannot be sent from Kommo; undefined: it can. */
export function obstacleTo({ notSendable, header, buttons, category }: RemoteTemplate): Words | undefined {
  if (notSendable !== undefined) return notSendable;
  if (header !== undefined && header.type !== 'text') return say('template.file-header');
  if (buttons.some(({ type }) => type === 'code')) return say('template.code-button');
  return categoryOf(category) === undefined ? say('template.category', { category }) : undefined;
}

/** As Kommo gets it. @returns undefined for what {@link obstacleTo} tells of */
export function importable(remote: RemoteTemplate): NewInKommo | undefined {
  const category = categoryOf(remote.category);
  if (category === undefined || obstacleTo(remote) !== undefined) return undefined;
  const { id, name, language, header, body, footer, buttons, examples = {} } = remote;
  const title = header?.text === undefined ? undefined : inMarkers(header.text, 'header');
  const markers = placeholdersIn(body).map(markerOf);
  const links = linksOf(buttons);
  return {
    name,
    content: inMarkers(body),
    externalId: id,
    // Whoever knows what a number stands for can say so in Kommo.
    isEditable: markers.some((marker) => !KOMMO_MARKERS.includes(nameIn(marker))),
    buttons: buttons.flatMap((button): TemplateButton[] => {
      if (button.type === 'reply') return [{ type: 'inline', text: button.text }];
      const link = links.get(button);
      return link === undefined ? [] : [{ type: 'url', text: button.text, url: link.url }];
    }),
    whatsapp: {
      category,
      language,
      ...(footer === undefined ? {} : { footer }),
      ...(title === undefined ? {} : { header: { type: 'text', text: title } }),
      examples: withoutEmpty([
        ...placeholdersIn(body).map((place) => [markerOf(place), examples[nameIn(place)]] as const),
        ...[...links.values()].flatMap(({ marker, example }) =>
          marker === undefined ? [] : [[marker, example] as const],
        ),
      ]),
    },
  };
}

interface Link {
  readonly url: string;
  readonly marker?: string;
  readonly example?: string | undefined;
}

/** Links as Kommo shows them: the place in each has a name of its own, by which the driver finds its value. */
function linksOf(buttons: readonly RemoteTemplateButton[]): ReadonlyMap<RemoteTemplateButton, Link> {
  const links = buttons.filter(({ type, url }) => type === 'url' && url !== undefined);
  const filled = links.filter(({ url = '' }) => placeholdersIn(url).length > 0);
  return new Map(
    links.map((button) => {
      const { url = '', example } = button;
      if (!filled.includes(button)) return [button, { url }] as const;
      const place = filled.length > 1 ? `button_${String(buttons.indexOf(button) + 1)}` : 'link';
      return [button, { url: inMarkers(url, place), marker: `{{${place}}}`, example }] as const;
    }),
  );
}

function withoutEmpty(examples: readonly (readonly [string, string | undefined])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(examples.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

/** As the messenger gets it for its approval, or why it cannot. */
export function submittable({ name, content, whatsapp, buttons, attachment }: Template): NewTemplate | Words {
  const { language, category, header, footer, examples = {} } = whatsapp ?? {};
  if (language === undefined) return say('template.no-language');
  if (category === undefined) return say('template.no-category');
  if (attachment !== undefined || header?.type === 'media') return say('template.file-to-submit');
  return {
    name,
    language,
    category,
    ...(header === undefined ? {} : { header: header.text }),
    body: content,
    ...(footer === undefined ? {} : { footer }),
    buttons: buttons.map((button) => (button.type === 'url' ? button : { type: 'reply' as const, text: button.text })),
    examples,
  };
}

function categoryOf(category: string): WhatsAppTemplate['category'] | undefined {
  return CATEGORIES.find((each) => each === category.toUpperCase());
}

/** What Kommo fills by itself (kommo-platform.md §8.4). */
const KOMMO_MARKERS: readonly string[] = [
  'name',
  'contact.name',
  'contact.id',
  'customer.id',
  'lead.id',
  'lead.price',
  'lead.status_id',
  'lead.source_id',
  ...['lead', 'contact', 'company', 'customer'].flatMap((entity) =>
    ['name', 'id', 'email'].map((field) => `${entity}.responsible.${field}`),
  ),
  'origin',
  'current_date',
];

/** `{{contact_name}}` is Kommo's `{{contact.name}}`; what Kommo does not know stays as it is. */
function markerOf(placeholder: string): string {
  const known = KOMMO_MARKERS.find((marker) => plainNameIn(`{{${marker}}}`) === plainNameIn(placeholder));
  return known === undefined ? placeholder : `{{${known}}}`;
}

/** @param instead for a number: in a header and in links the messenger begins to count anew */
function inMarkers(text: string, instead?: string): string {
  return placeholdersIn(text).reduce(
    (marked, place) =>
      marked.replaceAll(
        place,
        instead !== undefined && /^\d+$/.test(nameIn(place)) ? `{{${instead}}}` : markerOf(place),
      ),
    text,
  );
}
