import type { WidgetOptions } from './options';
import { TOUR_FILES } from './images/tour';

export const LOCALES = ['en', 'es', 'pt'] as const;
export type Locale = (typeof LOCALES)[number];

/** `manifest.json` (kommo-platform.md §11.2). Texts are keys of the files in `i18n/`. */
export interface Manifest {
  readonly widget: {
    readonly name: string;
    readonly description: string;
    readonly short_description: string;
    readonly version: string;
    readonly interface_version: 2;
    readonly init_once: boolean;
    readonly locale: readonly Locale[];
    readonly installation: boolean;
    readonly support: { readonly link?: string; readonly email?: string };
  };
  readonly locations: readonly string[];
  readonly advanced: { readonly title: string };
  readonly settings: {
    readonly config: { readonly name: string; readonly type: 'custom'; readonly required: boolean };
  };
  readonly tour?: {
    readonly is_tour: true;
    readonly tour_images: Readonly<Record<Locale, readonly string[]>>;
    readonly tour_description: string;
  };
}

export function manifestOf({ version, supportLink, supportEmail, audience }: WidgetOptions): Manifest {
  const slides = TOUR_FILES.map((file) => `/${file}`);
  return {
    widget: {
      name: 'widget.name',
      description: 'widget.description',
      short_description: 'widget.short_description',
      version,
      interface_version: 2,
      init_once: false,
      locale: LOCALES,
      installation: true,
      support: {
        ...(supportLink === undefined ? {} : { link: supportLink }),
        ...(supportEmail === undefined ? {} : { email: supportEmail }),
      },
    },
    // `settings` and `lead_sources` make it a source of leads; several lines are looked after on a page of their own.
    locations: ['settings', 'lead_sources', 'advanced_settings'],
    advanced: { title: 'advanced.title' },
    // `installation` asks for a field. Nothing is stored in it: what the settings window keeps, Courier keeps.
    settings: { config: { name: 'settings.config', type: 'custom', required: false } },
    ...(audience === 'private'
      ? {}
      : {
          tour: {
            is_tour: true,
            // Drawn without words, so one set is right in every language.
            tour_images: { en: slides, es: slides, pt: slides },
            tour_description: 'widget.tour_description',
          },
        }),
  };
}
