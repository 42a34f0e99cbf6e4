import type { NewTemplate as NewInKommo, Template, TemplateButton, WhatsAppTemplate } from '../../kommo/crm/types';
import type { NewTemplate, RemoteTemplate } from '../../messengers/contract';
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
  const content = inMarkers(body);
  const title = header?.text === undefined ? undefined : inMarkers(header.text, 'header');
  const markers = new Map(placeholdersIn(body).map((place) => [markerOf(place), examples[nameIn(place)]] as const));
  const links = buttons.filter(({ url = '' }) => placeholdersIn(url).length > 0);
  return {
    name,
    content,
    externalId: id,
    // Whoever knows what a number stands for can say so in Kommo.
    isEditable: [...markers.keys()].some((marker) => !KOMMO_MARKERS.includes(nameIn(marker))),
    buttons: buttons.flatMap((button, at): TemplateButton[] => {
      const { type, text, url = '' } = button;
      if (type === 'reply') return [{ type: 'inline', text }];
      if (type !== 'url') return [];
      const place = links.length > 1 ? `button_${String(at + 1)}` : 'link';
      return [{ type: 'url', text, url: inMarkers(url, place) }];
    }),
    whatsapp: {
      category,
      language,
      ...(footer === undefined ? {} : { footer }),
      ...(title === undefined ? {} : { header: { type: 'text', text: title } }),
      examples: Object.fromEntries(
        [...markers].flatMap(([marker, example]) => (example === undefined ? [] : [[marker, example]])),
      ),
    },
  };
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
