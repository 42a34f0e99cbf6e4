import type { Operation } from '../openapi/operation';
import { readInstallation, type InstallationView } from '../../ledger/installation-progress';
import { countStuck, readSources } from '../../ledger/overview';
import { missingOutgoing } from '../../ledger/told-outgoing';
import { countGaps, viewRounds } from '../../ledger/reconciliation-views';
import type { AccountId, ScopeId } from '../../model/ids';
import { say } from '../../words';
import { inDetail } from '../problem';
import { ConsentLinks } from './consent-links';
import type { Installation, Overview, SourceCard } from './contract';
import type { SettingsDependencies } from './dependencies';
import { headlineOf, type HeadlineFacts } from './headline';
import { installationStateOf } from './installation';
import type { KommoFacts } from './kommo-facts';
import { messengerChoices } from './messenger-choices';
import { SETTINGS_OPERATIONS } from './operations';
import { kommoProblem } from '../kommo-problem';
import type { Serving } from './serve';
import type { Session } from './session';
import { sourceCardOf } from './source-card';

/** What the window shows first, and what there is to choose from. */
export function overviewOperations(
  { serve, serveInstalled }: Serving,
  deps: SettingsDependencies,
  facts: KommoFacts,
): Operation[] {
  const { db, clock, workflows } = deps;
  const consents = new ConsentLinks(deps);

  /** Without a right nobody learns which sources there are, or how they do. */
  async function seenBy(
    session: Session,
  ): Promise<
    Pick<HeadlineFacts, 'stuck'> & Pick<Overview, 'completeness'> & { readonly sources: readonly SourceCard[] }
  > {
    const { scopeId } = session;
    if (session.may === 'nothing' || scopeId === undefined) return { sources: [], stuck: null, completeness: null };
    const [views, stuck, completeness] = await Promise.all([
      readSources(db, scopeId),
      countStuck(db, scopeId),
      completenessOf(session.accountId, scopeId),
    ]);
    const pipelines = views.some(({ pipelineId }) => pipelineId !== null) ? await facts.pipelines(session) : null;
    return { sources: views.map((view) => sourceCardOf(view, pipelines, session.open.language)), stuck, completeness };
  }

  async function completenessOf(accountId: AccountId, scopeId: ScopeId): Promise<Overview['completeness']> {
    const [[round], gaps, toldOnly] = await Promise.all([
      viewRounds(db, accountId, scopeId),
      countGaps(db, accountId, scopeId),
      missingOutgoing(db, accountId, scopeId),
    ]);
    const checkedAt = round?.checkedAt ?? null;
    return checkedAt === null
      ? null
      : { missing: gaps.open + toldOnly.length, asks: gaps.asks, checkedAt: Date.parse(checkedAt) };
  }

  return [
    serve(SETTINGS_OPERATIONS.overview, async ({ session }) => {
      const view = await readInstallation(db, session, session.host);
      const state = installationStateOf(view, session.open.language);
      const installation: Installation =
        state.state === 'waiting' || state.state === 'needs-authorisation'
          ? { ...state, consentUrl: await consents.link(session, view) }
          : state;
      const { sources, stuck, completeness } = await seenBy(session);
      const overview: Overview = {
        account: { id: session.accountId, subdomain: subdomainOf(session, view) },
        installation,
        headline: headlineOf({ installation, sources, stuck, now: clock.now() }),
        sources,
        completeness,
        administrators: session.may === 'nothing' && session.me.asked ? await facts.administrators(session) : [],
      };
      return { answer: overview };
    }),
    serve(SETTINGS_OPERATIONS.retryInstallation, async ({ session }) => {
      const { install } = await readInstallation(db, session, session.host);
      const waits = install?.state === 'waiting' || install?.state === 'running';
      const told = waits && (await workflows.retryInstall(session.integrationId, install.host));
      if (told) return { answer: {} };
      return {
        problem: {
          status: 409,
          type: 'nothing-to-retry',
          ...inDetail(say('settings.nothing-to-retry')),
        },
      };
    }),
    serveInstalled(SETTINGS_OPERATIONS.messengers, ({ session }) =>
      Promise.resolve({ answer: messengerChoices(session.open.language) }),
    ),

    serveInstalled(SETTINGS_OPERATIONS.pipelines, async ({ owner }) => {
      const asked = await deps.crm.ask(owner, (api) => api.pipelines());
      if (asked.kind !== 'accepted') return { problem: kommoProblem(asked) };
      const open = asked.value.filter(({ isArchived }) => !isArchived);
      return { answer: open.map(({ id, name, isMain }) => ({ id, name, isMain })) };
    }),

    serveInstalled(SETTINGS_OPERATIONS.leadFields, async ({ owner }) => {
      const asked = await facts.leadFields(owner);
      if (asked.kind !== 'accepted') return { problem: kommoProblem(asked) };
      return { answer: asked.value.map(({ id, name }) => ({ id, name })) };
    }),
  ];
}

/** Of an account that has not let the integration in nothing is told but what its widget has said itself (promise P9). */
function subdomainOf({ host }: Session, { standing, subdomain }: InstallationView): string {
  return (standing ? subdomain : undefined) ?? host.split('.')[0] ?? host;
}
