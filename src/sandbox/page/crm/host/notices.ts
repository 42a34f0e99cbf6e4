export interface Notice {
  readonly id: number;
  readonly kind: 'message' | 'error';
  readonly header: string;
  readonly text: string;
}

/** What the CRM tells its user at the corner of the page. */
export class Notices {
  private all: readonly Notice[] = [];
  private lastId = 0;
  private readonly listeners = new Set<() => void>();

  readonly list = (): readonly Notice[] => this.all;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(kind: Notice['kind'], header: string, text: string): void {
    this.lastId += 1;
    this.change([...this.all, { id: this.lastId, kind, header, text }]);
  }

  remove(id: number): void {
    this.change(this.all.filter((notice) => notice.id !== id));
  }

  private change(all: readonly Notice[]): void {
    this.all = all;
    for (const listener of this.listeners) listener();
  }
}
