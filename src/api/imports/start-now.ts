import type { Logger } from 'pino';
import type { ImportRow } from '../../ledger/imports';

export interface Starting {
  /** @throws where the engine is away */
  readonly startImport: (row: ImportRow) => Promise<void>;
  readonly log: Logger;
}

/** Has the engine begin with it. It is durable already: where that cannot be now, whoever says anything to it starts it, too. */
export async function startNow({ startImport, log }: Starting, row: ImportRow): Promise<void> {
  await startImport(row).catch((err: unknown) => {
    log.warn({ err, importId: row.id }, 'An import could not be started; the next word to it does');
  });
}
