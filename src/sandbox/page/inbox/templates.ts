import type { MessengerKind } from '../../../model/messenger-kind';
import type { ChatTemplateView, KommoView, NewInboxMessage } from '../../control/contract';
import type { Texts } from '../texts';

/** A template that a manager can send: one of the account's CRM, or a sample. */
export interface TemplateChoice {
  readonly key: string;
  readonly id: number;
  readonly name: string;
  readonly externalId: string | null;
  /** With its markers. */
  readonly content: string;
  /** A picture goes with it. */
  readonly hasPicture: boolean;
  /** What is filled in, each with something to begin with; also what stands in its header and its buttons only. */
  readonly values: readonly (readonly [marker: string, value: string])[];
}

/**
 * Templates that the sandbox's WhatsApp has approved (see its seeds), as Kommo holds such: Courier names them by name and
 * language.
 */
const WHATSAPP: readonly TemplateChoice[] = [
  sample(7_101, 'hello', 'Hello, we have news about your order. May we tell you here?', []),
  sample(7_102, 'order_ready', 'Hi {{1}}, your order {{2}} is ready.', [
    ['{{1}}', 'Ana'],
    ['{{2}}', 'A-17'],
    ['{{link}}', 'A-17'],
  ]),
  {
    ...sample(7_103, 'spring_sale', 'Good news, {{first_name}}: everything is cheaper until Sunday.', [
      ['{{first_name}}', 'Ana'],
      ['{{code}}', 'SALE20'],
    ]),
    hasPicture: true,
  },
];

function sample(id: number, name: string, content: string, values: TemplateChoice['values']): TemplateChoice {
  return { key: `sample-${id}`, id, name, externalId: `${name}:en_US`, content, hasPicture: false, values };
}

/**
 * What can be sent in a chat of this messenger; those that a refusal names come first.
 *
 * @param refusal the sentence of it
 */
export function choicesFor(
  { templates, accounts }: Pick<KommoView, 'templates' | 'accounts'>,
  {
    amojoId,
    messenger,
    refusal,
    t,
  }: {
    readonly amojoId: string | undefined;
    readonly messenger: MessengerKind | null;
    readonly refusal: string;
    readonly t: Texts;
  },
): readonly TemplateChoice[] {
  const accountId = accounts.find((account) => account.amojoId === amojoId)?.id;
  const own = templates.filter((template) => template.accountId === accountId && template.isSendable).map(fromCrm);
  const samples = messenger === 'whatsapp' ? WHATSAPP : [plainSample(t)];
  const all = [...own, ...samples.filter((each) => !own.some(({ externalId }) => externalId === each.externalId))];
  return all.sort((a, b) => Number(refusal.includes(b.name)) - Number(refusal.includes(a.name)));
}

function fromCrm({ id, name, externalId, content, header, markers }: ChatTemplateView): TemplateChoice {
  return {
    key: String(id),
    id,
    name,
    externalId,
    content,
    hasPicture: header === 'media',
    values: markers.map(({ marker, example }) => [marker, example] as const),
  };
}

/** Kommo's own kind of template: a text with markers, which it fills in. */
function plainSample(t: Texts): TemplateChoice {
  const { template: content } = t.talk.samples;
  const values = [['{{lead.id}}', '15926745']] as const;
  return {
    key: 'sample',
    id: 7_100,
    name: t.talk.samples.templateName,
    externalId: null,
    content,
    hasPicture: false,
    values,
  };
}

/** The template as a hook carries it. */
export function templateWith(
  { id, externalId, content, values }: TemplateChoice,
  given: Readonly<Record<string, string>>,
): NonNullable<NewInboxMessage['template']> {
  return {
    id,
    ...(externalId === null ? {} : { externalId }),
    content,
    params: values.map(([key, value]) => ({ key, value: given[key] ?? value })),
  };
}
