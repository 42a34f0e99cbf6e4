import type { HandsetKind } from '../../control/lines-contract';
import type { LineButton, LineMessage } from '../../lines/records';
import type { MediaKind } from '../media/media-rules';

/** A file that a message needs: held by Meta already, or to be fetched. */
export interface MediaWanted {
  readonly kind: MediaKind;
  readonly source: { readonly id: string } | { readonly link: string };
  readonly filename: string | undefined;
  readonly voice: boolean;
}

/** A message as the phone will show it. */
export interface Content {
  readonly kind: HandsetKind;
  readonly text: string;
  /** What of the text is above the body, and below it. */
  readonly header: string | null;
  readonly footer: string | null;
  readonly media: MediaWanted | undefined;
  readonly location: LineMessage['location'];
  readonly contact: LineMessage['contact'];
  readonly buttons: readonly (readonly LineButton[])[];
  readonly list: LineMessage['list'];
  readonly template: string | null;
  /** `service`, or the template's in small letters. */
  readonly category: string;
}

export function contentOf(fields: Partial<Content> & Pick<Content, 'kind'>): Content {
  return {
    text: '',
    header: null,
    footer: null,
    media: undefined,
    location: null,
    contact: null,
    buttons: [],
    list: null,
    template: null,
    category: 'service',
    ...fields,
  };
}

/** What pressing a button brings, kept in one word of the record. */
export type Press =
  | { readonly does: 'reply'; readonly id: string }
  | { readonly does: 'quick-reply'; readonly payload: string }
  | { readonly does: 'location' }
  | { readonly does: 'phone' }
  | { readonly does: 'nothing' };

export function buttonOf(text: string, press: Press, url: string | null = null): LineButton {
  return { text, url, payload: press.does === 'nothing' ? null : JSON.stringify(press) };
}

export function pressOf({ payload }: LineButton): Press {
  return payload === null ? { does: 'nothing' } : (JSON.parse(payload) as Press);
}
