import type { Fault } from '../session/fault';
import type { Texts } from '../texts';

export interface FaultWords {
  readonly title: string;
  /** What to do next. */
  readonly text: string;
  /** What the api said, in the window's language. */
  readonly detail: string | null;
}

export function faultWords(fault: Fault, t: Texts): FaultWords {
  switch (fault.kind) {
    case 'unreachable':
      return { ...t.faults.unreachable, detail: null };
    case 'ended':
      return { ...t.faults.ended, detail: null };
    case 'refused': {
      const { type, status, detail } = fault.problem;
      const known = knownRefusal(type, status);
      return { ...t.faults[known], detail: detail === '' ? null : detail };
    }
  }
}

function knownRefusal(type: string, status: number): keyof Texts['faults'] {
  switch (type) {
    case 'credentials-refused':
      return 'credentialsRefused';
    case 'connected-elsewhere':
      return 'connectedElsewhere';
    case 'source-limit':
      return 'sourceLimit';
    default:
      if (status === 403) return 'forbidden';
      if (status === 404) return 'gone';
      if (status === 409) return 'conflict';
      return status < 500 ? 'invalid' : 'failed';
  }
}
