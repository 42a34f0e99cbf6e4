import type { Change } from './control/contract';

type Listener = (change: Change) => void;

/** Pages are told at most so often; a burst of messages is one change for each area. */
const MERGE_MS = 30;

/** Tells who wants to know which area of the sandbox changed. For listeners, changes close together are merged. */
export class Changes {
  private version = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<Change['area']>();
  private readonly listeners = new Set<Listener>();
  private note: () => void = () => undefined;

  emit(area: Change['area']): void {
    this.note();
    if (this.listeners.size === 0) return;
    this.waiting.add(area);
    this.timer ??= setTimeout(() => this.flush(), MERGE_MS);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls this at once at every change; there is one such at most. */
  noteEach(note: () => void): void {
    this.note = note;
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private flush(): void {
    this.timer = undefined;
    const areas = [...this.waiting];
    this.waiting.clear();
    for (const area of areas) {
      this.version += 1;
      for (const listener of this.listeners) listener({ version: this.version, area });
    }
  }
}
