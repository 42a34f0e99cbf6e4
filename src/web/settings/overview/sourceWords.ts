import type { Language, SourceCard, SourceRepairRequest, SourceState } from '../../../api/settings/contract';
import type { IconName } from '../../parts/Icon';
import type { Tone } from '../../parts/Pill';
import { moment } from '../lib/format';
import type { Texts } from '../texts';

/** What mends a source; `null`: nothing to do but wait. */
export type Fix = 'credentials' | 'takeBack' | 'takeOver' | 'repair' | 'pipeline';

export function fixOf(source: SourceCard): Fix | null {
  if (source.state.kind !== 'broken') return null;
  switch (source.state.fault) {
    case 'credentials':
      return 'credentials';
    case 'webhook':
      if (isTaken(source)) return 'takeOver';
      return isElsewhere(source) ? 'takeBack' : 'repair';
    case 'kommo':
      return 'repair';
    case 'pipeline':
      return 'pipeline';
    case 'unreachable':
      return null;
  }
}

/** Another service has its messages, and Courier left them there: only a person takes them away. */
export function isTaken({ state, steps }: SourceCard): boolean {
  const refused = steps.some((one) => one.step === 'point-webhook' && one.state === 'failed');
  return refused && state.kind === 'broken' && state.fault === 'webhook';
}

/** Its address at the messenger is not ours, as far as is known. */
function isElsewhere({ checks }: SourceCard): boolean {
  const broken = checks.filter(({ state }) => state === 'broken');
  return broken.length === 0 || broken.some(({ name }) => name === 'address');
}

/** What is wrong is what a fault of its kind usually is; else the checks tell it better. */
function isPlain(source: SourceCard): boolean {
  const { state, checks } = source;
  if (state.kind !== 'broken') return true;
  const broken = checks.find((check) => check.state === 'broken');
  if (broken?.text !== state.text) return true;
  switch (state.fault) {
    case 'credentials':
      return broken.name === 'token';
    case 'webhook':
      return isElsewhere(source);
    case 'unreachable':
    case 'kommo':
    case 'pipeline':
      return true;
  }
}

/** What repairing says beside that it is wanted. */
export function repairOf(source: SourceCard): SourceRepairRequest | undefined {
  return isTaken(source) ? { takeOver: true } : undefined;
}

export function toneOf(state: SourceState): Tone {
  switch (state.kind) {
    case 'ok':
      return 'good';
    case 'connecting':
    case 'removing':
      return 'busy';
    case 'paused':
      return 'calm';
    case 'broken':
      return state.fault === 'unreachable' ? 'warn' : 'bad';
  }
}

export interface StateWords {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** In the words of the messenger or Kommo, where there are any. */
  readonly detail: string | null;
}

/** What a card says below its head; nothing where all is well. */
export function stateWords(source: SourceCard, now: number, t: Texts, language: Language): StateWords | null {
  const { state } = source;
  const tone = toneOf(state);
  switch (state.kind) {
    case 'ok':
    case 'connecting':
      return null;
    case 'paused': {
      const since = state.since === null ? null : moment(state.since, now, t, language);
      return { tone, icon: 'pause', title: t.paused.title(state.by, since), text: t.paused.text, detail: null };
    }
    case 'removing':
      return { tone, icon: 'trash', ...t.removing, detail: null };
    case 'broken': {
      const { title, text } = isPlain(source) ? t.broken[state.fault] : t.brokenCheck;
      const since = state.since === null ? '' : ` ${t.since(moment(state.since, now, t, language))}`;
      return {
        tone,
        icon: state.fault === 'unreachable' ? 'clock' : 'alert',
        title: title(source.messengerTitle),
        text: text(source.messengerTitle) + since,
        // The check that found it says so below.
        detail: state.text === '' || source.checks.some((check) => check.text === state.text) ? null : state.text,
      };
    }
  }
}
