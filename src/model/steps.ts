import type { Said } from './words';

/** Steps of an installation, in their order (design §3, `install`). */
export const INSTALL_STEPS = [
  'exchange-code',
  'read-account',
  'connect-channel',
  'reconcile-sources',
  'subscribe-webhooks',
  'point-messengers',
] as const;
export type InstallStep = (typeof INSTALL_STEPS)[number];

/** Steps of connecting a source, in their order. */
export const SOURCE_STEPS = ['check-credentials', 'point-webhook', 'register-in-kommo', 'check-health'] as const;
export type SourceStep = (typeof SOURCE_STEPS)[number];

/** Steps of an uninstallation, in their order (design §3, `account`). */
export const UNINSTALL_STEPS = [
  'confirm',
  'stop-traffic',
  'disconnect-channel',
  'remove-webhooks',
  'keep-or-erase',
] as const;
export type UninstallStep = (typeof UNINSTALL_STEPS)[number];

/** How far a step is. `skipped`: not done, and it goes without; the text says why. */
export interface Progress<Step extends string> {
  readonly step: Step;
  readonly state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
  /** For people: what is wrong and what mends it. */
  readonly text: string | null;
  /** Milliseconds since 1970. */
  readonly at: number | null;
}

/** As the ledger keeps it: the text in English, with the sentences that it is made of. */
export interface KeptProgress extends Omit<Progress<string>, 'step'> {
  readonly said?: readonly Said[] | null;
}
