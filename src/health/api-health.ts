import type { Probe } from './probe';
import type { Health } from './report';

/** A round of the relay or the drain has a few statements, each with a time-out of seconds. */
const ROUND_WITHIN_MS = 2 * 60_000;

export interface ApiParts {
  readonly database: Pick<Probe, 'isAnswered'>;
  readonly spool: { readonly hasRoom: boolean };
  /** Milliseconds since the loop last came round; 0 where it has nothing to do. */
  readonly relay: { readonly sinceRoundMs: number };
  readonly drain: { readonly sinceRoundMs: number };
  readonly isEnding: () => boolean;
}

/** That the answer comes at all is the proof that the event loop turns. */
export function apiHealth({ database, spool, relay, drain, isEnding }: ApiParts): Health {
  return {
    // While the database is away nobody can say that a loop should have come round.
    dead: () =>
      database.isAnswered && !isEnding()
        ? [
            ...(relay.sinceRoundMs > ROUND_WITHIN_MS ? ['the relay stands still'] : []),
            ...(drain.sinceRoundMs > ROUND_WITHIN_MS ? ['the spool is not drained'] : []),
          ]
        : [],
    unready: () => [
      ...(isEnding() ? ['it is ending'] : []),
      ...(database.isAnswered || spool.hasRoom ? [] : ['neither Postgres nor the spool takes webhooks']),
    ],
  };
}
