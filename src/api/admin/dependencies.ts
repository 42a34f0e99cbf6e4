import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { CrmAccess } from '../../access/crm-access';
import type { HttpClient } from '../../http/client';
import type { Database } from '../../ledger/database';
import type { Health } from '../../health/report';
import type { MediaStore } from '../../media/store';
import type { Vault } from '../../ledger/vault';
import type { ConversationSettings } from '../../wake/conversation-start';
import type { Security } from '../openapi/operation';
import type { SourceWorkflows } from '../sources/workflows';

export interface AdminDependencies {
  /** The deployment's first key. */
  readonly adminKey: string;
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly clock: { now(): number };
  /** Kommo's CRM, with tokens that are good. */
  readonly crm: CrmAccess;
  readonly client: Client;
  readonly settings: ConversationSettings;
  /** Hosts beside Kommo's own that may be given the client secret. */
  readonly testHosts: readonly string[];
  readonly workflows: SourceWorkflows;
  /** Where Kommo and the messengers reach this Courier. */
  readonly publicUrl: string;
  /** Where Temporal's UI shows the namespace; null: nobody has told. */
  readonly temporalUi: string | null;
  readonly health: Health;
  /** Where files of imports go. */
  readonly store: MediaStore;
  /** Larger files of imports are not taken, bytes. */
  readonly importMaxBytes: number;
  readonly log: Logger;
}

/** What the operations of one resource are made from. */
export interface AdminParts extends AdminDependencies {
  /** A key as a bearer. */
  readonly security: Security;
}
