import type { Language, SourceCard, SourceRepairRequest, SourceState } from '../../../api/settings/contract';
import { moment } from '../lib/format';
import type { IconName } from '../parts/Icon';
import type { Tone } from '../parts/Pill';
import type { Texts } from '../texts';

/** What mends a source; `null`: nothing to do but wait. */
export type Fix = 'credentials' | 'takeBack' | 'takeOver' | 'repair' | 'pipeline';

export function fixOf(source: SourceCard): Fix | null {
  if (source.state.kind !== 'broken') return null;
  switch (source.state.fault) {
    case 'credentials':
      return 'credentials';
    case 'webhook':
      return isTaken(source) ? 'takeOver' : 'takeBack';
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
      const { title, text } = t.broken[state.fault];
      const since = state.since === null ? '' : ` ${t.since(moment(state.since, now, t, language))}`;
      return {
        tone,
        icon: state.fault === 'unreachable' ? 'clock' : 'alert',
        title: title(source.messengerTitle),
        text: text(source.messengerTitle) + since,
        detail: state.text === '' ? null : state.text,
      };
    }
  }
}
