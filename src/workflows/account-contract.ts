import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AccountId, IntegrationId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { InstallStep, SourceStep, UninstallStep } from '../model/steps';
import type { Words } from '../model/words';

/** Activities that call Kommo's CRM API: few at a time for the whole deployment (kommo-platform.md §9.4). */
export const CRM_QUEUE = 'crm';
/** What may take long and may wait: erasing, imports (promise P10). */
export const BULK_QUEUE = 'bulk';

/** Which integration in which account. */
export interface AccountKey {
  readonly integrationId: IntegrationId;
  readonly accountId: AccountId;
}

// install -----------------------------------------------------------------------------------------------------------

/** The account's number is not known before the code is exchanged, so the host names the workflow. */
export function installId(integrationId: IntegrationId, host: string): string {
  return `install:${integrationId}:${host}`;
}

export interface InstallInput {
  readonly integrationId: IntegrationId;
  /** Row of `installs`; the code or token is there, never here (promise P7). */
  readonly installId: string;
  /** How long a step waits for a person, milliseconds; two weeks without it. */
  readonly patienceMs?: number;
}

/** Another code has come for the same account: go on with that one. */
export const newGrant = defineSignal<[{ readonly installId: string }]>('newGrant');
/** A person has mended what the step was waiting for. */
export const retryStep = defineSignal('retryStep');
export const installState = defineQuery<InstallState>('state');

export interface InstallState {
  readonly installId: string;
  readonly step: InstallStep | null;
  /** What a person has to do before it can go on. */
  readonly waitingFor: string | null;
}

/** What came of a step. `needs-person`: why, and what mends it, in words without content. Anything else is thrown. */
export type StepResult =
  { readonly kind: 'done' } | ({ readonly kind: 'skipped' } & Words) | ({ readonly kind: 'needs-person' } & Words);

export interface InstallActivities {
  exchangeCode(input: { readonly installId: string }): Promise<StepResult>;
  readAccount(input: { readonly installId: string }): Promise<StepResult & { readonly accountId?: AccountId }>;
  connectChannel(input: { readonly installId: string }): Promise<StepResult>;
  reconcileNewSources(input: { readonly installId: string }): Promise<StepResult>;
  subscribeWebhooks(input: { readonly installId: string }): Promise<StepResult>;
  pointMessengers(input: { readonly installId: string }): Promise<StepResult>;
  /** Ends the holds of an earlier uninstallation, and starts the account's workflow. */
  finishInstall(input: { readonly installId: string }): Promise<void>;
  /** Ends one whose code Kommo did not take; the one that stands goes on. */
  dropInstall(input: { readonly installId: string }): Promise<void>;
  /** Takes back what was done, where it is not in use by an installation that stands. */
  undoInstall(input: { readonly installId: string; readonly done: readonly InstallStep[] }): Promise<void>;
}

// account -----------------------------------------------------------------------------------------------------------

export function accountWorkflowId({ integrationId, accountId }: AccountKey): string {
  return `account:${integrationId}:${accountId}`;
}

export interface AccountInput extends AccountKey {
  /** After so many renewals it continues as new; fifty without it. */
  readonly renewalsPerRun?: number;
  readonly carried?: {
    readonly renewAt: number;
    readonly reconcileAt: number;
    readonly probeAt: number;
    /** Runs of an earlier version did not tell. */
    readonly needsAuthorisation?: boolean;
    /** Nor this. */
    readonly templatesAt?: number;
    /** Nor this. */
    readonly historyAt?: number;
  };
}

/** Asks for a newer pair than that of `generation`, which did not do. */
export const renewTokens = defineUpdate<RenewalResult, [{ readonly generation: number }]>('renewTokens');
/** Kommo said that the integration was disabled there. */
export const disabled = defineSignal<[{ readonly uninstallId: string }]>('disabled');
/** A source was added, renamed, moved or removed here. */
export const sourcesChanged = defineSignal('sourcesChanged');
/** Templates changed on either side, or somebody wants them compared. */
export const templatesChanged = defineSignal('templatesChanged');
/** Webhooks may have been lost, or somebody wants the history compared. */
export const historySuspect = defineSignal('historySuspect');
/** An installation has just ended well. */
export const installed = defineSignal('installed');
export const accountState = defineQuery<AccountState>('state');

export interface AccountState {
  readonly renewAt: number;
  readonly reconcileAt: number;
  readonly probeAt: number;
  readonly templatesAt: number;
  readonly historyAt: number;
  /** Kommo takes our tokens no more. */
  readonly needsAuthorisation: boolean;
  readonly uninstalling: UninstallStep | null;
}

export type RenewalResult =
  /** There is a newer pair. */
  | { readonly kind: 'renewed'; readonly generation: number }
  /** Only a new consent helps. */
  | { readonly kind: 'refused' }
  /** Kommo could not be asked; try again. */
  | { readonly kind: 'later' };

export interface AccountActivities {
  /**
   * Renews the pair, once for all that ask (kommo-platform.md §1.5). `dueAt`: when it should be done next.
   * @param generation the pair that did not do; null: because it is due
   */
  renewPair(input: AccountKey & { readonly generation: number | null }): Promise<{
    readonly result: RenewalResult;
    readonly dueAt: number;
  }>;
  /** Makes Kommo's list of sources what ours is, and notes what cannot be. */
  reconcileSources(input: AccountKey): Promise<void>;
  /** Asks each messenger how its source is, notes it, and tells the administrator of one that died. */
  probeSources(input: AccountKey): Promise<void>;
  /** Makes both sides know of each other's templates; what cannot be is noted. */
  syncTemplates(input: AccountKey): Promise<void>;
  /**
   * Compares the ledger with Kommo's history and makes up for what is missing. `againInMs`: what could not be seen yet, or was
   * not come to, is looked at then; null: when it is due.
   */
  reconcileHistory(input: AccountKey): Promise<{ readonly againInMs: number | null }>;
  confirmDisabled(input: Uninstalling): Promise<{ readonly confirmed: boolean }>;
  stopTraffic(input: Uninstalling): Promise<void>;
  disconnectChannel(input: Uninstalling): Promise<void>;
  removeWebhooks(input: Uninstalling): Promise<void>;
  keepOrErase(input: Uninstalling): Promise<void>;
}

export interface Uninstalling extends AccountKey {
  /** Row of `uninstalls`, which becomes the receipt. */
  readonly uninstallId: string;
}

// source ------------------------------------------------------------------------------------------------------------

export function sourceWorkflowId(sourceId: SourceId): string {
  return `source:${sourceId}`;
}

/** `connectSource` connects or repairs; `removeSource` takes it away on both sides. Their rows are in the ledger. */
export interface SourceInput extends AccountKey {
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  /** A person said to take the webhook away from whoever has it. */
  readonly takeOver?: boolean;
}

export const sourceState = defineQuery<{ readonly step: SourceStep | null }>('state');

export interface SourceActivities {
  checkCredentials(input: SourceInput): Promise<StepResult>;
  pointWebhook(input: SourceInput): Promise<StepResult>;
  registerInKommo(input: SourceInput): Promise<StepResult>;
  checkHealth(input: SourceInput): Promise<StepResult>;
  /** Ends what is pending as failed 902, and takes nothing more. */
  stopSource(input: SourceInput): Promise<void>;
  removeWebhook(input: SourceInput): Promise<void>;
  removeFromKommo(input: SourceInput): Promise<void>;
}
