import type { Account, AccountHealth, Health } from '../../../api/admin/contract';
import { Pill } from '../../parts/Pill';
import { headlineOf } from '../accounts/headline';
import { useAsked, useRead } from '../data/useAsked';
import { useWords } from '../lib/language';
import { Page } from '../parts/Page';
import { Shown } from '../parts/Shown';
import { Link } from '../route/Link';
import { Deliveries } from './Deliveries';
import { Gaps } from './Gaps';
import { Imports } from './Imports';
import { Sources } from './Sources';

/** One account: what is wrong and what can be done about it, from the most urgent on. */
export function AccountPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const account = useRead<Account>(`accounts/${encodeURIComponent(id)}`);
  const name = account.data?.subdomain ?? id;
  const there = account.data;
  return (
    <Page title={t.account.title(name)} above={<Link to={{ page: 'accounts' }}>{t.accounts.title}</Link>}>
      <Shown asked={account} rows={1}>
        {(data) => <Summary account={data} />}
      </Shown>
      {there === null ? null : (
        <>
          <Deliveries accountId={there.id} />
          <Gaps accountId={there.id} />
          <Sources accountId={there.id} />
          <Imports accountId={there.id} />
        </>
      )}
    </Page>
  );
}

function Summary({ account }: { readonly account: Account }) {
  const { t, language } = useWords();
  const { data: health } = useHealthOf(account.id);
  if (health === null) return null;
  const { tone, text } = headlineOf(account, health, t, language);
  return (
    <div className="summary">
      <Pill tone={tone}>{text}</Pill>
      <span className="quiet">
        {t.account.id} {account.id}
        {account.host === null ? '' : ` · ${account.host}`}
      </span>
    </div>
  );
}

/** A page of the list of one that begins right before it. */
function useHealthOf(id: number) {
  const after = id > 1 ? `&after=${id - 1}` : '';
  return useAsked<AccountHealth>(`health of ${id}`, async (client) => {
    const answer = await client.get<Health>(`health?limit=1${after}`);
    if (!answer.ok) return answer;
    const [found] = answer.value.accounts;
    return found?.accountId === id ? { ok: true, value: found } : { ok: false, fault: { kind: 'unreachable' } };
  });
}
