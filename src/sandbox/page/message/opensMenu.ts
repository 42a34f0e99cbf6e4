import type { MouseEvent } from 'react';

/** Opens a message's menu in place of the browser's, except over what the browser's own menu is of use for. */
export function opensMenu(open: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.target instanceof Element && event.target.closest('a, video, input')) return;
    event.preventDefault();
    open();
  };
}
