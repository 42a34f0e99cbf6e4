import type { Language, SourceCard, SourceFault, SourceState } from '../../../api/settings/contract';
import { moment } from '../lib/format';
import type { IconName } from '../parts/Icon';
import type { Tone } from '../parts/Pill';
import type { Texts } from '../texts';

/** What mends a source; `null`: nothing to do but wait. */
export type Fix = 'credentials' | 'takeBack' | 'repair' | 'pipeline';

export function fixOf(fault: SourceFault): Fix | null {
  switch (fault) {
    case 'credentials':
      return 'credentials';
    case 'webhook':
      return 'takeBack';
    case 'kommo':
      return 'repair';
    case 'pipeline':
      return 'pipeline';
    case 'unreachable':
      return null;
  }
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
