import type { Account, AccountHealth } from '../../../api/admin/contract';
import { type Pages, usePages } from '../data/usePages';

export interface AccountRow {
  readonly account: Account;
  readonly health: AccountHealth;
}

const WELL = {
  stuck: 0,
  unknown: 0,
  brokenSources: 0,
  needAuthorisation: 0,
  endingTokens: 0,
  gaps: 0,
  gapsCheckedAt: null,
};

/** Accounts and what each needs somebody for: two lists of the api, both by the account's number. */
export function useAccounts(): Pages<AccountRow> {
  const accounts = usePages<Account>('accounts', 'accounts');
  const health = usePages<AccountHealth>('health', 'accounts');
  const byId = new Map(health.data?.map((each) => [each.accountId, each]));
  const isThere = accounts.data !== null && health.data !== null;
  const more = accounts.more;
  return {
    data: isThere
      ? accounts.data.map((account) => ({
          account,
          health: byId.get(account.id) ?? { accountId: account.id, ...WELL },
        }))
      : null,
    fault: accounts.fault ?? health.fault,
    again: () => {
      accounts.again();
      health.again();
    },
    more:
      more === null
        ? null
        : () => {
            more();
            health.more?.();
          },
  };
}
