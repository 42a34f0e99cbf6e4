import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database';
import { forgetUptimes, noteOutages, noteUptimes } from '../ledger/uptimes';

/** Three of them fit into the time after which nobody is believed to be there: see `noteOutages`. */
const BEAT_MS = 2_000;
/** Kommo waits five seconds (kommo-chat-api.md §11.1): a process that stood still for longer has let webhooks down. */
const STOOD_STILL_MS = 5_000 + BEAT_MS;
const FORGET_EVERY_MS = 60 * 60_000;

export interface Attendance {
  /** From now on webhooks are accepted. */
  begin(): void;
  /** A webhook that nobody sends again was refused, though we were there. */
  missed(): void;
  /** From now on nothing is accepted. Resolves when that is written down, or cannot be. */
  stop(): Promise<void>;
}

interface Stretch {
  readonly id: string;
  readonly begunAt: number;
  seenAt: number;
}

/**
 * Writes down every few seconds that this process can accept webhooks, so that its absence tells when nobody could. While the
 * database is away it remembers: the spool accepts then.
 */
export function createAttendance({ db, log }: { readonly db: Database; readonly log: Logger }): Attendance {
  let present: Stretch | undefined;
  let past: Stretch[] = [];
  let hasMissed = false;
  let saving: Promise<void> | undefined;
  let failing = false;
  let forgotAt = performance.now();

  const look = (): void => {
    const now = performance.now();
    if (present !== undefined && (hasMissed || now - present.seenAt > STOOD_STILL_MS)) {
      past.push(present);
      present = undefined;
    }
    if (hasMissed) hasMissed = false;
    else if (present === undefined) present = begin();
    else present.seenAt = now;
  };

  const write = async (): Promise<void> => {
    const now = performance.now();
    const told = [...past, ...(present === undefined ? [] : [present])];
    const ago = told.map(({ id, begunAt, seenAt }) => ({ id, beganAgo: now - begunAt, seenAgo: now - seenAt }));
    await noteUptimes(db, ago);
    past = past.filter((each) => !told.includes(each));
    const outages = await noteOutages(db);
    if (outages > 0) log.warn({ outages }, 'No api process could accept for a while; histories are compared');
    if (now - forgotAt > FORGET_EVERY_MS) {
      forgotAt = now;
      await forgetUptimes(db);
    }
  };

  const save = (): Promise<void> => {
    saving ??= write()
      .then(
        () => {
          failing = false;
        },
        (err: unknown) => {
          if (!failing)
            log.warn({ err }, 'It cannot be written down that webhooks are accepted; it is caught up later');
          failing = true;
        },
      )
      .finally(() => {
        saving = undefined;
      });
    return saving;
  };

  const beat = (): void => {
    look();
    void save();
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      beat();
      timer ??= setInterval(beat, BEAT_MS);
    },
    missed: () => {
      hasMissed = true;
    },
    stop: async () => {
      clearInterval(timer);
      look();
      await saving;
      await save();
    },
  };
}

function begin(): Stretch {
  const now = performance.now();
  return { id: randomUUID(), begunAt: now, seenAt: now };
}
