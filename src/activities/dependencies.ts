import type { Logger } from 'pino';
import type { HttpClient } from '../http/client';
import type { Database } from '../ledger/database';
import type { Vault } from '../ledger/vault';
import type { Clock } from '../messengers/contract';
import type { PassingTemplates } from './passing-templates';
import type { Files } from './files';

/** What activities need; made once per worker process. */
export interface Dependencies {
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly files: Files;
  readonly templates: PassingTemplates;
  readonly clock: Clock;
  readonly log: Logger;
}
