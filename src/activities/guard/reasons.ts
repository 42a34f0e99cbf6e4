import type { Away } from '../../model/away';
import type { Restriction } from '../../model/restriction';
import { utcMinute } from '../../model/utc';
import { together, type Words } from '../../model/words';
import type { Failure } from '../../model/outcome';
import { sayOfDelivery as say } from '../../words/delivery';

/** Why a message is not sent: all that is known before the messenger is asked. Times and lengths in milliseconds. */
export type Reason =
  | { readonly kind: 'switched-off' | 'removed' | 'no-driver' | 'no-address' }
  /** The messenger lets nobody be written to by a number; by which link a customer comes to the source, where it is known. */
  | { readonly kind: 'by-phone'; readonly link: string | undefined }
  /** Of a chat that began with a number: it has no country, may be of two, or nobody could say in time whose it is. */
  | { readonly kind: 'no-whole-number' | 'ambiguous-number' | 'not-found-in-time' }
  | { readonly kind: 'away'; readonly how: Away }
  | ({ readonly kind: 'restricted' } & Restriction)
  | { readonly kind: 'window'; readonly agoMs: number; readonly windowMs: number; readonly passes: Passes }
  | { readonly kind: 'never-wrote'; readonly passes: Passes }
  | { readonly kind: 'quota-used'; readonly most: number }
  | { readonly kind: 'quota-short'; readonly sends: number; readonly left: number }
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'empty' | 'file-gone' | 'no-files' | 'file-type' }
  /** Why Kommo did not give it. */
  | { readonly kind: 'file-not-had'; readonly why: string }
  /** In bytes. */
  | { readonly kind: 'file-size'; readonly size: number; readonly most: number };

/** What goes out also after the window: templates, of which these are some; or nothing. */
export type Passes = { readonly kind: 'templates'; readonly names: readonly string[] } | { readonly kind: 'nothing' };

/** So many names are enough to know what to look for. */
const MOST_NAMES = 5;
const HOUR_MS = 3_600_000;

/** The one table of reasons: what a manager reads for each in Kommo, the console and the API alike (promise P11). */
export function refusalOf(messenger: string, reason: Reason): Failure {
  switch (reason.kind) {
    case 'switched-off':
    case 'removed':
    case 'no-driver':
      return { code: 902, ...say(`not-sent.${reason.kind}`) };
    case 'no-address':
      return { code: 904, ...say('not-sent.no-address', { messenger }) };
    case 'by-phone': {
      const { link } = reason;
      const works = link === undefined ? say('works.customer-first') : say('works.link', { link });
      return { code: 904, ...together([say('not-sent.by-phone', { messenger }), works]) };
    }
    case 'no-whole-number':
    case 'ambiguous-number':
      return { code: 904, ...say(`not-sent.${reason.kind}`) };
    case 'not-found-in-time':
      return { code: 903, ...say('not-sent.not-found-in-time') };
    case 'away':
      return { code: 905, ...say(`not-sent.${reason.how}`, { messenger }) };
    case 'restricted': {
      const { what, until } = reason;
      const ends =
        until === undefined
          ? say('works.restricted', { messenger })
          : say('works.restricted-until', { messenger, until: utcMinute(until) });
      return refused(say(`not-sent.restricted-${what}`, { messenger }), ends);
    }
    case 'window': {
      const since = { ago: lasting(reason.agoMs), window: lasting(reason.windowMs), messenger };
      return refused(say('not-sent.window', since), whatWorks(messenger, reason.passes));
    }
    case 'never-wrote':
      return refused(say('not-sent.never-wrote'), whatWorks(messenger, reason.passes));
    case 'quota-used':
      return refused(say('not-sent.quota-used', { messenger, most: reason.most }));
    case 'quota-short':
      return refused(say('not-sent.quota-short', { messenger, sends: reason.sends, left: reason.left }));
    case 'unsupported':
      return refused(say('not-sent.unsupported', { messenger, what: reason.what }));
    case 'empty':
    case 'file-gone':
      return refused(say(`not-sent.${reason.kind}`));
    case 'no-files':
    case 'file-type':
      return refused(say(`not-sent.${reason.kind}`, { messenger }));
    case 'file-not-had':
      return refused(say('not-sent.file-not-had', { why: reason.why }));
    case 'file-size': {
      const { size, most } = reason;
      return refused(say('not-sent.file-size', { messenger, size: megabytes(size), most: megabytes(most) }));
    }
  }
}

export function whatWorks(messenger: string, passes: Passes): Words {
  if (passes.kind === 'nothing') return say('works.nothing', { messenger });
  const names = [...new Set(passes.names)].slice(0, MOST_NAMES).join(', ');
  return names === '' ? say('works.template') : say('works.such-template', { names });
}

function refused(...words: readonly Words[]): Failure {
  return { code: 905, ...together(words) };
}

function lasting(ms: number): Words {
  const hours = Math.round(ms / HOUR_MS);
  if (hours > 48) return say('time.days', { count: Math.floor(hours / 24) });
  return hours === 1 ? say('time.hour') : say('time.hours', { count: hours });
}

function megabytes(bytes: number): string {
  const value = bytes / 1_048_576;
  return `${value >= 10 ? String(Math.round(value)) : value.toFixed(1)} MB`;
}
