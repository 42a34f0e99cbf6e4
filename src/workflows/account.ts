import {
  allHandlersFinished,
  condition,
  continueAsNew,
  patched,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { UninstallStep } from '../model/steps';
import { accountActivities } from './account-activities';
import { AuthorisationMark } from './authorisation-mark';
import {
  accountState,
  disabled,
  historySuspect,
  installed,
  renewTokens,
  sourcesChanged,
  templatesChanged,
  type AccountInput,
  type RenewalResult,
} from './account-contract';
import { keepRound, LEAST_WAIT_MS, type Round } from './round';

const RECONCILE_EVERY_MS = 6 * 60 * 60_000;
const PROBE_EVERY_MS = 10 * 60_000;
const TEMPLATES_EVERY_MS = 6 * 60 * 60_000;
const HISTORY_EVERY_MS = 24 * 60 * 60_000;
/** A run takes a few hundred events a day; the engine's own hint comes far later. */
const RENEWALS_PER_RUN = 50;

/**
 * Lives as long as the integration is installed in the account (design §3). It is the only one that renews tokens, so
 * there are never two renewals; beside that it looks after the sources, and uninstalls when Kommo says so.
 */
export async function account(input: AccountInput): Promise<void> {
  const key = { integrationId: input.integrationId, accountId: input.accountId };
  const activities = accountActivities();
  let { renewAt, reconcileAt, probeAt } = input.carried ?? { renewAt: 0, reconcileAt: 0, probeAt: 0 };
  const templatesRound: Round = { dueAt: input.carried?.templatesAt ?? 0 };
  const historyRound: Round = { dueAt: input.carried?.historyAt ?? Date.now() + HISTORY_EVERY_MS };
  /** Who could not use a pair, and waits for a newer one. */
  let askers: Asker[] = [];
  /** The newest pair that is known to be good: whoever could not use an older one has to look again, no more. */
  let newest: number | undefined;
  /** The pair with which Kommo let nobody in any more, and so none that is older. */
  let refused: number | undefined;
  let renewals = 0;
  const authorisation = new AuthorisationMark(input.carried?.needsAuthorisation ?? false, input.accountId);
  let uninstall: string | undefined;
  let uninstalling: UninstallStep | null = null;
  let ending = false;

  const mustContinueAsNew = (): boolean =>
    renewals >= (input.renewalsPerRun ?? RENEWALS_PER_RUN) || workflowInfo().continueAsNewSuggested;

  /** Answers those who come late, without asking anybody. */
  const knownOf = (generation: number): RenewalResult | undefined => {
    if (newest !== undefined && generation < newest) return { kind: 'renewed', generation: newest };
    return refused !== undefined && generation <= refused ? { kind: 'refused' } : undefined;
  };

  setHandler(
    renewTokens,
    ({ generation }) => {
      const known = knownOf(generation);
      return known === undefined
        ? new Promise<RenewalResult>((answer) => askers.push({ generation, answer }))
        : Promise.resolve(known);
    },
    { description: 'Asks for newer tokens' },
  );
  setHandler(
    disabled,
    ({ uninstallId }) => {
      uninstall = uninstallId;
    },
    { description: 'Kommo says that the integration was switched off' },
  );
  setHandler(
    sourcesChanged,
    () => {
      reconcileAt = 0;
    },
    { description: 'Kommo has to learn of a change of the sources' },
  );
  setHandler(
    templatesChanged,
    () => {
      templatesRound.dueAt = 0;
    },
    { description: 'Templates changed on either side' },
  );
  setHandler(
    historySuspect,
    () => {
      historyRound.dueAt = 0;
    },
    { description: 'Webhooks may have been lost' },
  );
  setHandler(
    installed,
    () => {
      renewAt = 0;
      reconcileAt = 0;
      probeAt = 0;
      templatesRound.dueAt = 0;
      authorisation.update(false);
      newest = undefined;
      refused = undefined;
    },
    { description: 'An installation has ended well' },
  );
  setHandler(
    accountState,
    () => ({
      renewAt,
      reconcileAt,
      probeAt,
      templatesAt: templatesRound.dueAt,
      historyAt: historyRound.dueAt,
      needsAuthorisation: authorisation.isNeeded,
      uninstalling,
    }),
    {
      description: 'What is due when',
    },
  );

  const describe = (): void => {
    const next = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
    setCurrentDetails(
      authorisation.isNeeded
        ? 'Kommo takes our tokens no more: **an administrator has to authorise the integration again**'
        : `Next tokens ${next(renewAt)}, sources checked ${next(probeAt)} (UTC)`,
    );
  };

  const keepTokens = async (): Promise<void> => {
    while (!ending) {
      const due = (): boolean => ending || askers.length > 0 || (renewAt === 0 && !authorisation.isNeeded);
      if (authorisation.isNeeded) await condition(due);
      else await condition(due, Math.max(renewAt - Date.now(), LEAST_WAIT_MS), { summary: 'Until tokens are due' });
      if (isTrue(() => ending)) return;
      const generation = askers.length === 0 ? null : Math.max(...askers.map((asker) => asker.generation));
      const { result, dueAt } = await activities.renewPair({ ...key, generation });
      renewals += 1;
      newest = result.kind === 'renewed' ? result.generation : undefined;
      refused = result.kind === 'refused' ? (generation ?? refused) : undefined;
      renewAt = Math.max(dueAt, Date.now() + LEAST_WAIT_MS);
      // The round of probes tells the administrator of it.
      if (result.kind === 'refused' && !authorisation.isNeeded) probeAt = 0;
      authorisation.update(result.kind === 'refused');
      answer(result);
      describe();
    }
  };

  /** Whoever asked meanwhile is answered too, unless what has come is what they could not use. */
  const answer = (result: RenewalResult): void => {
    const answered = askers.filter(({ generation }) => result.kind !== 'renewed' || generation !== result.generation);
    askers = askers.filter((asker) => !answered.includes(asker));
    for (const asker of answered) asker.answer(result);
  };

  const isEnding = (): boolean => ending;

  /** Beside the sources: a messenger that does not tell its templates holds up nothing else. */
  const keepTemplates = (): Promise<void> =>
    keepRound(templatesRound, {
      isEnding,
      everyMs: TEMPLATES_EVERY_MS,
      summary: 'Until templates are compared',
      run: () => activities.syncTemplates(key),
    });

  /** Beside everything else: it may take long, and nothing waits for it (promise P10). */
  const keepHistory = (): Promise<void> =>
    keepRound(historyRound, {
      isEnding,
      everyMs: HISTORY_EVERY_MS,
      summary: 'Until the history is compared',
      run: async () => {
        const { againInMs } = await activities.reconcileHistory(key);
        // Who has asked meanwhile is not put off.
        if (againInMs !== null) historyRound.dueAt = Math.min(historyRound.dueAt, Date.now() + againInMs);
      },
    });

  let templates: Promise<void> | undefined;
  let history: Promise<void> | undefined;
  let fail: (error: unknown) => void;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  /** A run of an earlier version, which compared none, begins to at its next round. */
  const beginTemplates = (): void => {
    if (templates !== undefined || !patched('templates')) return;
    templates = keepTemplates();
    templates.catch(fail);
  };
  /** The same of one that compared no history. */
  const beginHistory = (): void => {
    if (history !== undefined || !patched('history')) return;
    history = keepHistory();
    history.catch(fail);
  };

  const keepSources = async (): Promise<void> => {
    while (!ending) {
      beginTemplates();
      beginHistory();
      const due = Math.min(reconcileAt, probeAt) - Date.now();
      if (due > 0) {
        const next = Math.min(reconcileAt, probeAt);
        await condition(() => ending || Math.min(reconcileAt, probeAt) < next, Math.max(due, LEAST_WAIT_MS), {
          summary: 'Until the sources are looked at',
        });
        continue;
      }
      if (reconcileAt <= Date.now()) {
        reconcileAt = Date.now() + RECONCILE_EVERY_MS;
        await activities.reconcileSources(key);
      } else {
        probeAt = Date.now() + PROBE_EVERY_MS;
        await activities.probeSources(key);
      }
      describe();
    }
  };

  const uninstallAsTold = async (uninstallId: string): Promise<boolean> => {
    const told = { ...key, uninstallId };
    const step = (name: UninstallStep): void => {
      uninstalling = name;
      setCurrentDetails(`Uninstalling: **${name}**`);
    };
    step('confirm');
    const { confirmed } = await activities.confirmDisabled(told);
    if (!confirmed) {
      uninstalling = null;
      describe();
      return false;
    }
    step('stop-traffic');
    await activities.stopTraffic(told);
    step('disconnect-channel');
    await activities.disconnectChannel(told);
    step('remove-webhooks');
    await activities.removeWebhooks(told);
    step('keep-or-erase');
    await activities.keepOrErase(told);
    return true;
  };

  describe();
  const running = Promise.all([keepTokens(), keepSources().then(() => Promise.all([templates, history]))]);
  // Either ends only by a bug or by the workflow's cancellation, which has to show here.
  const untilTold = async (): Promise<'uninstalled' | 'continue'> => {
    for (;;) {
      await condition(() => uninstall !== undefined || mustContinueAsNew());
      if (uninstall === undefined) return 'continue';
      const uninstallId: string = uninstall;
      uninstall = undefined;
      if (await uninstallAsTold(uninstallId)) return 'uninstalled';
    }
  };
  const end = await Promise.race([untilTold(), running.then(() => 'continue' as const), broken]);
  if (end === 'uninstalled') {
    // Whoever still asks for tokens gets none.
    answer({ kind: 'refused' });
    await condition(allHandlersFinished);
    return;
  }
  ending = true;
  await running;
  answer({ kind: 'later' });
  await condition(allHandlersFinished);
  await continueAsNew<typeof account>({
    ...input,
    carried: {
      renewAt,
      reconcileAt,
      probeAt,
      templatesAt: templatesRound.dueAt,
      historyAt: historyRound.dueAt,
      needsAuthorisation: authorisation.isNeeded,
    },
  });
}

interface Asker {
  readonly generation: number;
  readonly answer: (result: RenewalResult) => void;
}

/** The compiler does not know that handlers change memory while something is awaited. */
function isTrue(look: () => boolean): boolean {
  return look();
}
