import type { HandsetKind } from '../../control/lines-contract';
import type { SandboxFile } from '../../files/sandbox-files';
import type { LineButton } from '../../lines/records';
import type { FileKind } from '../product';

/** A file that a message needs. */
export interface MediaWanted {
  readonly kind: FileKind;
  readonly source: { readonly url: string } | { readonly id: string } | { readonly file: SandboxFile };
  /** Kept under an id of its own, to be sent again. */
  readonly reusable: boolean;
}

/** A message of the business as the phone will show it, and as the echo tells of it. */
export interface Content {
  readonly kind: HandsetKind;
  readonly text: string;
  readonly media: readonly MediaWanted[];
  readonly buttons: readonly (readonly LineButton[])[];
  /** They stand above the keyboard, and are gone after an answer (facebook.md §3). */
  readonly quickReplies: boolean;
  /** Name of a utility template. */
  readonly template: string | null;
  /** Attachments of the echo that are no files. */
  readonly echoed: readonly object[];
}

export function contentOf(fields: Partial<Content> & Pick<Content, 'kind'>): Content {
  return { text: '', media: [], buttons: [], quickReplies: false, template: null, echoed: [], ...fields };
}

/** What pressing a button brings, kept in one word of the record. */
export type Press =
  | { readonly does: 'postback'; readonly payload: string }
  | { readonly does: 'quick-reply'; readonly payload: string }
  | { readonly does: 'share-phone' }
  | { readonly does: 'share-email' }
  | { readonly does: 'nothing' };

export function buttonOf(text: string, press: Press, url: string | null = null): LineButton {
  return { text, url, payload: press.does === 'nothing' ? null : JSON.stringify(press) };
}

export function pressOf({ payload }: LineButton): Press {
  return payload === null ? { does: 'nothing' } : (JSON.parse(payload) as Press);
}
