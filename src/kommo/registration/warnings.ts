import { accountText } from './facts';
import type { RegisteredChannel } from './support-answer';
import type { en } from './texts/en';

export interface Warning {
  readonly key: keyof typeof en.warnings;
  readonly what: string;
}

/** What is set up at Kommo and will surprise somebody. */
export function warningsOf(channel: RegisteredChannel, ours: { readonly hookUrl: string }): Warning[] {
  const { hookUrl, webhookEvents, reactions, window } = channel;
  const found: (Warning | false)[] = [
    hookUrl === null
      ? warning('hookUnsaid')
      : hookUrl.replace(/\/+$/, '') !== ours.hookUrl && warning('hookElsewhere', hookUrl),
    channel.hooksV2 === false && warning('hookV1'),
    channel.enabled === false && warning('disabled'),
    channel.testMode === true && warning('testMode', accountsOf(channel)),
    webhookEvents !== null && !webhookEvents.includes('messages') && warning('noMessageEvents'),
    webhookEvents !== null && !webhookEvents.includes('typing') && warning('noTypingEvents'),
    webhookEvents !== null &&
      !webhookEvents.some((event) => event.startsWith('react')) &&
      reactions !== null &&
      reactions !== 'none' &&
      warning('noReactionEvents'),
    window !== null && window !== 'none' && window.needsTemplate === false && warning('windowWithoutTemplate'),
  ];
  return found.filter((one) => one !== false);
}

function warning(key: Warning['key'], what = ''): Warning {
  return { key, what };
}

function accountsOf({ allowedAccounts }: RegisteredChannel): string {
  return (allowedAccounts ?? []).map(accountText).join(', ');
}

/** What is shown of a secret: enough to compare, too little to use. */
export function secretEnding(secret: string): string {
  return secret.length > 8 ? `…${secret.slice(-4)}` : '…';
}
