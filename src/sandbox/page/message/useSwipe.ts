import { type PointerEvent, useRef } from 'react';

const ENOUGH_PX = 56;
const FARTHEST_PX = 72;
/** Below this it may still be a scroll. */
const BEGINS_PX = 12;

interface Swipe {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** A finger that draws a message to the left answers it, as in the messengers' own apps. */
export function useSwipe(answer: () => void): Swipe {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const moved = useRef(0);

  function letGo(element: HTMLElement): void {
    start.current = null;
    moved.current = 0;
    element.style.translate = '';
  }

  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }) => {
      start.current = pointerType === 'touch' ? { x, y } : null;
    },
    onPointerMove: ({ clientX, clientY, currentTarget }) => {
      if (start.current === null) return;
      const left = start.current.x - clientX;
      if (Math.abs(clientY - start.current.y) > BEGINS_PX && moved.current === 0) {
        letGo(currentTarget);
        return;
      }
      moved.current = left < BEGINS_PX ? 0 : Math.min(left, FARTHEST_PX);
      currentTarget.style.translate = moved.current === 0 ? '' : `${-moved.current}px 0`;
    },
    onPointerUp: ({ currentTarget }) => {
      const far = moved.current >= ENOUGH_PX;
      letGo(currentTarget);
      if (far) answer();
    },
    onPointerCancel: ({ currentTarget }) => letGo(currentTarget),
  };
}
