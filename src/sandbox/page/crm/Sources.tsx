import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { useScene } from './context';
import { crmControl, type Integration, type Source } from './crmControl';
import { hrefOf } from './place';
import { useFormerFocus } from './useFormerFocus';
import { WidgetModal, type SourceContext } from './WidgetModal';

interface Opened {
  readonly integration: Integration;
  readonly source?: SourceContext;
  /** It becomes a source as soon as it is installed. */
  readonly adds: boolean;
}

/** Digital Pipeline → sources (kommo-platform.md §11.5). */
export function Sources({ pipelineId }: { readonly pipelineId: number }) {
  const { t, platform, site, host, notices } = useScene();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [choosing, setChoosing] = useState(false);
  const offered = platform.integrations.filter(isOffered);
  const pipeline = site.pipelines.find(({ id }) => id === pipelineId);
  const installed = ({ installedIn }: Integration): boolean => installedIn.includes(site.accountId);
  useEffect(() => {
    for (const integration of platform.integrations.filter(isOffered).filter(installed)) {
      host.run(integration).catch(console.error);
    }
  }, [host]);

  async function addAsSource(integration: Integration): Promise<void> {
    const widget = await host.run(integration);
    if ((await widget.call('onAddAsSource', pipelineId)) !== true) return;
    await crmControl.keep(widget.setting.acting, { pipelineId });
    await host.refresh();
    notices.add('message', integration.name, t.added);
  }

  function choose(integration: Integration): void {
    setChoosing(false);
    if (installed(integration)) void addAsSource(integration);
    else setOpened({ integration, adds: true });
  }

  const shown = platform.integrations.find(({ clientId }) => clientId === opened?.integration.clientId);
  return (
    <section className="crm-page" aria-labelledby="sources">
      <div className="crm-head">
        <h2 id="sources">{t.sourcesOf(pipeline?.name ?? '')}</h2>
        <Select
          label={t.pipeline}
          value={String(pipelineId)}
          options={site.pipelines.map(
            ({ id, name, isArchive }) => [String(id), isArchive ? `${name} (${t.archived})` : name] as const,
          )}
          choose={(id) => window.location.assign(hrefOf(site.subdomain, { name: 'sources', pipelineId: Number(id) }))}
        />
      </div>
      <Tiles
        pipelineId={pipelineId}
        open={(integration, source) =>
          setOpened({ integration, adds: false, source: { source_id: source.id, external_id: source.externalId } })
        }
      />
      <button type="button" className="button button-primary" onClick={() => setChoosing(true)}>
        <Icon name="plus" size={16} />
        {t.addSource}
      </button>
      {choosing ? <Choice offered={offered} choose={choose} close={() => setChoosing(false)} /> : null}
      {opened && shown ? (
        <WidgetModal
          key={shown.clientId}
          integration={shown}
          source={opened.source}
          {...(opened.adds ? { installed: () => addAsSource(shown) } : {})}
          close={() => setOpened(null)}
        />
      ) : null}
    </section>
  );
}

function isOffered({ archive, widget }: Integration): boolean {
  return archive !== null && (widget?.locations.includes('lead_sources') ?? false);
}

interface TilesProps {
  readonly pipelineId: number;
  readonly open: (integration: Integration, source: Source) => void;
}

function Tiles({ pipelineId, open }: TilesProps) {
  const { t, platform, site } = useScene();
  const sources = site.sources.filter((source) => source.pipelineId === pipelineId);
  if (sources.length === 0) return <p className="crm-hint">{t.noSources}</p>;
  return (
    <ul className="crm-tiles">
      {sources.map((source) => {
        const integration = platform.integrations.find(({ clientId }) => clientId === source.clientId);
        const hasWidget = integration !== undefined && isOffered(integration);
        return (
          <li key={source.id}>
            <button
              type="button"
              className="crm-tile"
              data-testid="source-tile"
              disabled={!hasWidget}
              onClick={() => integration && open(integration, source)}
            >
              {hasWidget ? <img src={`/widgets/${integration.widget?.code ?? ''}/images/logo_min.png`} alt="" /> : null}
              <span>
                <strong>{source.name}</strong>
                <span>
                  {integration?.name}
                  {source.isDefault ? ` · ${t.defaultSource}` : ''}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface ChoiceProps {
  readonly offered: readonly Integration[];
  readonly choose: (integration: Integration) => void;
  readonly close: () => void;
}

function Choice({ offered, choose, close }: ChoiceProps) {
  const { t } = useScene();
  const { t: common } = useLanguage();
  const refocus = useFormerFocus();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="crm-modal-ground" />
        <Dialog.Content
          className="modal crm-choice"
          aria-describedby={undefined}
          onCloseAutoFocus={refocus}
          data-testid="source-choice"
        >
          <header className="crm-modal-head">
            <Dialog.Title>{t.chooseSource}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={common.close} title={common.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          {offered.length === 0 ? <p>{t.noOffer}</p> : null}
          <ul className="crm-tiles">
            {offered.map((integration) => (
              <li key={integration.clientId}>
                <button type="button" className="crm-tile" onClick={() => choose(integration)}>
                  <img src={`/widgets/${integration.widget?.code ?? ''}/images/logo_min.png`} alt="" />
                  <strong>{integration.name}</strong>
                </button>
              </li>
            ))}
          </ul>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
