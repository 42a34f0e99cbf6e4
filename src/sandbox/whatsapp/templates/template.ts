/** Statuses, buttons and headers as whatsapp.md §6 lists them. */
export const TEMPLATE_STATUSES = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'ARCHIVED',
  'LIMIT_EXCEEDED',
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export type Category = (typeof CATEGORIES)[number];

export type TemplateButton =
  | { readonly type: 'QUICK_REPLY'; readonly text: string }
  | { readonly type: 'URL'; readonly text: string; readonly url: string; readonly example?: readonly string[] }
  | { readonly type: 'PHONE_NUMBER'; readonly text: string; readonly phone_number: string }
  | { readonly type: 'COPY_CODE'; readonly text?: string; readonly example: string | readonly string[] };

export type TemplateComponent =
  | { readonly type: 'HEADER'; readonly format: 'TEXT'; readonly text: string; readonly example?: object }
  | { readonly type: 'HEADER'; readonly format: 'IMAGE' | 'VIDEO' | 'DOCUMENT'; readonly example: object }
  | { readonly type: 'HEADER'; readonly format: 'LOCATION' }
  | { readonly type: 'BODY'; readonly text: string; readonly example?: object }
  | { readonly type: 'FOOTER'; readonly text: string }
  | { readonly type: 'BUTTONS'; readonly buttons: readonly TemplateButton[] };

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  category: Category;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  components: readonly TemplateComponent[];
  status: TemplateStatus;
  rejectedReason: string;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** When it was edited while approved, by the sandbox's clock. */
  readonly editedAt: number[];
  /** Of a fresh sandbox. */
  readonly seeded: boolean;
}

/** Placeholders of a text in their order, each once: `1`, `first_name`. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name]) => name ?? ''))];
}

export function componentOf<T extends TemplateComponent['type']>(
  { components }: Pick<Template, 'components'>,
  type: T,
): Extract<TemplateComponent, { type: T }> | undefined {
  return components.find((each): each is Extract<TemplateComponent, { type: T }> => each.type === type);
}

export function buttonsOf(template: Pick<Template, 'components'>): readonly TemplateButton[] {
  return componentOf(template, 'BUTTONS')?.buttons ?? [];
}
