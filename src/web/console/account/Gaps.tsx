import type { Gap, Statement } from '../../../api/admin/contract';
import { Callout } from '../../parts/Callout';
import { Completeness } from '../accounts/Completeness';
import { useRead } from '../data/useAsked';
import { CommandButtons } from '../deliveries/CommandButtons';
import { decisionsAbout } from '../deliveries/commands';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';
import { Cell, RowName, Table } from '../parts/Table';
import { Link } from '../route/Link';
import { message } from '../route/route';

/** Whether any message is missing on one side, and what becomes of those that were. */
export function Gaps({ accountId }: { readonly accountId: number }) {
  const { t } = useWords();
  const statement = useRead<Statement>(`accounts/${accountId}/reconciliation?limit=200`);
  return (
    <Section title={t.account.gaps}>
      <Shown asked={statement} rows={1}>
        {(data) => (
          <>
            <p>
              <Completeness gaps={data.gaps} checkedAt={data.checkedAt} />
            </p>
            {data.asks === 0 ? null : (
              <Callout
                tone="warn"
                icon="history"
                title={t.gaps.asks(data.asks)}
                actions={<CommandButtons commands={decisionsAbout(accountId, 'all')} about={t.account.gaps} />}
              >
                <p>{t.gaps.asksText}</p>
              </Callout>
            )}
            {data.messages.length === 0 ? null : <Missing messages={data.messages} />}
            {data.toldOnly.length === 0 ? null : <ToldOnly messages={data.toldOnly} />}
            <Unseen statement={data} />
          </>
        )}
      </Shown>
    </Section>
  );
}

function Missing({ messages }: { readonly messages: readonly Gap[] }) {
  const { t, language } = useWords();
  const { columns, caption, becomes, missingIn } = t.gaps;
  return (
    <Table caption={caption} columns={[columns.message, columns.found, columns.becomes]}>
      {messages.map((each) => (
        <tr key={each.deliveryId} role="row">
          <RowName name={columns.message}>
            <Link to={message(each.deliveryId)}>{moment(each.writtenAt, language)}</Link>
            <span className="quiet">{missingIn[each.lane]}</span>
          </RowName>
          <Cell name={columns.found}>
            <time dateTime={each.foundAt}>{moment(each.foundAt, language)}</time>
          </Cell>
          <Cell name={columns.becomes}>
            {becomes[each.becomes]}
            {each.text === null ? null : <span className="quiet">{each.text}</span>}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

/** What Kommo's webhooks of the account tell of, and nothing else: there is nothing that could be sent. */
function ToldOnly({ messages }: { readonly messages: Statement['toldOnly'] }) {
  const { t, language } = useWords();
  const { columns, toldOnly } = t.gaps;
  return (
    <Table caption={toldOnly.caption} columns={[columns.message, columns.found, columns.becomes]}>
      {messages.map(({ kommoId, kommoChatId, writtenAt, foundAt }) => (
        <tr key={kommoId} role="row">
          <RowName name={columns.message}>
            <time dateTime={writtenAt}>{moment(writtenAt, language)}</time>
            <span className="quiet">{toldOnly.chat(kommoChatId)}</span>
          </RowName>
          <Cell name={columns.found}>
            <time dateTime={foundAt}>{moment(foundAt, language)}</time>
          </Cell>
          <Cell name={columns.becomes}>
            {toldOnly.becomes}
            <span className="quiet">{kommoId}</span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Unseen({ statement: { outages, unseen } }: { readonly statement: Statement }) {
  const { t, language } = useWords();
  return (
    <details className="unseen">
      <summary>{t.gaps.unseen}</summary>
      <ul>
        {unseen.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {outages.length === 0 ? null : (
        <>
          <h3>{t.gaps.outages}</h3>
          <ul>
            {outages.map(({ beganAt, endedAt }) => (
              <li key={beganAt}>{t.gaps.outage(moment(beganAt, language), moment(endedAt, language))}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
