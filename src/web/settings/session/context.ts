import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Me, SettingsSession } from '../../../api/settings/contract';
import type { Client, Standing } from './client';

export interface Session {
  readonly client: Client;
  /** What the window was opened for. */
  readonly open: SettingsSession['open'];
  readonly opener: Me;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session here');
  return session;
}

export function useClient(): Client {
  return useSession().client;
}

export function useStanding(): Standing {
  const client = useClient();
  return useSyncExternalStore(client.subscribe, () => client.standing);
}

/** Who looks; a renewed session may have given or taken a right. */
export function useMe(): Me {
  const { opener } = useSession();
  return useStanding().me ?? opener;
}

export function useMayChange(): boolean {
  return useMe().may === 'change';
}
