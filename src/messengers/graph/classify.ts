import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say } from './phrases';
import type { GraphRefusal } from './refusal';

/** Codes of the Graph API, and what they mean for a delivery. */
export interface RefusalRule {
  /** A code alone, or a code with its subcode: those with a subcode are asked first. */
  readonly codes: readonly (number | readonly [code: number, subcode: number])[];
  /** Meta's own words are to be had by `wordsOf`. */
  readonly error: DeliveryErrorDetail | ((refusal: GraphRefusal) => DeliveryErrorDetail);
}

/**
 * What a refusal means: by the rules of the product, which come first, then by those that hold for all of the Graph API,
 * then by the HTTP status.
 *
 * @param product for people: `WhatsApp`
 */
export function classify(refusal: GraphRefusal, rules: readonly RefusalRule[], product: string): DeliveryError {
  const rule = ruleFor(refusal, rules) ?? ruleFor(refusal, commonRules(product));
  if (rule === undefined) return new DeliveryError(byStatus(refusal, product));
  const detail = typeof rule.error === 'function' ? rule.error(refusal) : rule.error;
  const isToWait = detail.retry === 'later' && detail.retryAfterMs === undefined && refusal.retryAfterMs !== undefined;
  return new DeliveryError(isToWait ? { ...detail, retryAfterMs: refusal.retryAfterMs } : detail);
}

function ruleFor({ code, subcode }: GraphRefusal, rules: readonly RefusalRule[]): RefusalRule | undefined {
  if (code === undefined) return undefined;
  const withSubcode = rules.find(({ codes }) =>
    codes.some((each) => typeof each !== 'number' && each[0] === code && each[1] === subcode),
  );
  return withSubcode ?? rules.find(({ codes }) => codes.includes(code));
}

/** Codes from 200 to 299 are all of missing permissions (whatsapp.md §4). */
const PERMISSIONS = Array.from({ length: 100 }, (_, index) => 200 + index);

/** What means the same everywhere (whatsapp.md §4, facebook.md §4). Nothing about 1 and 2: for some they are "perhaps". */
function commonRules(product: string): readonly RefusalRule[] {
  return [
    {
      codes: [0, 101, 102, 190],
      error: { code: 902, retry: 'later', breadth: 'source', ...say('graph.token', { product }) },
    },
    {
      codes: [3, 10, ...PERMISSIONS],
      error: { code: 902, retry: 'later', breadth: 'source', ...say('graph.permission', { product }) },
    },
    {
      codes: [4, 17, 32, 613, 80007, 80006],
      error: { code: 903, retry: 'later', breadth: 'source', ...say('graph.slower', { product }) },
    },
    {
      codes: [368],
      error: { code: 902, retry: 'no', forbids: 'such', ...say('graph.restricted', { product }) },
    },
  ];
}

/** Nobody else tells: an error of Meta that has no rule, or an answer that is not Meta's. */
function byStatus(refusal: GraphRefusal, product: string): DeliveryErrorDetail {
  const { status, code, isTransient } = refusal;
  if (status === 429) {
    return { code: 903, retry: 'later', breadth: 'source', ...say('graph.slower', { product }), ...waitIn(refusal) };
  }
  if (code !== undefined && isTransient === true) {
    return { code: 903, retry: 'later', ...say('graph.not-now', { product }), ...waitIn(refusal) };
  }
  if (code === undefined && status === 503) {
    return { code: 903, retry: 'later', ...say('graph.unavailable', { product, status }), ...waitIn(refusal) };
  }
  if (status >= 500) return { code: 905, retry: 'unknown', ...say('graph.unsure', { product, status }) };
  return { code: 905, retry: 'no', ...say('graph.refused', { product, detail: wordsOf(refusal) }) };
}

function waitIn({ retryAfterMs }: GraphRefusal): { readonly retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** Meta's own words with its code, short, and without what looks like a phone number or an id. */
export function wordsOf({ status, code, subcode, message, details }: GraphRefusal): string {
  const words = (details ?? message ?? '').replace(/\+?\d(?:[\d\s()-]{6,})\d/g, '…').trim();
  const number = code === undefined ? `HTTP ${status}` : `${code}${subcode === undefined ? '' : `/${subcode}`}`;
  if (words === '') return number;
  return `${words.length > 200 ? `${words.slice(0, 199)}…` : words} (${number})`;
}
