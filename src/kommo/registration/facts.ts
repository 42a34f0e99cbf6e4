import type { RegisteredChannel } from './support-answer';
import type { RegistrationTexts } from './texts/en';

/** A channel as people may see it: of its secret the end at most. */
export interface ShownChannel extends Omit<
  RegisteredChannel,
  'secret' | 'integrationId' | 'hooksV2' | 'enabled' | 'testMode'
> {
  readonly clientId: string;
  readonly chatApiOrigin: string;
  readonly secret?: { readonly ending: string; readonly length: number };
}

export interface Fact {
  readonly name: keyof RegistrationTexts['facts'];
  readonly value: string;
}

/** What is known of a channel, in words; what support's answer did not say is left out. */
export function factsOf(channel: ShownChannel, { words }: RegistrationTexts): Fact[] {
  const { secret, bot, allowedAccounts, webhookEvents, sizes } = channel;
  const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? words.yes : words.no);
  const values: Readonly<Record<Fact['name'], string | null>> = {
    code: channel.code,
    id: channel.id,
    secret: secret === undefined ? null : words.secret(secret.ending, String(secret.length)),
    clientId: channel.clientId,
    widgetCode: channel.widgetCode,
    bot: `${bot.name} (${bot.id})`,
    hookUrl: channel.hookUrl,
    webhookEvents: webhookEvents === null ? null : webhookEvents.join(', ') || words.none,
    chatApiOrigin: channel.chatApiOrigin,
    allowedAccounts: allowedAccounts === null ? null : allowedAccounts.map(accountText).join(', ') || words.none,
    writeFirst: yesNo(channel.writeFirst),
    window: windowText(channel.window, words),
    storesFiles: yesNo(channel.storesFiles),
    reactions: reactionsText(channel.reactions, words),
    quoting: yesNo(channel.quoting),
    voice: yesNo(channel.voice),
    sizes:
      sizes === null
        ? null
        : words.sizes(...([sizes.picture, sizes.video, sizes.voice, sizes.file].map(String) as FourTexts)),
  };
  return FACTS.flatMap((name) => {
    const value = values[name];
    return value === null ? [] : [{ name, value }];
  });
}
type FourTexts = [string, string, string, string];

const FACTS = [
  ...(['code', 'id', 'secret', 'clientId', 'widgetCode', 'bot', 'hookUrl', 'webhookEvents', 'chatApiOrigin'] as const),
  ...(['allowedAccounts', 'writeFirst', 'window', 'storesFiles', 'reactions', 'quoting', 'voice', 'sizes'] as const),
] satisfies readonly Fact['name'][];

export function accountText({ accountId, amojoId }: NonNullable<ShownChannel['allowedAccounts']>[number]): string {
  return String(accountId ?? amojoId ?? '?');
}

function windowText(window: ShownChannel['window'], words: RegistrationTexts['words']): string | null {
  if (window === null) return null;
  if (window === 'none') return words.none;
  return words.seconds(String(window.seconds)) + (window.needsTemplate === true ? words.templatesAfter : '');
}

function reactionsText(reactions: ShownChannel['reactions'], words: RegistrationTexts['words']): string | null {
  if (reactions === null) return null;
  return typeof reactions === 'string' ? words[reactions] : reactions.join(' ') || words.none;
}
