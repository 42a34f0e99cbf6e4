import type { Words } from '../model/words';

/** Whose a phone number is at the messenger. */
export type Resolved =
  | {
      readonly kind: 'found';
      /** Where to write to. The messenger may tell another one with its answer (`SentPart.chat`). */
      readonly address: string;
      /** Other addresses by which the same person may be known already. */
      readonly aliases: readonly string[];
    }
  /** Nobody has it there; what happened and what works instead. */
  | ({ readonly kind: 'absent' } & Words);
