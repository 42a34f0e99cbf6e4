import { createContext, useContext } from 'react';
import type { Client } from './client';

export const ClientContext = createContext<Client | null>(null);

/** Behind the sign-in only. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('Nobody has signed in');
  return client;
}
