/** A Facebook Page: Messenger and the Instagram account that it is linked with live on it together (facebook.md §1, §11). */
export interface Page {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** Fields that the Page tells an app of, by the app's id. */
  readonly subscribed: Map<string, readonly string[]>;
  /** Fields that it does not take, whatever the sheet says of them. */
  refusedFields: readonly string[];
  /** The messenger profile by platform: the button to start with, the menu (facebook.md §8). */
  readonly profiles: Map<string, Readonly<Record<string, unknown>>>;
}

/** A file that Meta holds under an id of its own, for ninety days and one Page (facebook.md §3, §7). */
export interface Upload {
  readonly id: string;
  readonly pageId: string;
  readonly kind: string;
  readonly fileId: string;
  readonly until: number;
}

/** What Meta knows of Pages beside lines and handsets. */
export class PagesState {
  readonly pages = new Map<string, Page>();
  readonly uploads = new Map<string, Upload>();
  readonly #watchers: (() => void)[] = [];

  /** A Page, or the one that is there already. */
  add({ id, name, username }: Pick<Page, 'id' | 'name' | 'username'>): Page {
    const known = this.pages.get(id);
    if (known) return known;
    const page: Page = { id, name, username, subscribed: new Map(), refusedFields: [], profiles: new Map() };
    this.pages.set(id, page);
    return page;
  }

  /** Whoever shows where webhooks go has to look again when this is called. */
  watch(look: () => void): void {
    this.#watchers.push(look);
  }

  changed(): void {
    for (const look of this.#watchers) look();
  }
}
