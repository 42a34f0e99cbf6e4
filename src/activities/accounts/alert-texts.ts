import type { SourceFault } from '../../ledger/kept-sources';
import type { Alert } from './what-is-wrong';

/** In English: which language the account speaks is not known here. */
export interface AlertTexts {
  readonly subject: string;
  /** What is wrong. */
  readonly what: string;
  /** What mends it. */
  readonly remedy: string;
}

export function alertTexts(alert: Alert): AlertTexts {
  switch (alert.kind) {
    case 'source-broken': {
      const { name, messengerTitle } = alert.source;
      return {
        subject: `“${name}” (${messengerTitle}) does not work`,
        what: `“${name}” (${messengerTitle}) has not worked since ${minute(alert.since)}. ${alert.text}`.trim(),
        remedy: REMEDIES[alert.fault],
      };
    }
    case 'authorise':
      return {
        subject: 'Kommo has to be authorised again',
        what: `Since ${minute(alert.since)} Kommo does not let Courier into the account any more: the access was withdrawn, or has ended.`,
        remedy: 'An administrator has to open Courier in Kommo and authorise it again.',
      };
    case 'token-ends':
      return {
        subject: `The access to Kommo ends on ${day(alert.at)}`,
        what: `The long-lived token with which Courier works in this account ends on ${minute(alert.at)}, and is not renewed by itself.`,
        remedy:
          'Make a new token in Kommo, on the tab Keys of the integration, and give it to whoever runs Courier before that day (courier install --token-from-stdin).',
      };
    case 'messages-missing':
      return missingTexts(alert);
  }
}

function missingTexts({ asks, overdue, since }: Extract<Alert, { kind: 'messages-missing' }>): AlertTexts {
  const asked = `${counted(asks)} written in Kommo more than half an hour before Courier learned of it.`;
  const late = `${counted(overdue)} carried late, and not there yet.`;
  return {
    subject: asks > 0 ? 'Somebody has to decide about late messages' : 'Messages are missing',
    what: `Since ${minute(since)}: ${[...(asks > 0 ? [asked] : []), ...(overdue > 0 ? [late] : [])].join(' ')}`,
    remedy:
      asks > 0
        ? 'Whoever runs Courier can send them or leave them unsent (courier reconcile); nobody is sent anything before that.'
        : 'Whoever runs Courier sees which ones they are (courier reconcile).',
  };
}

const counted = (count: number): string => (count === 1 ? '1 message was' : `${String(count)} messages were`);

/** As the settings window offers it. */
const REMEDIES: Readonly<Record<SourceFault, string>> = {
  credentials: 'Open Courier’s settings and enter new credentials for it.',
  webhook: 'Open Courier’s settings and press Repair; another system may have taken it over.',
  unreachable:
    'The messenger gives no answer. There is nothing to do but to wait; what was written is kept and sent later.',
  kommo: 'Open Courier’s settings and press Repair, so that Kommo has it again.',
  pipeline: 'Open Courier’s settings and choose another pipeline for it.',
};

/** Where Kommo shows the integrations of an account, with their settings. */
export function settingsUrl(host: string): string {
  return `https://${host}/settings/widgets/`;
}

export function plainText(alert: Alert, { host, subdomain }: { readonly host: string; readonly subdomain: string }) {
  const { what, remedy } = alertTexts(alert);
  return `${what}\n\n${remedy}\n\nSettings: ${settingsUrl(host)}\nKommo account: ${subdomain}\n`;
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
