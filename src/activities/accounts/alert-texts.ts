import { utcDay, utcMinute } from '../../model/utc';
import type { Language, Words } from '../../model/words';
import { say } from '../../words';
import { inWords } from '../../words/in-words';
import type { Alert } from './what-is-wrong';

export interface AlertTexts {
  readonly subject: string;
  /** What is wrong. */
  readonly what: string;
  /** What mends it. */
  readonly remedy: string;
}

/** An alert as the people of the account read it. */
export function alertTexts(alert: Alert, language: Language): AlertTexts {
  const { subject, what, remedy } = wordsOf(alert);
  return {
    subject: inWords(subject, language),
    // Each by itself: what somebody else said has no other language, and the rest of it has.
    what: what.map((words) => inWords(words, language)).join(' '),
    remedy: inWords(remedy, language),
  };
}

interface AlertWords {
  readonly subject: Words;
  readonly what: readonly Words[];
  readonly remedy: Words;
}

function wordsOf(alert: Alert): AlertWords {
  switch (alert.kind) {
    case 'source-broken': {
      const { name, messengerTitle: messenger } = alert.source;
      return {
        subject: say('alert.source.subject', { name, messenger }),
        what: [
          say('alert.source', { name, messenger, since: utcMinute(alert.since) }),
          ...(alert.why.text === '' ? [] : [alert.why]),
        ],
        // As the settings window offers it.
        remedy: say(`alert.remedy.${alert.fault}`),
      };
    }
    case 'authorise':
      return {
        subject: say('alert.authorise.subject'),
        what: [say('alert.authorise', { since: utcMinute(alert.since) })],
        remedy: say('alert.remedy.authorise'),
      };
    case 'token-ends':
      return {
        subject: say('alert.token.subject', { day: utcDay(alert.at) }),
        what: [say('alert.token', { at: utcMinute(alert.at) })],
        remedy: say('alert.remedy.token'),
      };
    case 'messages-missing': {
      const { asks, overdue, since } = alert;
      return {
        subject: say(asks > 0 ? 'alert.asks.subject' : 'alert.missing.subject'),
        what: [
          say('alert.since', { since: utcMinute(since) }),
          ...counted(asks, 'alert.asks'),
          ...counted(overdue, 'alert.overdue'),
        ],
        remedy: say(asks > 0 ? 'alert.remedy.asks' : 'alert.remedy.missing'),
      };
    }
  }
}

function counted(count: number, what: 'alert.asks' | 'alert.overdue'): readonly Words[] {
  if (count === 0) return [];
  return [count === 1 ? say(`${what}.one`) : say(`${what}.many`, { count })];
}

/** Where Kommo shows the integrations of an account, with their settings. */
export function settingsUrl(host: string): string {
  return `https://${host}/settings/widgets/`;
}

/** Of an e-mail. */
export function plainText(
  { what, remedy }: AlertTexts,
  { host, subdomain, language }: { readonly host: string; readonly subdomain: string; readonly language: Language },
): string {
  const where = [say('alert.settings', { url: settingsUrl(host) }), say('alert.account', { subdomain })];
  return `${what}\n\n${remedy}\n\n${where.map((words) => inWords(words, language)).join('\n')}\n`;
}
