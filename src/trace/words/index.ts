import type { MessengerKind } from '../../model/messenger-kind';
import type { Language } from '../../model/words';
import type { Happening, Place, Trace } from '../trace';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';
import type { StepWords, TraceTexts } from './texts';

export type { StepWords, TraceTexts } from './texts';

const TEXTS: Readonly<Record<Language, TraceTexts>> = { en, es, pt };

/** Brands, the same in every language. */
const MESSENGERS: Readonly<Record<MessengerKind, string>> = {
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  viber: 'Viber',
  messenger: 'Messenger',
  instagram: 'Instagram',
  wechat: 'WeChat',
  botframework: 'Bot Framework',
  custom: 'Webhook',
  apple: 'Apple',
};

/** Says steps of one trace in one language. */
export interface Telling {
  readonly texts: TraceTexts;
  readonly place: (place: Place) => string;
  readonly step: (step: Happening) => StepWords;
}

export function tellIn(language: Language, { messenger }: Pick<Trace, 'messenger'>): Telling {
  const texts = TEXTS[language];
  const place = (each: Place): string => (each === 'messenger' ? MESSENGERS[messenger] : texts.places[each]);
  return { texts, place, step: (step) => stepWords(step, texts, place) };
}

/** From where, to where and what it is, in a line. */
export function headingOf({ texts, place }: Telling, { lane, kind }: Pick<Trace, 'lane' | 'kind'>): string {
  const far = lane === 'to-kommo' ? 'kommo' : 'messenger';
  const near = kind === 'note' ? 'courier' : lane === 'to-kommo' ? 'messenger' : 'kommo';
  return texts.heading({ from: place(near), to: place(far), kind });
}

function stepWords(step: Happening, t: TraceTexts, place: (place: Place) => string): StepWords {
  switch (step.kind) {
    case 'received':
      return { title: t.received(place(step.from)), detail: join(sizeOf(step.bytes), step.process, step.hook) };
    case 'verified':
      return { title: t.verified, detail: t.rule(step.rule) };
    case 'spooled':
      return { title: t.spooled, detail: t.spooledBecause[step.because] };
    case 'accepted':
      return { title: t.accepted[step.how], detail: '' };
    case 'repeated':
      return { title: t.repeated, detail: t.times(step.times) };
    case 'woken':
      return { title: t.woken, detail: '' };
    case 'waited':
      return { title: t.waited(step.for), detail: step.tookMs === null ? '' : durationOf(step.tookMs) };
    case 'file':
      return { title: t.fileWords[step.state], detail: join(step.bytes && sizeOf(step.bytes), step.words) };
    case 'attempt':
      return {
        title: t.attempt(step, place(step.to)),
        detail: join(step.tookMs !== null && durationOf(step.tookMs), step.code, step.words, step.answered),
      };
    case 'part':
      return { title: t.part(step.index, place(step.to)), detail: step.remote ?? '' };
    case 'evidence':
      return { title: t.evidence[step.found], detail: '' };
    case 'parked':
      return { title: t.parked, detail: '' };
    case 'command':
      return {
        title: t.command(step.command, step.by),
        detail: step.result === 'refused' ? t.refusedCommand : '',
      };
    case 'ended':
      return { title: capital(t.outcome(step.outcome)), detail: join(step.code, step.words) };
    case 'receipt':
      return {
        title: t.receipt(step.state, place(step.from)),
        detail: join(step.code, step.words, t.theirClock(clock(step.there))),
      };
    case 'reached':
      return { title: t.reached(step.state, place(step.from)), detail: '' };
    case 'told':
      return { title: step.taken ? t.told(step.tick) : t.notTaken(step.tick), detail: '' };
    case 'followed':
      return { title: t.followed(step, place(step.from)), detail: step.deliveryId };
  }
}

function join(...pieces: readonly (string | number | null | false)[]): string {
  return pieces.filter((piece) => piece !== null && piece !== false && piece !== '').join(' · ');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The time of day of an ISO time, to the millisecond. */
export function clock(time: string): string {
  return time.slice(11, 23);
}

export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Short, with as much of it as tells something: 3.2 ms, 812 ms, 4.2 s, 3 min 5 s, 2 h 10 min. */
export function durationOf(ms: number): string {
  if (ms < 10) return `${String(Math.round(ms * 10) / 10)} ms`;
  if (ms < 1_000) return `${String(Math.round(ms))} ms`;
  if (ms < 60_000) return `${String(Math.round(ms / 100) / 10)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
  return `${String(Math.floor(seconds / 3_600))} h ${String(Math.floor((seconds % 3_600) / 60))} min`;
}
