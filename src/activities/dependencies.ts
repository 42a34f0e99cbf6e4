import type { Logger } from 'pino';
import type { HttpClient } from '../http/client';
import type { Database } from '../ledger/database';
import type { Vault } from '../ledger/vault';
import type { Clock } from '../messengers/contract';
import type { WriteFirst } from '../ledger/write-firsts';
import type { PassingTemplates } from './passing-templates';
import type { Files } from './files';

/** What activities need; made once per worker process. */
export interface Dependencies {
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly files: Files;
  readonly templates: PassingTemplates;
  /** Has somebody find whose a chat is that began with a phone number; returns when that is under way. */
  readonly startWriteFirst: (began: WriteFirst) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}
