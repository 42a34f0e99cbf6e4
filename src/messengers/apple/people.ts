import type { RemoteParticipant } from '../contract';
import type { Envelope } from './shapes';

/** All that Apple tells of a customer is an id without a meaning, and the language of the device (apple.md §8). */
export function participantOf({ sourceId, locale }: Envelope): RemoteParticipant {
  return {
    remoteId: sourceId,
    name: `Apple user ${sourceId.slice(-8)}`,
    ...(locale === undefined ? {} : { language: locale.replaceAll('_', '-') }),
  };
}
