/** What messages of every side are made of, as the control API shows it. */

/** A file that the sandbox holds, as its pages show it. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** On the sandbox: `/control/files/{id}`. */
  readonly url: string;
}

export interface PlaceView {
  readonly latitude: number;
  readonly longitude: number;
  readonly title: string | null;
  readonly address: string | null;
}

/** What somebody reacted with, one for each person. */
export interface ReactionView {
  readonly emoji: string;
  readonly by: string;
}

export interface ButtonView {
  readonly text: string;
  readonly url: string | null;
}

export interface ListMessageView {
  readonly header: string;
  readonly body: string;
  readonly footer: string;
  readonly button: string;
  readonly sections: readonly {
    readonly title: string;
    readonly rows: readonly { readonly callbackData: string; readonly title: string; readonly description: string }[];
  }[];
}
