import type { Client } from '@temporalio/client';
import type { OAuthDependencies } from '../../access/oauth-access';
import type { ConversationSettings } from '../../wake/conversation-start';
import type { CrmApi } from '../../kommo/crm/types';
import type { Grant } from '../../ledger/grants';
import type { Mailer } from '../../mail/mailer';
import type { Dependencies } from '../dependencies';

/** What activities of installations, accounts and sources need beside those of deliveries. */
export interface AccountDependencies extends Dependencies {
  /** With the tokens of this very grant, for the one who renews them. */
  readonly crmWith: (grant: Grant) => CrmApi;
  /** Makes the addresses of the account's webhooks: see `crmHookUrl`. */
  readonly hookKeys: readonly Buffer[];
  readonly oauth: OAuthDependencies;
  readonly temporal: Client;
  readonly settings: ConversationSettings;
  /** undefined: this deployment sends no e-mails. */
  readonly mail: Mailer | undefined;
}
