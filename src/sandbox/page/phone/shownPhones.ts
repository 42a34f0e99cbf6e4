import type { MessengerKind } from '../../../model/messenger-kind';

/**
 * What is shown of the choice: the latest of those that are played, as many as there is room for, and at least one.
 */
export function shownPhones(
  choice: readonly MessengerKind[],
  played: readonly MessengerKind[],
  room: number,
): readonly MessengerKind[] {
  const possible = choice.filter((kind) => played.includes(kind));
  const shown = possible.slice(-room);
  return shown.length > 0 ? shown : played.slice(0, 1);
}

/** The choice after a press on one of the dock's buttons: it comes, or goes where others stay. */
export function pressed(shown: readonly MessengerKind[], kind: MessengerKind, room: number): readonly MessengerKind[] {
  if (!shown.includes(kind)) return [...shown, kind].slice(-room);
  return shown.length === 1 ? shown : shown.filter((each) => each !== kind);
}
