import { type RefObject, useEffect, useRef } from 'react';

/**
 * Puts the focus on a heading when the view behind it changes, so that a screen reader begins there. When the page opens
 * the focus stays where Kommo has it.
 */
export function useFocusOnChange<T extends HTMLElement>(view: string): RefObject<T> {
  const ref = useRef<T>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    const first = last.current === null;
    const same = last.current === view;
    last.current = view;
    // What was pressed has gone with the view before. Before anything was, nothing is taken.
    const lost = navigator.userActivation.hasBeenActive && document.activeElement === document.body;
    if (!same && (!first || lost)) ref.current?.focus();
  }, [view]);
  return ref;
}

/** Gives the focus back after a dialog: to what opened it, or what stands in for it when that is gone. */
export function focusAgain(...elements: readonly (HTMLElement | null | undefined)[]): void {
  elements.find((element) => element?.isConnected === true)?.focus();
}
