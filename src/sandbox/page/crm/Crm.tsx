import { useEffect, useMemo, useState } from 'react';
import { useStored } from '../../../web/parts/useStored';
import type { PlatformView } from '../../control/schemas-platform';
import { useLanguage } from '../lib/language';
import { Advanced } from './Advanced';
import { LeadPage } from './card/LeadPage';
import { SceneProvider, type CrmScene } from './context';
import { crmControl, type User } from './crmControl';
import { Frame } from './Frame';
import { Notices } from './host/notices';
import { WidgetHost } from './host/widget-host';
import { Integrations } from './Integrations';
import { Leads } from './Leads';
import type { Place } from './place';
import { Sources } from './Sources';
import { crmTexts, type CrmTexts } from './texts';
import { useFollowed } from './useFollowed';

/** As Kommo names the page to a widget. */
const AREAS = {
  leads: 'leads-pipeline',
  lead: 'lcard',
  integrations: 'settings',
  sources: 'lead_sources',
  advanced: 'advanced_settings',
} as const;

const NO_USERS: readonly User[] = [];

export function Crm({ place }: { readonly place: Place }) {
  const { language } = useLanguage();
  const t = crmTexts[language];
  const platform = useFollowed(crmControl.platform);
  const site = platform?.accounts.find(({ subdomain }) => subdomain === place.subdomain);
  const users = site?.users.filter(({ isActive }) => isActive) ?? NO_USERS;
  const [chosen, choose] = useStored(`courier-crm-user-${place.subdomain}`);
  const user = users.find(({ id }) => String(id) === chosen) ?? users.find(({ isAdmin }) => isAdmin) ?? users[0];
  useEffect(() => {
    document.title = `${t.title}: ${place.subdomain}`;
  }, [t, place]);
  if (!platform || !site || !user) return <p className="crm-loading">{t.loading}</p>;
  return <Page place={place} platform={platform} site={site} user={user} language={language} t={t} choose={choose} />;
}

interface Props {
  readonly place: Place;
  readonly platform: PlatformView;
  readonly site: CrmScene['site'];
  readonly user: User;
  readonly language: string;
  readonly t: CrmTexts;
  readonly choose: (userId: string) => void;
}

function Page({ place, platform, site, user, language, t, choose }: Props) {
  const [{ host, notices }] = useState(() => {
    const told = new Notices();
    const tell = ({ callback, threw }: { readonly callback: string; readonly threw: boolean }): void =>
      told.add('error', '', threw ? t.failed(callback) : t.stopped(callback));
    const area = AREAS[place.view.name];
    return { notices: told, host: new WidgetHost({ platform, site, user, language, area, notices: told, tell }) };
  });
  useEffect(() => host.follow(platform), [host, platform]);
  const scene = useMemo(() => ({ t, platform, site, user, host, notices }), [t, platform, site, user, host, notices]);
  // A widget's language and user are those that it was started with.
  const chooseAnew = (userId: string): void => {
    choose(userId);
    window.location.reload();
  };
  return (
    <SceneProvider value={scene}>
      <Frame place={place} choose={chooseAnew}>
        <View place={place} />
      </Frame>
    </SceneProvider>
  );
}

function View({ place: { view } }: { readonly place: Place }) {
  switch (view.name) {
    case 'leads':
      return <Leads />;
    case 'lead':
      return <LeadPage leadId={view.leadId} />;
    case 'integrations':
      return <Integrations />;
    case 'sources':
      return <Sources pipelineId={view.pipelineId} />;
    case 'advanced':
      return <Advanced code={view.code} />;
  }
}
