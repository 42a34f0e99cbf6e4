import { kommoProblem } from '../kommo-problem';
import { NOT_FOUND, NOT_INSTALLED, type Problem } from '../problem';
import { MOST_SOURCES, type AddedSource } from './add-source';
import type { ChangedSource } from './change-source';
import type { PausedSource } from './pause-source';
import type { RemovedSource } from './remove-source';

type Refused =
  | Exclude<AddedSource, { readonly kind: 'added' }>
  | Exclude<ChangedSource, { readonly kind: 'changed' }>
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
        detail: 'This version of Courier does not speak to this messenger.',
        field: 'messenger',
      };
    case 'credentials-refused':
      return {
        status: 422,
        type: 'credentials-refused',
        detail: refused.text,
        ...(refused.field === undefined ? {} : { field: refused.field }),
      };
    case 'messenger-silent':
      return { status: 422, type: 'messenger-silent', detail: refused.text };
    case 'other-identity':
      return {
        status: 422,
        type: 'other-identity',
        detail: 'These belong to another one. To connect that too, add it as a source of its own.',
      };
    case 'no-such-pipeline':
      return {
        status: 422,
        type: 'no-such-pipeline',
        detail: 'Kommo has no such pipeline, or it is archived: choose another.',
        field: 'pipelineId',
      };
    case 'kommo':
      return kommoProblem(refused.said);
    case 'connected-already':
      return {
        status: 409,
        type: 'connected-already',
        detail: `It is connected here already, as “${refused.name}”.`,
      };
    case 'connected-elsewhere':
      return {
        status: 409,
        type: 'connected-elsewhere',
        detail: 'Another Kommo account or integration uses it with Courier. Remove it there first.',
      };
    case 'source-limit':
      return {
        status: 409,
        type: 'source-limit',
        detail: `Kommo takes at most ${MOST_SOURCES} sources of an integration in an account. Remove one first.`,
      };
    case 'refused':
      return { status: 409, type: 'refused', detail: refused.text };
    case 'no-answer':
      return {
        status: 504,
        type: 'no-answer',
        detail: 'text' in refused ? refused.text : 'It is removed here, but not yet at Kommo; remove it once more',
      };
  }
}
