import { z } from 'zod';
import type { Files } from './archive';
import { fault, type WidgetFault } from './fault';
import { jsonOf } from './text-files';

const TextKey = z.string().regex(/^\w+(\.\w+)+$/, 'has to be a key of the texts, such as widget.name');
const optional = z.record(z.string(), z.unknown()).optional();

/** The keys of kommo-platform.md §11.2, and no others: `code` and `secret_key` are legacy and would be public. */
const Manifest = z.strictObject({
  widget: z.strictObject({
    name: TextKey,
    description: TextKey,
    short_description: TextKey,
    version: z.string(),
    interface_version: z.literal(2),
    init_once: z.boolean().optional(),
    locale: z.array(z.string()).min(1),
    installation: z.boolean(),
    support: z.strictObject({ link: z.string().optional(), email: z.string().optional() }).optional(),
    is_showcase: z.boolean().optional(),
    ai_agent_description: TextKey.optional(),
  }),
  locations: z.array(z.string()).min(1),
  settings: z
    .record(
      z.string().regex(/^\w+$/),
      z.strictObject({
        name: TextKey,
        type: z.enum(['text', 'pass', 'users', 'users_lp', 'custom']),
        required: z.boolean(),
      }),
    )
    .optional(),
  tour: z
    .strictObject({
      is_tour: z.literal(true),
      tour_images: z.record(
        z.string(),
        z
          .array(z.string().regex(/^\/images\/[\w-]+\.png$/))
          .min(1)
          .max(5),
      ),
      tour_description: TextKey,
    })
    .optional(),
  advanced: z.strictObject({ title: TextKey }).optional(),
  dp: optional,
  salesbot_designer: optional,
  left_menu: optional,
  sms: optional,
  mobile: optional,
});
export type LintedManifest = z.infer<typeof Manifest>;

const FILE = 'manifest.json';

export function readManifest(files: Files): { manifest: LintedManifest | undefined; faults: WidgetFault[] } {
  if (!files.has(FILE)) return { manifest: undefined, faults: [] };
  const json = jsonOf(files, FILE);
  if (json === undefined) return { manifest: undefined, faults: [fault('manifest/not-json', FILE, 'it is no JSON')] };
  const read = Manifest.safeParse(json);
  if (read.success) return { manifest: read.data, faults: [] };
  const faults = read.error.issues.map(({ path, message }) =>
    fault('manifest/keys', FILE, `${path.join('.')}: ${message}`),
  );
  return { manifest: undefined, faults };
}

export function manifestFaults(manifest: LintedManifest): WidgetFault[] {
  return [
    ...(/^\d+\.\d+\.\d+$/.test(manifest.widget.version)
      ? []
      : [fault('manifest/version', FILE, `“${manifest.widget.version}” has to be of the form 1.2.3`)]),
    ...supportFaults(manifest.widget.support ?? {}),
    ...settingsFaults(manifest),
    ...tourFaults(manifest),
  ];
}

function supportFaults({ link, email }: { link?: string | undefined; email?: string | undefined }): WidgetFault[] {
  if (link === undefined && email === undefined) {
    return [fault('manifest/support', FILE, 'users need a link or an e-mail address of support')];
  }
  return [
    ...(link === undefined || URL.canParse(link)
      ? []
      : [fault('manifest/support', FILE, 'support.link is no address')]),
    ...(email === undefined || /^\S+@\S+\.\S+$/.test(email)
      ? []
      : [fault('manifest/support', FILE, 'support.email is no e-mail address')]),
  ];
}

function settingsFaults({ settings, widget }: LintedManifest): WidgetFault[] {
  const fields = Object.entries(settings ?? {});
  const said = (text: string): WidgetFault => fault('manifest/settings', FILE, text);
  return [
    ...(widget.installation === fields.length > 0
      ? []
      : [said('`settings` is there if and only if `installation` is true')]),
    ...(fields.filter(([, { type }]) => type === 'custom').length > 1
      ? [said('there may be one custom field at most')]
      : []),
    ...fields
      .filter(([, { type }]) => type === 'pass')
      .map(([name]) => said(`“${name}”: any script of the page can read what is stored in a pass field`)),
  ];
}

function tourFaults({ tour, widget }: LintedManifest): WidgetFault[] {
  if (tour === undefined) return [];
  const languages = Object.keys(tour.tour_images).sort().join();
  return languages === [...widget.locale].sort().join()
    ? []
    : [fault('manifest/conditional', FILE, 'the tour needs slides for each language, and for no other')];
}

export function slidesOf({ tour }: LintedManifest): string[] {
  return [...new Set(Object.values(tour?.tour_images ?? {}).flat())].map((slide) => slide.slice(1));
}
