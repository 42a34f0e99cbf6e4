import { z } from 'zod';
import type { LineButton } from '../lines/records';
import type { Channel } from './channels';
import { badArgument } from './errors';

const MOST_BUTTONS = 6;

const cardAction = z.object({
  type: z.enum(['imBack', 'messageBack', 'postBack', 'openUrl', 'signin', 'invoke']),
  title: z.string().min(1),
  value: z.unknown().optional(),
  text: z.string().optional(),
  displayText: z.string().optional(),
  image: z.string().optional(),
});
export const suggestedActions = z.object({
  to: z.array(z.string()).optional(),
  actions: z.array(cardAction).min(1).max(MOST_BUTTONS),
});
const heroCard = z.object({
  title: z.string().optional(),
  subtitle: z.string().optional(),
  text: z.string().optional(),
  images: z.array(z.object({ url: z.string() })).optional(),
  buttons: z.array(cardAction).max(MOST_BUTTONS).optional(),
  tap: cardAction.optional(),
});
const submit = z.object({ type: z.literal('Action.Submit'), title: z.string(), data: z.unknown().optional() });
const execute = z.object({ type: z.literal('Action.Execute'), title: z.string(), data: z.unknown().optional() });
const open = z.object({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.string() });
const adaptiveCard = z.object({
  type: z.literal('AdaptiveCard'),
  version: z.string(),
  body: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
  actions: z.array(z.discriminatedUnion('type', [submit, execute, open])).default([]),
});

/** What a button does, as its payload on the handset keeps it. */
export interface CardAction {
  readonly type: z.infer<typeof cardAction>['type'] | 'submit';
  readonly value?: unknown;
  readonly text?: string | undefined;
  readonly displayText?: string | undefined;
}

export interface Card {
  readonly text: string;
  readonly buttons: readonly LineButton[];
}

const HERO = /^application\/vnd\.microsoft\.card\.(hero|thumbnail)$/;
const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

export function isCard(contentType: string): boolean {
  return contentType.startsWith('application/vnd.microsoft.card.');
}

/** What a handset shows of a card (skype.md §3, buttons). @throws ConnectorError 400 */
export function readCard(channel: Channel, contentType: string, content: unknown): Card {
  if (HERO.test(contentType)) {
    const { title = '', subtitle = '', text = '', buttons = [] } = checked(heroCard, content, 'card');
    return { text: lines(title, subtitle, text), buttons: buttons.map((each) => buttonOf(channel, each)) };
  }
  if (contentType !== ADAPTIVE || !channel.adaptiveCards) throw badArgument(`${contentType} is not shown here`);
  const { body, actions } = checked(adaptiveCard, content, 'card');
  const buttons = actions.map((action): LineButton => {
    if (action.type === 'Action.OpenUrl') return link(action.title, action.url);
    const type = action.type === 'Action.Submit' ? 'submit' : 'invoke';
    return {
      text: action.title,
      url: null,
      payload: JSON.stringify({ type, value: action.data } satisfies CardAction),
    };
  });
  return { text: lines(...body.flatMap(({ type, text }) => (type === 'TextBlock' && text ? [text] : []))), buttons };
}

export function buttonOf(channel: Channel, action: z.infer<typeof cardAction>): LineButton {
  const { type, title, value, text, displayText } = action;
  if (type === 'openUrl') {
    if (typeof value !== 'string') throw badArgument('openUrl without an address');
    return link(title, value);
  }
  if (type === 'imBack' && typeof value !== 'string') throw badArgument('imBack without a text');
  if (type === 'messageBack' && !channel.messageBack) throw badArgument('messageBack is not known here');
  return { text: title, url: null, payload: JSON.stringify({ type, value, text, displayText } satisfies CardAction) };
}

function link(text: string, url: string): LineButton {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw badArgument('a button that opens no address');
  return { text, url, payload: null };
}

export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw badArgument(`${[what, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? ''}`);
}

export function lines(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
