import { type ReactNode, useSyncExternalStore } from 'react';
import { Mark } from '../../../web/parts/Mark';
import { useLanguage } from '../lib/language';
import { useTheme } from '../lib/useTheme';
import { Icon, type IconName } from '../parts/Icon';
import { Select } from '../parts/Select';
import { LANGUAGES, texts } from '../texts';
import { useScene } from './context';
import { hrefOf, type Place, type View } from './place';

interface Props {
  readonly place: Place;
  readonly choose: (userId: string) => void;
  readonly children: ReactNode;
}

/** What is on every page: where one is, who one is, and what the CRM has to tell. */
export function Frame({ place, choose, children }: Props) {
  const { t, platform, site, user } = useScene();
  const { t: common, language, choose: chooseLanguage } = useLanguage();
  const [theme, flipTheme] = useTheme();
  const themeLabel = theme === 'dark' ? common.toLight : common.toDark;
  return (
    <div className="crm">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <header className="crm-header">
        <div className="crm-rail">
          <div className="crm-brand">
            <Mark />
            <div>
              <h1>{t.title}</h1>
              <p>{t.notKommo}</p>
            </div>
          </div>
          <Pages place={place} />
        </div>
        <div className="crm-tools">
          <Select
            label={t.account}
            value={site.subdomain}
            options={platform.accounts.map(({ subdomain }) => [subdomain, subdomain] as const)}
            choose={(subdomain) => window.location.assign(hrefOf(subdomain, { name: 'leads' }))}
          />
          <Select
            label={t.you}
            value={String(user.id)}
            options={site.users
              .filter(({ isActive }) => isActive)
              .map(({ id, name, isAdmin }) => [String(id), isAdmin ? `${name} (${t.administrator})` : name] as const)}
            choose={choose}
          />
          <Select
            bare
            label={common.language}
            value={language}
            options={LANGUAGES.map((one) => [one, texts[one].languageName] as const)}
            choose={(chosen) => {
              chooseLanguage(chosen);
              window.location.reload();
            }}
          />
          <button type="button" className="icon-button" aria-label={themeLabel} title={themeLabel} onClick={flipTheme}>
            <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Told />
    </div>
  );
}

function Pages({ place: { subdomain, view } }: { readonly place: Place }) {
  const { t, site } = useScene();
  const main = site.pipelines.find(({ isMain }) => isMain);
  const pages: readonly (readonly [icon: IconName, text: string, view: View])[] = [
    ['board', t.leads, { name: 'leads' }],
    ['funnel', t.sources, { name: 'sources', pipelineId: main?.id ?? 0 }],
    ['blocks', t.integrations, { name: 'integrations' }],
  ];
  const current = view.name === 'advanced' ? 'integrations' : view.name === 'lead' ? 'leads' : view.name;
  return (
    <nav className="crm-pages" aria-label={t.pages}>
      {pages.map(([icon, text, to]) => (
        <a key={to.name} href={hrefOf(subdomain, to)} aria-current={to.name === current ? 'page' : undefined}>
          <Icon name={icon} size={18} />
          {text}
        </a>
      ))}
      <a className="crm-back" href="/">
        <Icon name="phone" size={18} />
        {t.sandbox}
      </a>
    </nav>
  );
}

function Told() {
  const { t, notices } = useScene();
  const all = useSyncExternalStore(notices.listen, notices.list);
  return (
    <div className="crm-notices" aria-live="polite">
      {all.map(({ id, kind, header, text }) => (
        <div key={id} className="crm-notice" data-kind={kind} data-testid="crm-notice">
          <div>
            <strong>{header === '' ? (kind === 'error' ? t.errorMessage : t.message) : header}</strong>
            <p>{text}</p>
          </div>
          <button type="button" className="icon-button" aria-label={t.close} onClick={() => notices.remove(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
