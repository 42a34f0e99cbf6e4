import type { Request, Response } from 'express';
import type { SaidTexts } from '../../ledger/delivery-views';
import type { SaidHold } from '../../ledger/holds';
import type { SourceView } from '../../ledger/source-views';
import type { Language, Said } from '../../model/words';
import { inWords } from '../../words/in-words';
import { languageOf } from '../language';

/** What texts that follow the caller's language are described by; what somebody else said stays in their words. */
export const IN_LANGUAGE = 'In English, or the language that `Accept-Language` prefers: es, pt';

/** The language that the caller prefers; whoever keeps the answer is told that it depends on it. */
export function languageFor({
  request,
  response,
}: {
  readonly request: Request;
  readonly response: Response;
}): Language {
  response.vary('Accept-Language');
  return languageOf(request);
}

/** A delivery with what became of it and why it waits. */
export function deliveryIn<
  View extends SaidTexts & Readonly<Record<'outcomeText' | 'lastText' | 'heldBecause', string | null>>,
>({ outcomeSaid, lastSaid, ...view }: View, language: Language): Omit<View, keyof SaidTexts> {
  return {
    ...heldIn(view, language),
    outcomeText: told(view.outcomeText, outcomeSaid, language),
    lastText: told(view.lastText, lastSaid, language),
  } as Omit<View, keyof SaidTexts>;
}

/** A chat or an account. */
export function heldIn<View extends SaidHold & { readonly heldBecause: string | null }>(
  { heldSaid, ...view }: View,
  language: Language,
): Omit<View, keyof SaidHold> {
  return { ...view, heldBecause: told(view.heldBecause, heldSaid, language) };
}

export function sourceIn({ heldSaid, held, ...view }: SourceView & SaidHold, language: Language): SourceView {
  return { ...view, held: held && { ...held, because: inWords({ text: held.because, said: heldSaid }, language) } };
}

function told(english: string | null, said: readonly Said[] | null, language: Language): string | null {
  return english === null ? null : inWords({ text: english, said }, language);
}
