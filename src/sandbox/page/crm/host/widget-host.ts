import type { PlatformView } from '../../../control/schemas-platform';
import { crmControl, type Integration, type Site, type User } from '../crmControl';
import { readArchive, type Archive } from './archive';
import { provideApp } from './app';
import type { InstallStatus } from './base-widget';
import { provideModules } from './modules';
import type { Notices } from './notices';
import { RunningWidget, type Trouble } from './running-widget';
import type { Setting } from './setting';

interface Scene {
  readonly platform: PlatformView;
  readonly site: Site;
  readonly user: User;
  readonly language: string;
  readonly area: string;
  readonly notices: Notices;
  readonly tell: (trouble: Trouble) => void;
}

/** The widgets of one page, each started when it is first needed. */
export class WidgetHost {
  private readonly running = new Map<string, Promise<RunningWidget>>();
  private readonly archives = new Map<string, Promise<Archive>>();
  private readonly broken = new Set<string>();
  private platform: PlatformView;

  constructor(private readonly scene: Scene) {
    this.platform = scene.platform;
    provideModules();
    provideApp(scene);
    // "On disable or area change" (kommo-platform.md §11.4).
    window.addEventListener('pagehide', () => {
      for (const widget of this.running.values()) void widget.then((one) => one.call('destroy'));
    });
  }

  /** What has changed in the CRM since. */
  follow(platform: PlatformView): void {
    this.platform = platform;
  }

  async refresh(): Promise<void> {
    this.platform = await crmControl.platform();
  }

  archive(code: string): Promise<Archive> {
    const known = this.archives.get(code) ?? readArchive(code, this.scene.language);
    this.archives.set(code, known);
    return known;
  }

  /** @throws Error when it cannot be started */
  run(integration: Integration): Promise<RunningWidget> {
    const known = this.running.get(integration.clientId) ?? this.start(integration);
    this.running.set(integration.clientId, known);
    return known;
  }

  /** What was disabled is gone from the page; installed again, it starts anew. */
  async end(integration: Integration): Promise<void> {
    const widget = await this.running.get(integration.clientId);
    this.running.delete(integration.clientId);
    await widget?.call('destroy');
  }

  isBroken({ clientId }: Integration): boolean {
    return this.broken.has(clientId);
  }

  private async start(integration: Integration): Promise<RunningWidget> {
    const code = integration.widget?.code ?? '';
    return RunningWidget.start(this.settingOf(integration, code, await this.archive(code)), this.scene.tell);
  }

  private settingOf(integration: Integration, code: string, archive: Archive): Setting {
    const { site, user, area } = this.scene;
    const { clientId } = integration;
    const here = (): Site['widgets'][number] => {
      const now = this.platform.accounts.find(({ accountId }) => accountId === site.accountId);
      return now?.widgets.find((one) => one.clientId === clientId) ?? { clientId, settings: {}, pipelineId: null };
    };
    const status = (): InstallStatus => {
      const now = this.platform.integrations.find((one) => one.clientId === clientId);
      if (!now?.installedIn.includes(site.accountId)) return 'install';
      const { settings } = here();
      const fields = Object.entries(archive.manifest.settings ?? {});
      return fields.every(([name, { required }]) => !required || isFilled(settings[name]))
        ? 'installed'
        : 'not_configured';
    };
    const report = (trouble: 'error' | null): void => {
      if (trouble === null) this.broken.delete(clientId);
      else this.broken.add(clientId);
    };
    const acting = { clientId, accountId: site.accountId, userId: user.id };
    return { integration, code, archive, site, user, area, acting, here, status, report };
  }
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
