import type { ChatFlow, Delivery, Health } from '../../../api/admin/contract';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { MessengerMark } from '../../parts/MessengerMark';
import { Pill } from '../../parts/Pill';
import { useRead } from '../data/useAsked';
import { usePages } from '../data/usePages';
import { CommandButtons } from '../deliveries/CommandButtons';
import { DeliveryTable } from '../deliveries/DeliveryTable';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { CopyId } from '../parts/CopyButton';
import { Page } from '../parts/Page';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';
import { Link } from '../route/Link';
import { Lanes } from './Lanes';

/** One conversation: whether it can be answered, what waits, and what went; never what was said, nor by whom. */
export function ChatPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const path = `chats/${encodeURIComponent(id)}`;
  const chat = useRead<ChatFlow>(`${path}/flow`, 5_000);
  const accountId = chat.data?.accountId;
  return (
    <Page
      title={t.chat.title}
      above={
        accountId === undefined ? undefined : (
          <Link to={{ page: 'account', id: String(accountId) }}>{t.account.title(String(accountId))}</Link>
        )
      }
    >
      <Shown asked={chat} rows={2}>
        {(flow) => (
          <>
            <Facts flow={flow} />
            <Lanes lanes={flow.lanes} />
            <Newest path={path} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function Facts({ flow }: { readonly flow: ChatFlow }) {
  const { t, language } = useWords();
  const { state, at } = flow.window;
  const windows = {
    open: t.chat.windows.open(told(at)),
    shut: t.chat.windows.shut(told(at)),
    none: t.chat.windows.none,
  };
  const command = flow.isPaused ? 'resume' : 'pause';

  function told(time: string | null): string {
    return time === null ? '' : moment(time, language);
  }

  return (
    <div className="card facts">
      <dl>
        <div>
          <dt>{t.chat.window}</dt>
          <dd>
            <Pill tone={state === 'open' ? 'good' : state === 'shut' ? 'warn' : 'calm'}>{windows[state]}</Pill>
          </dd>
        </div>
        <div>
          <dt>{t.chat.source}</dt>
          <dd className="source-name">
            <MessengerMark kind={flow.messenger} size={20} /> {flow.messenger}
          </dd>
        </div>
        <div>
          <dt>{t.chat.lastEvent}</dt>
          <dd>{flow.lastEventAt === null ? t.none : moment(flow.lastEventAt, language)}</dd>
        </div>
        {flow.heldBecause === null ? null : (
          <div>
            <dt>{t.chat.held}</dt>
            <dd>{flow.heldBecause}</dd>
          </div>
        )}
        <div>
          <dt>{t.message.idNames.chat}</dt>
          <dd>
            <CopyId id={flow.id} name={t.message.idNames.chat} />
          </dd>
        </div>
      </dl>
      <div className="facts-do">
        <CommandButtons
          commands={[{ name: command, path: `chats/${flow.id}/${command}`, why: 'optional' }]}
          about={t.chat.title}
        />
        <InTemporal flow={flow} />
      </div>
    </div>
  );
}

/** The conversation's workflow, where the api knows the UI's address. */
function InTemporal({ flow }: { readonly flow: ChatFlow }) {
  const { t } = useWords();
  const { data } = useRead<Health>('health?limit=1', null);
  const shown = data?.temporalUi ?? null;
  if (shown === null) return null;
  const workflow = encodeURIComponent(`chat:${flow.messenger}:${flow.id}`);
  return (
    <a className="text-link" href={`${shown}/workflows/${workflow}`} target="_blank" rel="noreferrer">
      {t.chat.temporal}
      <Icon name="out" size={15} />
      <span className="hidden">({t.newWindow})</span>
    </a>
  );
}

function Newest({ path }: { readonly path: string }) {
  const { t } = useWords();
  const deliveries = usePages<Delivery>(`${path}/deliveries`, 'deliveries', 5_000);
  return (
    <Section title={t.chat.newest}>
      <Shown asked={deliveries} rows={5}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="card empty">{t.chat.none}</p>
          ) : (
            <DeliveryTable deliveries={rows} withChat={false} />
          )
        }
      </Shown>
      {deliveries.more === null ? null : (
        <p className="more-row">
          <Button onClick={deliveries.more}>{t.more}</Button>
        </p>
      )}
    </Section>
  );
}
