import type { InboxMessage } from '../../control/contract';
import type { Texts } from '../texts';

export interface Trouble {
  readonly title: string;
  readonly text: string;
}

/** What the manager must know at once: the reported error, or a webhook that the integration did not take. */
export function troubleOf({ error, hook }: InboxMessage, t: Texts): Trouble | null {
  if (error !== null) {
    const meaning = t.inbox.codes[error.code];
    return {
      title: `${t.inbox.status.failed} · ${t.inbox.code(error.code)}`,
      text: error.text === '' ? (meaning ?? '') : error.text,
    };
  }
  if (hook === null) return null;
  const refused = hook.status !== null && hook.status >= 300;
  if (hook.error === null && !refused) return null;
  return { title: t.inbox.status.failed, text: t.inbox.hookFailed(hook.error ?? `HTTP ${hook.status ?? ''}`) };
}

const STEPS = ['failed', null, 'sent', 'delivered', 'read'] as const;

/** Of an album, the piece that has come least far speaks for all. */
export function slowest(messages: readonly [InboxMessage, ...InboxMessage[]]): InboxMessage {
  return messages.reduce((worst, one) => (STEPS.indexOf(one.status) < STEPS.indexOf(worst.status) ? one : worst));
}
