import type { MediaKind } from '../content/said';

/** A file that was chosen and waits in the composer. */
export interface Staged {
  readonly key: string;
  readonly file: File;
  /** What it goes as from a phone; the inbox lets Kommo tell by the file. */
  readonly kind: MediaKind;
  /** An address for a small picture of it, released when it leaves the composer. */
  readonly preview: string | null;
}

/** How somebody picked a file: the same picture goes as a photo or as a file. */
export type Intent = 'media' | 'file' | 'voice' | 'sticker';

function kindOf({ type }: File, intent: Intent): MediaKind {
  switch (intent) {
    case 'voice':
      return 'voice';
    case 'sticker':
      return 'sticker';
    case 'media':
      if (type === 'image/gif') return 'animation';
      if (type.startsWith('video/')) return 'video';
      return type.startsWith('image/') ? 'picture' : 'file';
    case 'file':
      // The messengers' own apps make music of sound files, whichever way they are attached.
      return type.startsWith('audio/') ? 'audio' : 'file';
  }
}

let count = 0;

export function stage(file: File, intent: Intent): Staged {
  count += 1;
  const preview = /^(image|video)\//u.test(file.type) ? URL.createObjectURL(file) : null;
  return { key: String(count), file, kind: kindOf(file, intent), preview };
}

export function release({ preview }: Staged): void {
  if (preview !== null) URL.revokeObjectURL(preview);
}

const LONGEST_READ_MS = 3_000;

/** Whole seconds that a sound or a film lasts; nothing where the browser cannot tell. */
export function durationOf({ file, kind }: Staged): Promise<number | null> {
  if (!['voice', 'audio', 'video', 'animation'].includes(kind) || file.type.startsWith('image/')) {
    return Promise.resolve(null);
  }
  const url = URL.createObjectURL(file);
  const player = document.createElement(file.type.startsWith('video/') ? 'video' : 'audio');
  return new Promise<number | null>((resolve) => {
    const timer = window.setTimeout(() => resolve(null), LONGEST_READ_MS);
    player.onloadedmetadata = () => {
      window.clearTimeout(timer);
      resolve(Number.isFinite(player.duration) ? Math.max(1, Math.round(player.duration)) : null);
    };
    player.onerror = () => {
      window.clearTimeout(timer);
      resolve(null);
    };
    player.preload = 'metadata';
    player.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
