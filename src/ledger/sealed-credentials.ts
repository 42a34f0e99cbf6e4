import type { Vault } from './vault';

/** What a source acts with at its messenger, as the vault keeps it. */
export interface SealedCredentials {
  readonly credentials: string;
  /** The place they are sealed to. */
  readonly sealedAs: string;
}

/** A source's own where its connection carries several, else the connection's; of `sources` joined with `connections`. */
export const SEALED_CREDENTIALS = `
  coalesce(sources.credentials, connections.credentials) as credentials,
  case when sources.credentials is null then 'connections.credentials/' || connections.id
       else 'sources.credentials/' || sources.id end as sealed_as`;

export function openCredentials(vault: Vault, { credentials, sealedAs }: SealedCredentials): unknown {
  return JSON.parse(vault.open(credentials, sealedAs));
}
