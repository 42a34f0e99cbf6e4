import type { InstallationView, InstallView } from '../../ledger/installation-progress';
import { INSTALL_STEPS, type InstallStep, type KeptProgress, type Progress } from '../../model/steps';
import type { Language } from '../../model/words';
import { inWords } from '../../words/in-words';
import type { Installation } from './contract';

type WithoutLink<State> = State extends { readonly consentUrl: string } ? Omit<State, 'consentUrl'> : State;
/** An installation's state, before there is a link to mend it. */
export type InstallationState = WithoutLink<Installation>;

/**
 * What to make of what is known. A code that has not proved to be the account's may be anybody's (kommo-platform.md §1.3):
 * it never hides an installation that stands.
 */
export function installationStateOf(view: InstallationView, language: Language): InstallationState {
  const { standing, grant, install } = view;
  const works = standing && grant?.state === 'good';
  const counts = install !== undefined && (install.bound || !works) ? install : undefined;
  if (counts?.state === 'running') return { state: 'installing', steps: stepsOf(counts, language) };
  if (counts?.state === 'waiting' && (counts.bound || !standing))
    return { state: 'waiting', steps: stepsOf(counts, language) };
  if (works) return { state: 'ready', tokenEndsAt: grant.kind === 'long-lived' ? grant.expiresAt : null };
  if (standing) {
    return { state: 'needs-authorisation', since: grant?.refusedSince ?? view.standingSince ?? 0 };
  }
  // Nothing stands and nothing runs: it failed, was switched off, or its code never reached us, for Kommo's servers try once.
  return { state: 'waiting', steps: stepsOf(counts?.state === 'failed' ? counts : undefined, language) };
}

function stepsOf(install: InstallView | undefined, language: Language): readonly Progress<InstallStep>[] {
  return progressOf(INSTALL_STEPS, install?.steps ?? {}, language);
}

/** All steps in their order; what was never noted is still to come. */
export function progressOf<Step extends string>(
  steps: readonly Step[],
  noted: Readonly<Record<string, KeptProgress>>,
  language: Language,
): readonly Progress<Step>[] {
  return steps.map((step) => {
    const { state = 'waiting', text = null, at = null, said } = noted[step] ?? {};
    return { step, state, text: text === null ? null : inWords({ text, said }, language), at };
  });
}
