import { Tabs } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import type { Overview, SourceCard } from '../../api/settings/contract';
import { Icon, type IconName } from '../parts/Icon';
import { Mark } from '../parts/Mark';
import { AlertsPage } from './alerts/AlertsPage';
import { ChangesPage } from './changes/ChangesPage';
import { usePolled } from './data/usePolled';
import { ImportsPage } from './imports/ImportsPage';
import { useFocusOnChange } from './lib/focus';
import { useWords } from './lib/language';
import { OverviewPage } from './overview/OverviewPage';
import { PeoplePage } from './people/PeoplePage';
import { useMe, useSession } from './session/context';
import { Banners } from './states/Banners';
import { LoadingOrFailed } from './states/LoadingOrFailed';
import { WithoutRights } from './states/WithoutRights';
import { TemplatesPage } from './templates/TemplatesPage';
import { AddSource } from './wizard/AddSource';

const TABS = ['sources', 'templates', 'imports', 'people', 'alerts', 'changes'] as const;
type Tab = (typeof TABS)[number];
const ICONS: Readonly<Record<Tab, IconName>> = {
  sources: 'sources',
  templates: 'template',
  imports: 'archive',
  people: 'people',
  alerts: 'bell',
  changes: 'history',
};

const EVERY_MS = 5_000;
/** Steps are watched closer. */
const EVERY_MS_WHILE_MOVING = 2_000;

export function SettingsWindow() {
  return useMe().may === 'nothing' ? <WithoutRights /> : <Inside />;
}

function Inside() {
  const { client, open } = useSession();
  const mayChange = useMe().may === 'change';
  const [adding, setAdding] = useState(open.page === 'add-source' && mayChange);
  const [pause, setPause] = useState(EVERY_MS);
  const overview = usePolled<Overview>('overview', pause);
  const { data, reload } = overview;
  const main = useFocusOnChange<HTMLDivElement>(adding ? 'wizard' : 'window');

  const moving = data !== null && isMoving(data);
  useEffect(() => setPause(moving ? EVERY_MS_WHILE_MOVING : EVERY_MS), [moving]);
  const broken = data?.headline.kind === 'authorise' || data?.headline.kind === 'source-broken';
  useEffect(() => client.widget.tell({ courier: 'state', state: broken ? 'error' : 'ok' }), [client, broken]);

  function leaveWizard(): void {
    setAdding(false);
    reload();
    // Kommo's dialog was opened for this alone.
    if (open.page === 'add-source') client.widget.tell({ courier: 'close' });
  }

  const banners = <Banners polled={overview} tryNow={reload} />;
  if (adding) {
    return (
      <div className="window">
        <main className="page">
          {banners}
          <AddSource leave={leaveWizard} added={reload} />
        </main>
      </div>
    );
  }
  return (
    <div className="window" ref={main} tabIndex={-1}>
      <TabbedPages
        banners={banners}
        sources={data?.sources ?? null}
        overview={
          data === null ? (
            <LoadingOrFailed polled={overview} tryNow={reload} />
          ) : (
            <OverviewPage overview={data} reload={reload} update={overview.update} addSource={() => setAdding(true)} />
          )
        }
      />
    </div>
  );
}

function isMoving({ installation, sources }: Overview): boolean {
  return (
    installation.state !== 'ready' ||
    sources.some(({ state }) => state.kind === 'connecting' || state.kind === 'removing')
  );
}

interface TabbedPagesProps {
  readonly banners: ReactNode;
  readonly sources: readonly SourceCard[] | null;
  readonly overview: ReactNode;
}

function TabbedPages({ banners, sources, overview }: TabbedPagesProps) {
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>('sources');
  /** Radix puts the focus on a pressed tab by script, which browsers take for the keyboard's. */
  const [pressed, setPressed] = useState(false);
  const [visited, setVisited] = useState<ReadonlySet<Tab>>(new Set(['sources']));

  function show(value: string): void {
    const next = TABS.find((name) => name === value);
    if (next === undefined) return;
    setTab(next);
    setVisited((before) => new Set(before).add(next));
  }

  return (
    <Tabs.Root value={tab} onValueChange={show}>
      <header className="bar">
        <Mark size={28} />
        <h1 className="hidden">{t.title}</h1>
        <Tabs.List
          className="tabs"
          aria-label={t.tabs.label}
          data-pressed={pressed || undefined}
          onPointerDown={() => setPressed(true)}
          onKeyDown={() => setPressed(false)}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setPressed(false);
          }}
        >
          {TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} className="tab">
              <Icon name={ICONS[name]} size={17} />
              {t.tabs[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </header>
      <main className="page">
        {banners}
        <Tabs.Content value="sources" className="tab-page" tabIndex={-1}>
          {overview}
        </Tabs.Content>
        <Tabs.Content value="templates" className="tab-page" tabIndex={-1}>
          <TemplatesPage />
        </Tabs.Content>
        {/* Once visited they stay, so that what was changed and not saved yet is there again, and what is uploaded goes on. */}
        <Tabs.Content value="imports" className="tab-page" tabIndex={-1} forceMount>
          {visited.has('imports') ? <ImportsPage sources={sources} isSeen={tab === 'imports'} /> : null}
        </Tabs.Content>
        <Tabs.Content value="people" className="tab-page" tabIndex={-1} forceMount>
          {visited.has('people') ? <PeoplePage /> : null}
        </Tabs.Content>
        <Tabs.Content value="alerts" className="tab-page" tabIndex={-1} forceMount>
          {visited.has('alerts') ? <AlertsPage /> : null}
        </Tabs.Content>
        <Tabs.Content value="changes" className="tab-page" tabIndex={-1}>
          <ChangesPage />
        </Tabs.Content>
      </main>
    </Tabs.Root>
  );
}
