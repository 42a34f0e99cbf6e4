import { useEffect, useState } from 'react';
import { useScene } from './context';
import { wordsAt } from './host/archive';

/** A widget's own page in the settings: it draws into `#work-area-{code}` (kommo-platform.md §11.4). */
export function Advanced({ code }: { readonly code: string }) {
  const { t, platform, site, host } = useScene();
  const integration = platform.integrations.find(({ widget }) => widget?.code === code);
  const there = integration?.archive && integration.installedIn.includes(site.accountId) ? integration : undefined;
  const [title, setTitle] = useState('');
  const [failed, setFailed] = useState(false);
  const clientId = there?.clientId;
  useEffect(() => {
    if (!there) return;
    const open = async (): Promise<void> => {
      const { manifest, texts } = await host.archive(code);
      setTitle(manifest.advanced ? wordsAt(texts, manifest.advanced.title) : '');
      await (await host.run(there)).call('advancedSettings');
    };
    open().catch((error: unknown) => {
      console.error(error);
      setFailed(true);
    });
  }, [host, clientId]);
  if (!there) return <p className="crm-page crm-hint">{t.noWidget}</p>;
  return (
    <section className="crm-page" aria-labelledby="advanced">
      <h2 id="advanced">{title === '' ? t.advanced : title}</h2>
      {failed ? <p className="crm-trouble">{t.notLoaded}</p> : null}
      <div id={`work-area-${code}`} className="crm-work-area" />
    </section>
  );
}
