import { z } from 'zod';
import type { Words } from '../../model/words';
import type { DriverContext, RemoteTemplate, RemoteTemplateButton } from '../contract';
import { GraphId } from '../graph/graph-id';
import { listGraph } from '../graph/pages';
import { UNKNOWN_ACCOUNT } from './connect-errors';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { say } from './phrases';
import { placeholdersIn } from './placeholders';
import { reasonOf, templateStateOf } from './template-changes';
import { templateIdOf } from './template-id';

const words = z.string().min(1).optional().catch(undefined);

const Button = z.object({
  type: z.string(),
  text: z.string().catch(''),
  url: words,
  phone_number: words,
  example: z.array(z.string()).optional().catch(undefined),
});

const named = z
  .array(z.object({ param_name: z.string(), example: z.string() }))
  .optional()
  .catch(undefined);
const Examples = z.object({
  header_text: z.array(z.string()).optional().catch(undefined),
  body_text: z.array(z.array(z.string())).optional().catch(undefined),
  header_text_named_params: named,
  body_text_named_params: named,
});

const Component = z.object({
  type: z.string(),
  format: words,
  text: z.string().catch(''),
  buttons: z.array(Button).catch([]),
  example: Examples.optional().catch(undefined),
});

/** A template as WhatsApp keeps it (whatsapp.md §6). */
export const Definition = z.object({
  id: GraphId,
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string(),
  category: z.string().catch(''),
  parameter_format: words,
  rejected_reason: words,
  components: z.array(Component),
});

export type Definition = z.infer<typeof Definition>;
export type TemplateButton = z.infer<typeof Button>;

const FIELDS = 'id,name,language,status,category,parameter_format,rejected_reason,components';

/** @param name only those of this name; all of the account without it. @throws DeliveryError */
export async function readDefinitions(
  context: DriverContext<WhatsAppCredentials>,
  name?: string,
): Promise<readonly Definition[]> {
  const { credentials } = context;
  const request = { path: [credentials.wabaId, 'message_templates'], query: { fields: FIELDS, limit: '100', name } };
  const found = await listGraph(context, accessOf(credentials), request, Definition, UNKNOWN_ACCOUNT);
  // Meta looks for the name within names.
  return name === undefined ? found : found.filter((each) => each.name === name);
}

export function componentOf({ components }: Definition, type: string): Definition['components'][number] | undefined {
  return components.find((each) => each.type.toUpperCase() === type);
}

export function buttonsOf(definition: Definition): readonly TemplateButton[] {
  return componentOf(definition, 'BUTTONS')?.buttons ?? [];
}

const PARTS = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];
const FORMATS: Readonly<Record<string, NonNullable<RemoteTemplate['header']>['type'] | undefined>> = {
  TEXT: 'text',
  IMAGE: 'picture',
  VIDEO: 'video',
  DOCUMENT: 'file',
  LOCATION: 'location',
};
const BUTTONS: Readonly<Record<string, RemoteTemplateButton['type'] | undefined>> = {
  QUICK_REPLY: 'reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'code',
};

export function headerTypeOf(definition: Definition): NonNullable<RemoteTemplate['header']>['type'] | undefined {
  const header = componentOf(definition, 'HEADER');
  return header && FORMATS[header.format?.toUpperCase() ?? 'TEXT'];
}

/** What of a template cannot be filled from Kommo. */
export function obstacleIn(definition: Definition): Words | undefined {
  const foreign = definition.components.find(({ type }) => !PARTS.includes(type.toUpperCase()));
  if (foreign !== undefined) return say('whatsapp.has-part', { kind: foreign.type.toLowerCase() });
  const header = componentOf(definition, 'HEADER');
  const type = headerTypeOf(definition);
  if (header !== undefined && type === undefined) {
    return say('whatsapp.has-header', { kind: header.format?.toLowerCase() ?? '' });
  }
  if (type === 'location') return say('whatsapp.has-location');
  const button = buttonsOf(definition).find((each) => BUTTONS[each.type.toUpperCase()] === undefined);
  return button && say('whatsapp.has-button', { kind: button.type.toLowerCase() });
}

export function remoteTemplateOf(definition: Definition): RemoteTemplate {
  const { name, language, status, category } = definition;
  const header = componentOf(definition, 'HEADER');
  const headerType = headerTypeOf(definition);
  const footer = componentOf(definition, 'FOOTER')?.text;
  const reason = reasonOf(definition.rejected_reason);
  const notSendable = obstacleIn(definition);
  const examples = examplesOf(definition);
  return {
    id: templateIdOf(name, language),
    name,
    language,
    state: templateStateOf(status) ?? 'stopped',
    ...(reason === undefined ? {} : { reason }),
    category,
    ...(headerType === undefined
      ? {}
      : { header: { type: headerType, ...(headerType === 'text' ? { text: header?.text ?? '' } : {}) } }),
    body: componentOf(definition, 'BODY')?.text ?? '',
    ...(footer === undefined || footer === '' ? {} : { footer }),
    buttons: buttonsOf(definition).flatMap(remoteButtonOf),
    ...(Object.keys(examples).length === 0 ? {} : { examples }),
    ...(notSendable === undefined ? {} : { notSendable }),
  };
}

/** Of the header and the body, by placeholder; those of the body count where both have the same number. */
function examplesOf(definition: Definition): Readonly<Record<string, string>> {
  const header = componentOf(definition, 'HEADER');
  const body = componentOf(definition, 'BODY');
  const numbered = (values: readonly string[] = []) =>
    values.map((value, index) => [String(index + 1), value] as const);
  const called = (values: readonly { readonly param_name: string; readonly example: string }[] = []) =>
    values.map(({ param_name, example }) => [param_name, example] as const);
  return Object.fromEntries([
    ...numbered(header?.example?.header_text),
    ...called(header?.example?.header_text_named_params),
    ...numbered(body?.example?.body_text?.[0]),
    ...called(body?.example?.body_text_named_params),
  ]);
}

function remoteButtonOf({
  type: kind,
  text,
  url,
  phone_number: phone,
  example,
}: TemplateButton): RemoteTemplateButton[] {
  const type = BUTTONS[kind.toUpperCase()];
  if (type === undefined) return [];
  const value = type === 'url' ? valueIn(example?.[0], url) : undefined;
  return [
    {
      type,
      text,
      ...(url === undefined ? {} : { url }),
      ...(phone === undefined ? {} : { phone }),
      ...(value === undefined ? {} : { example: value }),
    },
  ];
}

/** WhatsApp has the whole link as the example; what stands for its placeholder is at its end (whatsapp.md §6). */
function valueIn(example: string | undefined, url = ''): string | undefined {
  const [placeholder] = placeholdersIn(url);
  if (placeholder === undefined) return undefined;
  const before = url.slice(0, url.indexOf('{{'));
  return example?.startsWith(before) === true ? example.slice(before.length) : undefined;
}
