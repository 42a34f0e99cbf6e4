import { useEffect } from 'react';
import type { Widget } from '../session/widget';

/** Tells the widget how high the page is, so that the iframe has no scroll bar of its own. */
export function useHeight(widget: Widget): void {
  useEffect(() => {
    let told = 0;
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      widget.tell({ courier: 'height', height });
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [widget]);
}
