import { useState } from 'react';

/** For a dialog that is there only while it is open: gives the focus back to what had it before. */
export function useFormerFocus(): (event: Event) => void {
  const [former] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (former instanceof HTMLElement) former.focus();
  };
}
