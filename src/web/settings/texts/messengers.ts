/** What is said about one messenger; one that has no words yet is shown with those of the api. */
export interface MessengerWords {
  /** What one connects. */
  readonly what: string;
  readonly howTo: {
    readonly title: string;
    /** In the order in which it is done. */
    readonly steps: readonly string[];
    /** Parts of the steps that are typed or looked for word by word. */
    readonly typed: readonly string[];
    readonly link?: { readonly text: string; readonly href: string };
  };
  /** By the name of the credential. */
  readonly fields: Readonly<Partial<Record<string, { readonly label: string; readonly help: string }>>>;
}
