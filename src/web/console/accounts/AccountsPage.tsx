import { Button } from '../../parts/Button';
import { count } from '../../parts/locale';
import { Pill } from '../../parts/Pill';
import { useWords } from '../lib/language';
import { Page } from '../parts/Page';
import { Shown } from '../parts/Shown';
import { Cell, RowName, Table } from '../parts/Table';
import { Link } from '../route/Link';
import { Completeness } from './Completeness';
import { headlineOf } from './headline';
import { type AccountRow, useAccounts } from './useAccounts';

/** All accounts that the key opens, with what somebody should look at first. */
export function AccountsPage() {
  const { t } = useWords();
  const { columns, caption, empty, emptyText, title } = t.accounts;
  const accounts = useAccounts();
  return (
    <Page title={title}>
      <Shown asked={accounts} rows={6}>
        {(rows) =>
          rows.length === 0 ? (
            <div className="card empty">
              <h2>{empty}</h2>
              <p>{emptyText}</p>
            </div>
          ) : (
            <Table
              caption={caption}
              columns={[columns.account, columns.state, columns.complete, columns.stuck, columns.sources]}
            >
              {rows.map((row) => (
                <Row key={row.account.id} {...row} />
              ))}
            </Table>
          )
        }
      </Shown>
      {accounts.more === null ? null : (
        <p className="more-row">
          <Button onClick={accounts.more}>{t.more}</Button>
        </p>
      )}
    </Page>
  );
}

function Row({ account, health }: AccountRow) {
  const { t, language } = useWords();
  const { columns } = t.accounts;
  const { tone, text } = headlineOf(account, health, t, language);
  return (
    <tr role="row">
      <RowName name={columns.account}>
        <Link to={{ page: 'account', id: String(account.id) }}>{account.subdomain}</Link>
        <span className="quiet">{account.id}</span>
      </RowName>
      <Cell name={columns.state}>
        <Pill tone={tone}>{text}</Pill>
      </Cell>
      <Cell name={columns.complete}>
        <Completeness gaps={health.gaps} checkedAt={health.gapsCheckedAt} />
      </Cell>
      <Cell name={columns.stuck}>
        <span className={health.stuck > 0 ? 'number number-bad' : 'number'}>{count(health.stuck, language)}</span>
      </Cell>
      <Cell name={columns.sources}>
        <span className="number">{count(account.sources, language)}</span>
      </Cell>
    </tr>
  );
}
