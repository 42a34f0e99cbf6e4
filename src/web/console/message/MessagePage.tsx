import type { Receipt, ToldTrace } from '../../../api/admin/contract';
import { headingOf, tellIn } from '../../../trace/words';
import { toneOfOutcome } from '../../../trace/tone';
import { Pill, type Tone } from '../../parts/Pill';
import type { Theme } from '../../parts/useChosenTheme';
import { useAsked, useRead } from '../data/useAsked';
import { CommandButtons } from '../deliveries/CommandButtons';
import { commandsFor } from '../deliveries/commands';
import { stateOf } from '../deliveries/deliveryState';
import { useWords } from '../lib/language';
import { Page } from '../parts/Page';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';
import { Link } from '../route/Link';
import { Ids } from './Ids';
import { NoSuchMessage } from './NoSuchMessage';
import { Several } from './Several';
import { Share } from './Share';
import { TracePicture } from './TracePicture';
import { TraceTable } from './TraceTable';

/** A message that is under way changes from second to second. */
const EVERY_MS = 4_000;

interface MessagePageProps {
  readonly id: string;
  readonly source: string | null;
  readonly theme: Theme;
}

/** The whole path of one message, found by any of its ids. */
export function MessagePage({ id, source, theme }: MessagePageProps) {
  const { t, language } = useWords();
  const of = source === null ? '' : `source=${encodeURIComponent(source)}&`;
  const path = `messages/${encodeURIComponent(id)}/trace?${of}lang=${language}`;
  const asked = useAsked<ToldTrace>(path, (client) => client.get<ToldTrace>(path), EVERY_MS);
  const problem = asked.fault?.kind === 'refused' ? asked.fault.problem : null;
  if (asked.data === null && problem?.status === 404) return <NoSuchMessage id={id} source={source} />;
  if (asked.data === null && problem?.status === 409) return <Several candidates={problem.candidates} />;
  if (asked.data === null) {
    return (
      <Page title={t.message.title}>
        <Shown asked={asked} rows={6}>
          {() => null}
        </Shown>
      </Page>
    );
  }
  return <Told trace={asked.data} path={path} theme={theme} />;
}

interface ToldProps {
  readonly trace: ToldTrace;
  readonly path: string;
  readonly theme: Theme;
}

function Told({ trace, path, theme }: ToldProps) {
  const { t, language } = useWords();
  const telling = tellIn(language, trace);
  return (
    <Page
      title={headingOf(telling, trace)}
      above={
        <>
          <Link to={{ page: 'account', id: String(trace.accountId) }}>{t.account.title(String(trace.accountId))}</Link>
          {' › '}
          <Link to={{ page: 'chat', id: trace.chatId }}>{t.message.idNames.chat}</Link>
        </>
      }
      beside={
        <Pill tone={toneOfTrace(trace)}>
          {trace.outcome === null ? t.message.underWay : telling.texts.outcome(trace.outcome)}
        </Pill>
      }
    >
      <Commands id={trace.deliveryId} />
      <Share trace={trace} path={path} theme={theme} />
      <div className="message">
        <div className="message-side">
          <Section title={t.message.picture}>
            <TracePicture trace={trace} path={path} theme={theme} />
          </Section>
          <Section title={t.message.ids}>
            <Ids trace={trace} messenger={telling.place('messenger')} />
          </Section>
        </div>
        <Section title={t.message.table}>
          <TraceTable trace={trace} />
        </Section>
      </div>
    </Page>
  );
}

/** What can be done about it, where it waits or is in doubt; the trace alone does not tell. */
function Commands({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { data } = useRead<Receipt>(`deliveries/${id}`);
  const commands = data === null ? [] : commandsFor(data);
  if (data === null || commands.length === 0) return null;
  return (
    <div className="card message-commands" data-tone={stateOf(data, t).tone}>
      <p>
        <strong>{stateOf(data, t).text}</strong>
        {data.heldBecause ?? data.lastText ?? data.outcomeText}
      </p>
      <CommandButtons commands={commands} about={t.message.title} />
    </div>
  );
}

function toneOfTrace({ outcome }: ToldTrace): Tone {
  const tone = toneOfOutcome(outcome);
  return tone === 'plain' ? (outcome === null ? 'busy' : 'calm') : tone;
}
