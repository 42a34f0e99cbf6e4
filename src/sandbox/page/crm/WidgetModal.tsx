import $ from 'jquery';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { useScene } from './context';
import type { Integration } from './crmControl';
import { drawSettings } from './host/settings-body';
import { hrefOf } from './place';
import { useFormerFocus } from './useFormerFocus';
import { useWidgetChanges } from './useWidgetChanges';

/** The source whose tile was pressed. */
export interface SourceContext {
  readonly source_id: number;
  readonly external_id: string;
}

interface Props {
  readonly integration: Integration;
  readonly source?: SourceContext | undefined;
  /** Told once it is installed from here. */
  readonly installed?: (() => Promise<void>) | undefined;
  readonly close: () => void;
}

/** The window of an integration (kommo-platform.md §11.4). */
export function WidgetModal({ integration, source, installed, close }: Props) {
  const { t, site, user } = useScene();
  const { t: common } = useLanguage();
  const refocus = useFormerFocus();
  const isInstalled = integration.installedIn.includes(site.accountId);
  const code = integration.widget?.code ?? '';
  const { disable } = useWidgetChanges(integration);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="crm-modal-ground" />
        <Dialog.Content className={`modal ${code}`} aria-describedby={undefined} onCloseAutoFocus={refocus}>
          <header className="crm-modal-head">
            <img src={`/widgets/${code}/images/logo_small.png`} alt="" width="40" height="40" />
            <Dialog.Title>{integration.name}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={common.close} title={common.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <Body integration={integration} source={source} installed={installed} close={close} />
          <footer className="crm-modal-foot">
            {user.isAdmin ? null : <p>{t.onlyAdmins}</p>}
            {isInstalled && integration.widget?.locations.includes('advanced_settings') ? (
              <a href={hrefOf(site.subdomain, { name: 'advanced', code })}>{t.advanced}</a>
            ) : null}
            {isInstalled && user.isAdmin ? <Disable act={() => disable().then(close)} /> : null}
          </footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What the widget draws into: React leaves its inside alone. */
function Body({ integration, source, installed, close }: Props) {
  const { t, site, user, host, notices } = useScene();
  const body = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  const { save } = useWidgetChanges(integration);

  useEffect(() => {
    const element = body.current;
    if (!element) return;
    let gone = false;
    const open = async (): Promise<void> => {
      const widget = await host.run(integration);
      if (gone) return;
      const { setting } = widget;
      const kind = setting.status() === 'install' ? 'install' : 'save';
      const press = async (): Promise<void> => {
        const missing = form.missing();
        if (missing !== undefined) notices.add('error', '', t.missing(missing));
        else if (!(await save(widget, form.fields(), kind))) return;
        else if (kind === 'save') close();
        else {
          await installed?.();
          setRound((before) => before + 1);
        }
      };
      const form = drawSettings(element, {
        archive: setting.archive,
        site,
        settings: setting.here().settings,
        t,
        button: { kind, disabled: !user.isAdmin, press: () => void press() },
        refusePress: () => notices.add('error', '', t.virtualClick),
      });
      await widget.call('settings', $(element), ...(source ? [source] : []));
    };
    open().catch((error: unknown) => {
      console.error(error);
      setFailed(true);
    });
    return () => {
      gone = true;
      element.replaceChildren();
    };
    // Drawn when it opens and after an install; what changes meanwhile must not take away what the widget has drawn.
  }, [round]);

  return (
    <>
      {failed ? <p className="crm-trouble">{t.notLoaded}</p> : null}
      <div ref={body} className="modal-body" />
    </>
  );
}

function Disable({ act }: { readonly act: () => Promise<void> }) {
  const { t } = useScene();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="button button-quiet" onClick={() => setAsking(true)}>
        {t.disable}
      </button>
    );
  }
  return (
    <div className="crm-ask" role="group" aria-label={t.disable}>
      <p>{t.disableSure}</p>
      <button type="button" className="button" onClick={() => setAsking(false)}>
        {t.keep}
      </button>
      <button
        type="button"
        className="button button-danger"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void act();
        }}
      >
        {t.disable}
      </button>
    </div>
  );
}
