/** A place that a provider was given for a file, until the file is there. */
export interface Place {
  readonly token: string;
  readonly lineId: string;
  readonly url: string;
  readonly owner: string;
  /** Of the encrypted file. */
  readonly bytes: number;
}

/** A file at Apple. It lies there encrypted, and Apple has no key (apple.md §7). */
export interface StoredFile {
  /** `mmcs-url`: its name, not where it can be fetched. */
  readonly url: string;
  readonly owner: string;
  readonly lineId: string;
  /** Base64 of `0x81` and the SHA-1 of the encrypted bytes. */
  readonly checksum: string;
  /** Of the bytes. */
  readonly size: number;
  readonly holds: Held;
}

export type Held =
  /** As a provider has put it there. */
  | { readonly kind: 'encrypted'; readonly fileId: string }
  /** A customer's, encrypted with the key as it is read. */
  | { readonly kind: 'plain'; readonly fileId: string; readonly key: string }
  /** An answer that was too big for its webhook; gone at this time. */
  | { readonly kind: 'answer'; readonly bytes: Buffer; readonly until: number };

/** Where a file can be fetched for a while. */
export interface Download {
  readonly token: string;
  readonly url: string;
  readonly until: number;
}

/** What Apple knows beside businesses and devices. */
export class AppleState {
  readonly places = new Map<string, Place>();
  readonly files = new Map<string, StoredFile>();
  readonly downloads = new Map<string, Download>();
  /** What `decodePayload` makes of bytes, by the name within them. */
  readonly answers = new Map<string, object>();

  clear(): void {
    this.places.clear();
    this.files.clear();
    this.downloads.clear();
    this.answers.clear();
  }
}
