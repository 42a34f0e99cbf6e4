import { useEffect, useState } from 'react';
import { useScene } from './context';
import type { Integration } from './crmControl';
import { wordsAt } from './host/archive';
import type { CrmTexts } from './texts';
import { WidgetModal } from './WidgetModal';

/** Settings → Integrations. */
export function Integrations() {
  const { t, platform, site, host } = useScene();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = platform.integrations.find(({ clientId }) => clientId === openId);
  // Entering the area starts what is installed.
  useEffect(() => {
    for (const integration of platform.integrations) {
      if (hasSettings(integration) && integration.installedIn.includes(site.accountId)) void startQuietly(integration);
    }
    async function startQuietly(integration: Integration): Promise<void> {
      await host.run(integration).catch(console.error);
    }
  }, [host]);
  return (
    <section className="crm-page" aria-labelledby="integrations">
      <h2 id="integrations">{t.integrations}</h2>
      {platform.integrations.length === 0 ? <p>{t.noIntegrations}</p> : null}
      <ul className="crm-cards">
        {platform.integrations.map((integration) => (
          <li key={integration.clientId} className="crm-card" data-testid="integration">
            <Card integration={integration} open={() => setOpenId(integration.clientId)} />
          </li>
        ))}
      </ul>
      {open ? <WidgetModal key={open.clientId} integration={open} close={() => setOpenId(null)} /> : null}
    </section>
  );
}

function Card({ integration, open }: { readonly integration: Integration; readonly open: () => void }) {
  const { t, site, host } = useScene();
  const { name, archive, widget } = integration;
  const installed = integration.installedIn.includes(site.accountId);
  const words = useShortDescription(integration);
  return (
    <>
      {archive ? (
        <img src={`/widgets/${widget?.code ?? ''}/images/logo_main.png`} alt="" />
      ) : (
        <div className="crm-no-logo" />
      )}
      <div className="crm-card-head">
        <h3>{name}</h3>
        <p className="crm-state" data-state={installed ? 'installed' : 'not-installed'}>
          {stateText(t, installed, host.isBroken(integration))}
        </p>
      </div>
      {words === '' ? null : <p className="crm-card-words">{words}</p>}
      {archive ? (
        <button type="button" className="button" onClick={open}>
          {t.open(name)}
        </button>
      ) : (
        <p className="crm-hint">{t.noArchive}</p>
      )}
    </>
  );
}

/** In the user's language; empty until it is read, and where there is no archive. */
function useShortDescription({ archive, widget }: Integration): string {
  const { host } = useScene();
  const [words, setWords] = useState('');
  const code = archive === null ? undefined : widget?.code;
  useEffect(() => {
    if (code === undefined) return;
    host.archive(code).then(
      ({ manifest, texts }) => setWords(wordsAt(texts, manifest.widget.short_description)),
      // What cannot be read says so when it is opened.
      () => setWords(''),
    );
  }, [host, code]);
  return words;
}

function stateText(t: CrmTexts, installed: boolean, broken: boolean): string {
  if (broken) return t.broken;
  return installed ? t.installed : t.notInstalled;
}

function hasSettings({ archive, widget }: Integration): boolean {
  return archive !== null && (widget?.locations.includes('settings') ?? false);
}
