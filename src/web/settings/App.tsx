import { useEffect, useMemo } from 'react';
import type { SettingsSession } from '../../api/settings/contract';
import { useHeight } from './lib/useHeight';
import { useWords } from './lib/language';
import { useTheme } from './lib/useTheme';
import type { Client } from './session/client';
import { SessionContext } from './session/context';
import { useBegin } from './session/useBegin';
import { Opening } from './states/Opening';
import { NotOpen } from './states/NotOpen';
import { SettingsWindow } from './SettingsWindow';

export function App({ client }: { readonly client: Client }) {
  useHeight(client.widget);
  const [begun, again] = useBegin(client);
  if (begun === null) return <Opening />;
  if (begun.kind !== 'open') return <NotOpen begun={begun} again={again} />;
  return <Opened client={client} session={begun.session} />;
}

function Opened({ client, session }: { readonly client: Client; readonly session: SettingsSession }) {
  const { speak } = useWords();
  const { open, me } = session;
  useTheme(open.theme);
  useEffect(() => speak(open.language), [speak, open.language]);
  const value = useMemo(() => ({ client, open, opener: me }), [client, open, me]);
  return (
    <SessionContext.Provider value={value}>
      <SettingsWindow />
    </SessionContext.Provider>
  );
}
