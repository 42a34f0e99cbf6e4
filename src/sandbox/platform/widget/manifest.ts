import { z } from 'zod';

/** kommo-platform.md §11.2; `ru` is the sister product's. */
const LOCALES = ['en', 'es', 'pt', 'tr', 'id', 'ru'] as const;

const SIDED = ['lcard', 'ccard', 'comcard', 'llist', 'clist', 'tlist'];

/** kommo-platform.md §11.3. */
const LOCATIONS = new Set([
  ...SIDED.flatMap((area) => [`${area}-0`, `${area}-1`]),
  'settings',
  'lead_sources',
  'advanced_settings',
  'digital_pipeline',
  'salesbot_designer',
  'website_chat_button',
  'card_sdk',
  'catalogs',
  'widget_page',
  'sms',
  'mobile_card',
  'ai_agent',
  'whatsapp_modal',
  'everywhere',
]);

const word = z.string().min(1);

export const FIELD_TYPES = ['text', 'pass', 'users', 'users_lp', 'custom'] as const;

const setting = z.object({ name: word, type: z.enum(FIELD_TYPES), required: z.boolean() });

const support = z
  .object({ link: z.url({ protocol: /^https?$/ }).optional(), email: z.email().optional() })
  .refine(({ link, email }) => link !== undefined || email !== undefined, {
    error: 'a link, or an address for e-mail',
  });

const widget = z.looseObject({
  name: word,
  description: word,
  short_description: word,
  version: z.string().regex(/^\d+(\.\d+)*$/, 'a version such as 1.0.0'),
  interface_version: z.literal(2),
  init_once: z.boolean().default(false),
  locale: z.array(z.enum(LOCALES)).min(1),
  installation: z.boolean(),
  support,
});

const tour = z.object({
  is_tour: z.boolean(),
  tour_images: z.record(z.string(), z.array(word).min(1).max(5)),
  tour_description: word,
});

export const manifest = z
  .looseObject({
    widget,
    locations: z.array(z.string().refine((name) => LOCATIONS.has(name), { error: 'there is no such location' })).min(1),
    settings: z.record(word, setting).optional(),
    advanced: z.object({ title: word }).optional(),
    tour: tour.optional(),
  })
  .superRefine((given, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    const there = (part: string): boolean => given[part] !== undefined;
    const settings = Object.values(given.settings ?? {});
    if (given.widget.installation !== there('settings')) {
      wrong('settings', given.widget.installation ? 'required with installation' : 'only with installation');
    }
    if (settings.filter(({ type }) => type === 'custom').length > 1) wrong('settings', 'at most one field is custom');
    for (const [location, part] of Object.entries(NEEDED)) {
      if (given.locations.includes(location) && !there(part)) wrong(part, `required with ${location}`);
      if (!given.locations.includes(location) && there(part)) wrong(part, `only with ${location}`);
    }
  });
export type Manifest = z.infer<typeof manifest>;

/** What a location needs besides (kommo-platform.md §11.2). */
const NEEDED: Readonly<Record<string, string>> = {
  advanced_settings: 'advanced',
  digital_pipeline: 'dp',
  salesbot_designer: 'salesbot_designer',
  widget_page: 'left_menu',
  sms: 'sms',
  mobile_card: 'mobile',
};

/** The keys of texts that a manifest names. */
export function namedTexts({ widget: { name, description, short_description }, ...rest }: Manifest): string[] {
  return [
    name,
    description,
    short_description,
    ...Object.values(rest.settings ?? {}).map((field) => field.name),
    ...(rest.advanced ? [rest.advanced.title] : []),
    ...(rest.tour ? [rest.tour.tour_description] : []),
  ];
}
