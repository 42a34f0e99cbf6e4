import { CancellationScope, isCancellation, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { ImportCounts, ImportState } from '../model/import';
import type { ChatId } from '../model/ids';
import type { FetchResult, HistoryImportInput, ImportProgress } from './import-contract';
import { describeImport, doneOf } from './import-words';

const STEPS_PER_RUN = 200;
/** The pace is that of the last minutes, so that a pause or a slow hour is forgotten. */
const PACE_OVER_MS = 2 * 60_000;

/** What one run of an import knows: how far it is, and what people have said. */
export class ImportRun {
  #state: ImportState = 'empty';
  /** The ledger has said how far it is; nobody is answered before that. */
  known = false;
  paused = false;
  cancelled = false;
  /** Somebody has said: go. */
  go = false;
  /** What failed is to be told once more. */
  again = false;
  /** The file is to be looked at again. */
  anew = false;
  /** It was refused for what somebody may still say. */
  asks = false;
  steps = 0;
  /** Why chats wait, in words without content. */
  readonly waits = new Map<ChatId, string>();
  #fetched: number | null = null;
  /** Why the messenger gives nothing. */
  #fetchWaits: string | null = null;
  #counts: ImportCounts | null = null;
  #pace: { readonly at: number; readonly done: number } | undefined;
  #perSecond: number | null = null;
  readonly #scopes = new Set<CancellationScope>();

  constructor(private readonly input: HistoryImportInput) {}

  get state(): ImportState {
    return this.#state;
  }

  enter(state: ImportState): void {
    this.#state = state;
    this.show();
  }

  get isOver(): boolean {
    return this.#state === 'done' || this.#state === 'cancelled' || (this.#state === 'refused' && !this.asks);
  }

  /** A person's word has to be seen to before anything else is begun. */
  get isTold(): boolean {
    return this.paused || this.hasOrder;
  }

  /** Something to be done, also while it is paused. */
  get hasOrder(): boolean {
    return this.cancelled || this.again || this.anew;
  }

  /** @returns whether what failed is to be told once more; asked once. */
  takeRetry(): boolean {
    const { again } = this;
    this.again = false;
    return again;
  }

  /** Whether the file is to be looked at again; asked once. */
  takeLook(): boolean {
    const { anew } = this;
    this.anew = false;
    return anew;
  }

  get isLate(): boolean {
    return this.steps >= (this.input.stepsPerRun ?? STEPS_PER_RUN) || workflowInfo().continueAsNewSuggested;
  }

  progress(): ImportProgress {
    const counts = this.#counts;
    const perSecond = this.#perSecond;
    return {
      state: this.#state,
      paused: this.paused,
      fetched: this.#fetched,
      counts,
      perSecond,
      leftMs: counts === null || perSecond === null || perSecond === 0 ? null : (counts.waiting / perSecond) * 1_000,
      waitsFor: this.#fetchWaits ?? [...this.waits.values()][0] ?? null,
    };
  }

  show(): void {
    setCurrentDetails(describeImport(this.progress()));
  }

  learnFetched(result: FetchResult): void {
    this.#fetched = result.messages;
    this.#fetchWaits = result.kind === 'waits' ? result.why : null;
    this.show();
  }

  /** It does not wait for the messenger any more, whatever that said. */
  forgetWait(): void {
    this.#fetchWaits = null;
    this.show();
  }

  learn(counts: ImportCounts): void {
    const done = doneOf(counts);
    const now = Date.now();
    this.#pace ??= { at: now, done };
    const ms = now - this.#pace.at;
    if (ms > 0) this.#perSecond = ((done - this.#pace.done) / ms) * 1_000;
    if (ms > PACE_OVER_MS) this.#pace = { at: now, done };
    this.#counts = counts;
    this.show();
  }

  /** Runs what a person's word may interrupt. @returns undefined where it was */
  async interruptible<Result>(what: () => Promise<Result>): Promise<Result | undefined> {
    const scope = new CancellationScope();
    this.#scopes.add(scope);
    try {
      return await scope.run(what);
    } catch (error) {
      // The whole workflow is being cancelled: that is no word of ours.
      if (!isCancellation(error) || CancellationScope.current().consideredCancelled) throw error;
      return undefined;
    } finally {
      this.#scopes.delete(scope);
    }
  }

  interrupt(): void {
    this.#pace = undefined;
    for (const scope of this.#scopes) scope.cancel();
  }
}
