import { Refused } from '../data/call';
import { useScene } from './context';
import { crmControl, type Integration } from './crmControl';
import type { RunningWidget } from './host/running-widget';

interface WidgetChanges {
  /** False when the window stays as it is: the widget does not want it, or it did not work out. */
  readonly save: (widget: RunningWidget, fields: Record<string, unknown>, kind: 'install' | 'save') => Promise<boolean>;
  readonly disable: () => Promise<void>;
}

/** Installing, saving and disabling, in Kommo's order (kommo-platform.md §1.11, §11.4). */
export function useWidgetChanges(integration: Integration): WidgetChanges {
  const { t, site, user, host, notices } = useScene();
  const acting = { clientId: integration.clientId, accountId: site.accountId, userId: user.id };

  async function save(widget: RunningWidget, fields: Record<string, unknown>, kind: 'install' | 'save') {
    if (widget.has('onSave')) {
      const said = await widget.call('onSave', { active: 'Y', fields });
      if (said === false || said === undefined) return false;
    }
    if (kind === 'install') await crmControl.install(acting);
    await crmControl.keep(acting, { settings: fields });
    await host.refresh();
    // Its faults do not stop the install.
    if (kind === 'install') await widget.call('onInstall');
    notices.add('message', integration.name, kind === 'install' ? t.installed : t.saved);
    return true;
  }

  async function disable(): Promise<void> {
    // One that cannot even be loaded has nothing to be told.
    const widget = await host.run(integration).catch(() => undefined);
    await widget?.call('onSave', { active: 'N', fields: widget.setting.here().settings });
    if (widget) await host.end(integration);
    await crmControl.disable(acting);
    await host.refresh();
  }

  const told = async <T>(act: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      notices.add('error', integration.name, error instanceof Refused ? error.message : t.notLoaded);
      return otherwise;
    }
  };
  return {
    save: (widget, fields, kind) => told(() => save(widget, fields, kind), false),
    disable: () => told(disable, undefined),
  };
}
