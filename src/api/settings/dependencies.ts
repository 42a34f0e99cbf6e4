import type { Logger } from 'pino';
import type { CrmAccess } from '../../access/crm-access';
import type { HttpClient } from '../../http/client';
import type { KommoAddresses } from '../../kommo/crm/hosts';
import type { Database } from '../../ledger/database';
import type { Vault } from '../../ledger/vault';
import type { MediaStore } from '../../media/store';
import type { SettingsWorkflows } from './workflows';

export interface SettingsDependencies {
  readonly db: Database;
  readonly vault: Vault;
  /** Refuses addresses that may not be connected to. */
  readonly http: HttpClient;
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly crm: CrmAccess;
  readonly workflows: SettingsWorkflows;
  readonly kommo: KommoAddresses;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Origins beside Kommo's that may show the window and ask for a session; undefined in production: none. */
  readonly sandbox: SandboxOrigins | undefined;
  /** Where the built window is. */
  readonly windowDir: string;
  /** Whether this deployment can send e-mails. */
  readonly emailAvailable: boolean;
  /** Where files of imports go. */
  readonly store: MediaStore;
  /** Larger files of imports are not taken, bytes. */
  readonly importMaxBytes: number;
}

export interface SandboxOrigins {
  /** That of the sandbox's pages. */
  readonly origin: string;
}
