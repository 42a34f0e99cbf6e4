import type { GapReason } from '../../history/record';

/** Why something of an export is not taken. `no-address`: nobody tells where its chat is · `future`: it is dated later than now */
export type ImportGap = GapReason | 'no-address' | 'future';

/** For people. */
export const GAPS: Readonly<Record<ImportGap, string>> = {
  broken: 'It cannot be read',
  'no-date': 'Its date makes no sense',
  service: 'A notice of the messenger, and no message',
  group: 'It is of a chat of several people',
  'no-author': 'Nobody is told to have written it',
  'no-chat': 'Nothing tells of its chat',
  deleted: 'Its author took it back',
  'no-address': 'Nobody tells at which address its chat is',
  future: 'It is dated later than now',
};
