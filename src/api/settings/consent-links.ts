import { oauthOf } from '../../access/oauth-access';
import { BoundedMap } from '../../ledger/bounded-map';
import { newConsent } from '../../ledger/consents';
import type { InstallationView } from '../../ledger/installation-progress';
import { findOAuthIntegration } from '../../ledger/oauth-integrations';
import type { SettingsDependencies } from './dependencies';
import { byOf, type Session } from './session';

/** An open window asks every few seconds; a link is good for an hour and once. */
const SAME_FOR_MS = 5 * 60_000;
const REMEMBERED = 1_000;

/** Makes the address of Kommo's consent page for whoever has the window open. */
export class ConsentLinks {
  readonly #links = new BoundedMap<string, { readonly url: string; readonly until: number }>(REMEMBERED);

  constructor(
    private readonly deps: Pick<SettingsDependencies, 'db' | 'vault' | 'http' | 'clock' | 'kommo' | 'publicUrl'>,
  ) {}

  /** Another one as soon as something has come of the last. */
  async link(session: Session, view: InstallationView): Promise<string> {
    const { integrationId, accountId, userId } = session;
    const stand = `${view.install?.id ?? ''}/${view.grant?.generation ?? ''}/${view.grant?.state ?? ''}`;
    const name = `${integrationId}/${accountId}/${userId}/${stand}`;
    const known = this.#links.get(name);
    const now = this.deps.clock.now();
    if (known !== undefined && known.until > now) return known.url;
    const url = await this.#make(session, view);
    this.#links.set(name, { url, until: now + SAME_FOR_MS });
    return url;
  }

  async #make(session: Session, view: InstallationView): Promise<string> {
    const { db, vault, http, clock, kommo, publicUrl } = this.deps;
    const integration = await findOAuthIntegration(db, vault, { id: session.integrationId });
    if (integration === undefined) throw new Error('The integration of a session is gone');
    const state = await newConsent(db, {
      integrationId: session.integrationId,
      // An account that was never installed is not in the ledger yet.
      accountId: view.subdomain === undefined ? null : session.accountId,
      begunBy: byOf(session),
    });
    return oauthOf(integration, { http, clock, addresses: kommo, publicUrl }).consentUrl({ state });
  }
}
