import $ from 'jquery';
import { crmControl } from '../crmControl';
import { textAt } from './archive';
import type { Setting } from './setting';

export type InstallStatus = 'install' | 'installed' | 'not_configured';

/** The methods that every widget has by itself (kommo-platform.md §11.4). */
export function baseWidget(setting: Setting): object {
  const { archive, code, site, user, area, acting } = setting;
  let inMemory: Readonly<Record<string, unknown>> = {};
  return {
    langs: archive.texts,
    i18n: (path: string) => textAt(archive.texts, path),
    system: () => ({
      area,
      amouser_id: user.id,
      amouser: user.name,
      subdomain: site.subdomain,
      domain: `${site.subdomain}.kommo.com`,
    }),
    get_settings: () => ({
      ...setting.here().settings,
      ...inMemory,
      widget_code: code,
      path: archive.path,
      version: archive.manifest.widget.version,
    }),
    set_settings: (more: object) => {
      inMemory = { ...inMemory, ...more };
    },
    get_version: () => archive.manifest.widget.version,
    get_install_status: (): InstallStatus => setting.status(),
    set_status: (status: unknown) => setting.report(status === 'error' ? 'error' : null),
    get_pipeline_id: () => Promise.resolve(setting.here().pipelineId),
    $authorizedAjax: (options: JQuery.AjaxSettings) => {
      const waiting = $.Deferred<unknown, unknown>();
      crmControl.token(acting).then(
        (token) => {
          const headers = { ...options.headers, 'X-Auth-Token': token };
          $.ajax({ ...options, headers }).then(
            (...answer: unknown[]) => waiting.resolve(...answer),
            (...failure: unknown[]) => waiting.reject(...failure),
          );
        },
        (error: unknown) => waiting.reject(error),
      );
      return waiting.promise();
    },
  };
}
