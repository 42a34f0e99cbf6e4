import { say } from '../../words';
import { kommoProblem } from '../kommo-problem';
import { inDetail, NOT_FOUND, NOT_INSTALLED, type Problem } from '../problem';
import { MOST_SOURCES, type AddedSource } from './add-source';
import type { ChangedSource } from './change-source';
import type { CheckedSource } from './check-source';
import type { PausedSource } from './pause-source';
import type { RemovedSource } from './remove-source';

type Refused =
  | Exclude<AddedSource, { readonly kind: 'added' }>
  | Exclude<ChangedSource, { readonly kind: 'changed' }>
  | Exclude<CheckedSource, { readonly kind: 'checked' }>
  | Exclude<PausedSource, { readonly kind: 'done' }>
  | Exclude<RemovedSource, { readonly kind: 'removing' }>;

/** Why something was not done with a source. */
export function sourceProblem(refused: Refused): Problem {
  switch (refused.kind) {
    case 'no-such-source':
      return NOT_FOUND;
    case 'not-installed':
      return NOT_INSTALLED;
    case 'no-such-messenger':
      return {
        status: 422,
        type: 'no-such-messenger',
        ...inDetail(say('source.no-driver')),
        field: 'messenger',
      };
    case 'credentials-refused':
      return {
        status: 422,
        type: 'credentials-refused',
        ...inDetail(refused),
        ...(refused.field === undefined ? {} : { field: refused.field }),
      };
    case 'messenger-silent':
      return { status: 422, type: 'messenger-silent', ...inDetail(refused) };
    case 'other-identity':
      return {
        status: 422,
        type: 'other-identity',
        ...inDetail(say('settings.other-identity')),
      };
    case 'no-such-pipeline':
      return {
        status: 422,
        type: 'no-such-pipeline',
        ...inDetail(say('settings.no-such-pipeline')),
        field: 'pipelineId',
      };
    case 'kommo':
      return kommoProblem(refused.said);
    case 'connected-already':
      return {
        status: 409,
        type: 'connected-already',
        ...inDetail(say('settings.connected-already', { name: refused.name })),
      };
    case 'connected-elsewhere':
      return {
        status: 409,
        type: 'connected-elsewhere',
        ...inDetail(say('settings.connected-elsewhere')),
      };
    case 'source-limit':
      return {
        status: 409,
        type: 'source-limit',
        ...inDetail(say('settings.source-limit', { most: MOST_SOURCES })),
      };
    case 'refused':
      // Of pausing and resuming it is all that can be refused.
      return { status: 409, type: 'refused', ...inDetail(say('settings.not-paused')) };
    case 'no-answer':
      return {
        status: 504,
        type: 'no-answer',
        ...inDetail(say('text' in refused ? 'settings.resume-again' : 'settings.remove-again')),
      };
  }
}
