import type { Source } from '../../../api/admin/contract';
import { MessengerMark } from '../../parts/MessengerMark';
import { Pill, type Tone } from '../../parts/Pill';
import { usePages } from '../data/usePages';
import { CommandButtons } from '../deliveries/CommandButtons';
import type { CommandToGive } from '../deliveries/commands';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';
import { Cell, RowName, Table } from '../parts/Table';

const TONES: Readonly<Record<Source['state'], Tone>> = {
  ok: 'good',
  connecting: 'busy',
  broken: 'bad',
  held: 'warn',
  removed: 'calm',
};

/** The bots, numbers and pages of an account and how they are. */
export function Sources({ accountId }: { readonly accountId: number }) {
  const { t } = useWords();
  const { columns, caption } = t.source;
  const sources = usePages<Source>(`sources?account=${accountId}`, 'sources');
  return (
    <Section title={t.account.sources}>
      <Shown asked={sources} rows={2}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="card empty">{t.account.noSources}</p>
          ) : (
            <Table caption={caption} columns={[columns.source, columns.state, columns.last, t.deliveries.columns.do]}>
              {rows.map((source) => (
                <Row key={source.id} source={source} />
              ))}
            </Table>
          )
        }
      </Shown>
    </Section>
  );
}

function Row({ source }: { readonly source: Source }) {
  const { t, language } = useWords();
  const { columns, states, since } = t.source;
  const why = source.fault?.text ?? source.held?.because ?? null;
  const from = source.fault?.since ?? null;
  return (
    <tr role="row">
      <RowName name={columns.source}>
        <span className="source-name">
          <MessengerMark kind={source.messenger} size={26} />
          <span>
            {source.name}
            <span className="quiet source-address">{source.address ?? source.messenger}</span>
          </span>
        </span>
      </RowName>
      <Cell name={columns.state}>
        <Pill tone={TONES[source.state]}>{states[source.state]}</Pill>
        {why === null ? null : <span className="why">{why}</span>}
        {from === null ? null : <span className="quiet">{since(moment(from, language))}</span>}
      </Cell>
      <Cell name={columns.last}>
        {source.lastMessageAt === null ? (
          <span className="quiet">{t.source.noMessage}</span>
        ) : (
          <time dateTime={source.lastMessageAt}>{moment(source.lastMessageAt, language)}</time>
        )}
      </Cell>
      <Cell name={t.deliveries.columns.do}>
        <CommandButtons commands={commandsFor(source)} about={source.name} />
      </Cell>
    </tr>
  );
}

function commandsFor({ id, state, held }: Source): readonly CommandToGive[] {
  if (state === 'removed') return [];
  const name = held === null ? 'pause' : 'resume';
  return [{ name, path: `sources/${id}/${name}`, why: 'optional' }];
}
