import { judge, type Facts, type ReplyWindow } from '../../src/activities/guard/judge';
import { refusalOf, type Reason } from '../../src/activities/guard/reasons';
import type { Messenger } from '../../src/messengers/contract';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import type { MessageContent } from '../../src/model/content';
import { asMediaId } from '../../src/model/ids';
import type { Failure } from '../../src/model/outcome';
import type { Forbidden } from '../../src/model/restriction';

export const MESSENGERS: readonly Messenger[] = supportedMessengers().flatMap((kind) => messengerOf(kind) ?? []);

export const WINDOWS = ['open', 'shut', 'unknown', 'never opened'] as const;
export const CONTENTS = ['text', 'picture', 'buttons', 'template', 'poll'] as const;
export const RESTRICTED = ['may not start', 'may not answer', 'may send nothing'] as const;
export const STATES = ['as usual', 'blocked', 'quota used up', ...RESTRICTED] as const;

export interface Situation {
  readonly messenger: Messenger;
  readonly window: (typeof WINDOWS)[number];
  readonly content: (typeof CONTENTS)[number];
  readonly state: (typeof STATES)[number];
}

export type Decision =
  | { readonly kind: 'sent' | 'in words' }
  | {
      readonly kind: 'refused';
      readonly reason: Reason;
      readonly failure: Failure;
      /** The sentence without the messenger's name, which many share. */
      readonly inGeneral: string;
    };

const HOUR_MS = 3_600_000;
const UNTIL = Date.UTC(2026, 10, 30, 14);

/** What becomes of a message in a situation, as a manager sees it in Kommo. */
export function decide(situation: Situation): Decision {
  const { messenger } = situation;
  const verdict = judge(said(situation.content), factsOf(situation));
  if (verdict.kind === 'waiting') throw new Error('The file of the sample is there');
  if (verdict.kind === 'refused') {
    const { reason } = verdict;
    return {
      kind: 'refused',
      reason,
      failure: refusalOf(messenger.title, reason),
      inGeneral: refusalOf('…', anyLength(reason)).text,
    };
  }
  const { outbound } = messenger.capabilities;
  const isWhole = situation.content === 'poll' || outbound[situation.content] === 'full';
  return { kind: isWhole ? 'sent' : 'in words' };
}

function factsOf({ messenger, window, state }: Situation): Facts {
  const { capabilities, templates } = messenger;
  const file = { state: 'stored', id: asMediaId('m'), storeKey: 'k', mimeType: 'image/png', extension: 'png' } as const;
  const counted = capabilities.unanswered;
  return {
    capabilities,
    hasTemplates: templates !== undefined,
    gone: null,
    away: state === 'blocked' ? 'blocked' : null,
    restriction: restrictionIn(state),
    window: windowOf(window, capabilities.windowMs),
    ...(counted === undefined ? {} : { left: leftOf(counted.written.most, { window, state }) }),
    file: { ...file, size: 4_000 },
    quoted: undefined,
  };
}

const FORBIDS: Readonly<Record<(typeof RESTRICTED)[number], Forbidden>> = {
  'may not start': 'starting',
  'may not answer': 'answering',
  'may send nothing': 'everything',
};

function restrictionIn(state: Situation['state']): Facts['restriction'] {
  return isRestricted(state) ? { what: FORBIDS[state], until: UNTIL } : undefined;
}

export function isRestricted(state: Situation['state']): state is (typeof RESTRICTED)[number] {
  return Object.hasOwn(FORBIDS, state);
}

function leftOf(most: number, { window, state }: Pick<Situation, 'window' | 'state'>): Facts['left'] {
  const left = state === 'quota used up' || window !== 'open' ? 0 : most;
  return { left: window === 'unknown' && state !== 'quota used up' ? most : left, most, byAct: false, until: null };
}

function windowOf(window: Situation['window'], windowMs: number | null): ReplyWindow {
  if (windowMs === null) return { kind: 'none' };
  switch (window) {
    case 'open':
    case 'unknown':
      return { kind: window };
    case 'never opened':
      return { kind: 'never' };
    case 'shut':
      return { kind: 'shut', agoMs: windowMs + 6 * HOUR_MS, windowMs };
  }
}

function said(content: Situation['content']): MessageContent {
  switch (content) {
    case 'text':
      return { type: 'text', text: 'Hello' };
    case 'picture':
      return { type: 'picture', file: { id: asMediaId('m') } };
    case 'buttons':
      return { type: 'text', text: 'Pick one', buttons: [[{ text: 'Yes' }, { text: 'No' }]] };
    case 'template':
      return {
        type: 'text',
        text: 'Your order is ready',
        template: { id: 1, externalId: 'order_ready:en', params: [] },
      };
    case 'poll':
      return { type: 'unsupported', what: 'poll' };
  }
}

/** The lengths of windows differ from messenger to messenger, and the sentence is the same. */
function anyLength(reason: Reason): Reason {
  return reason.kind === 'window' ? { ...reason, agoMs: 30 * HOUR_MS, windowMs: 24 * HOUR_MS } : reason;
}
