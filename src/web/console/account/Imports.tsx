import type { Import } from '../../../api/admin/contract';
import type { ImportCommand } from '../../../model/import';
import { count } from '../../parts/locale';
import { Pill, type Tone } from '../../parts/Pill';
import { usePages } from '../data/usePages';
import { CommandButtons } from '../deliveries/CommandButtons';
import type { CommandToGive } from '../deliveries/commands';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';
import { Cell, RowName, Table } from '../parts/Table';

const TONES: Readonly<Record<Import['state'], Tone>> = {
  empty: 'calm',
  fetching: 'busy',
  uploaded: 'busy',
  surveyed: 'warn',
  taking: 'busy',
  sending: 'busy',
  comparing: 'busy',
  done: 'good',
  cancelled: 'calm',
  refused: 'bad',
};

/** Old conversations that were handed in, how far they are, and what people may say to it. */
export function Imports({ accountId }: { readonly accountId: number }) {
  const { t } = useWords();
  const { columns, caption } = t.imports;
  const path = `accounts/${accountId}/imports`;
  const imports = usePages<Import>(path, 'imports', 5_000);
  return (
    <Section title={t.account.imports}>
      <Shown asked={imports} rows={1}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="card empty">{t.account.noImports}</p>
          ) : (
            <Table caption={caption} columns={[columns.file, columns.state, columns.progress, t.deliveries.columns.do]}>
              {rows.map((each) => (
                <Row key={each.id} row={each} path={path} />
              ))}
            </Table>
          )
        }
      </Shown>
    </Section>
  );
}

interface RowProps {
  readonly row: Import;
  readonly path: string;
}

function Row({ row, path }: RowProps) {
  const { t, language } = useWords();
  const { columns, states, paused, failed, by, fromMessenger } = t.imports;
  const name = row.from === 'messenger' ? fromMessenger : row.fileName;
  return (
    <tr role="row">
      <RowName name={columns.file}>
        <span className="file-name">{name}</span>
        <span className="quiet">{by(row.createdBy, moment(row.createdAt, language))}</span>
      </RowName>
      <Cell name={columns.state}>
        <Pill tone={row.paused ? 'calm' : TONES[row.state]}>{row.paused ? paused : states[row.state]}</Pill>
        {row.trouble === null ? null : <span className="why">{row.trouble}</span>}
      </Cell>
      <Cell name={columns.progress}>
        <Progress row={row} />
        {row.counts.failed === 0 ? null : <span className="why">{failed(row.counts.failed)}</span>}
      </Cell>
      <Cell name={t.deliveries.columns.do}>
        <CommandButtons commands={commandsFor(row, path)} about={name} />
      </Cell>
    </tr>
  );
}

/** Of the messages that are read from the export, those that have an outcome. */
function Progress({ row }: { readonly row: Import }) {
  const { t, language } = useWords();
  if (row.fetched !== null) return <span>{t.imports.fetched(count(row.fetched, language))}</span>;
  const { told, sent, failed, unknown, ignored, known } = row.counts;
  const over = Math.min(told, sent + failed + unknown + ignored + known);
  const text = t.imports.progress(count(over, language), count(told, language));
  return (
    <span className="progress">
      <progress max={Math.max(1, told)} value={over} aria-label={text} />
      <span>{text}</span>
    </span>
  );
}

const UNDER_WAY = new Set<Import['state']>(['taking', 'sending', 'comparing']);
const OVER = new Set<Import['state']>(['done', 'cancelled', 'refused']);

function commandsFor({ id, state, paused, counts }: Import, path: string): readonly CommandToGive[] {
  const command = (name: CommandToGive['name'], said: ImportCommand, danger = false): CommandToGive => ({
    name,
    path: `${path}/${id}/${said}`,
    why: 'none',
    danger,
  });
  return [
    ...(UNDER_WAY.has(state) ? [paused ? command('importResume', 'resume') : command('importPause', 'pause')] : []),
    ...(counts.failed > 0 && state !== 'cancelled' ? [command('importRetry', 'retry')] : []),
    ...(OVER.has(state) ? [] : [command('importCancel', 'cancel', true)]),
  ];
}
