import { useEffect } from 'react';

/** Whatever starts to play silences what played before; films that are silent anyway are left alone. */
export function useOneAtATime(): void {
  useEffect(() => {
    let playing: HTMLMediaElement | null = null;
    function onPlay({ target }: Event): void {
      if (!(target instanceof HTMLMediaElement) || target.muted) return;
      if (playing !== target) playing?.pause();
      playing = target;
    }
    // Such events do not bubble; they can only be caught on their way down.
    document.addEventListener('play', onPlay, true);
    return () => document.removeEventListener('play', onPlay, true);
  }, []);
}
