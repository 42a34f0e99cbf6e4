import { useRef, useState } from 'react';
import type { FileView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { still } from '../lib/still';
import { Icon } from '../parts/Icon';
import { FileCard } from './FileCard';
import { isDrawable } from './said';

export function Video({ file }: { readonly file: FileView }) {
  const { t } = useLanguage();
  return (
    <video className="video" src={file.url} controls playsInline preload="metadata" aria-label={t.talk.kinds.video} />
  );
}

/** A silent film that plays for ever, unless the visitor asked for less motion. */
export function Animation({ file }: { readonly file: FileView }) {
  const { t } = useLanguage();
  return (
    <span className="animation">
      {isDrawable(file) ? (
        <img src={file.url} alt={t.talk.kinds.animation} draggable={false} />
      ) : (
        <video
          src={file.url}
          aria-label={t.talk.kinds.animation}
          muted
          loop
          playsInline
          autoPlay={!still.matches}
          controls={still.matches}
        />
      )}
      <span className="animation-mark" aria-hidden="true">
        GIF
      </span>
    </span>
  );
}

/** A sticker has no bubble. Telegram's animated ones (tgs) are for its own apps to draw. */
export function Sticker({ file }: { readonly file: FileView }) {
  const { t } = useLanguage();
  if (file.mimeType.startsWith('video/')) {
    return (
      <video
        className="sticker"
        src={file.url}
        aria-label={t.talk.kinds.sticker}
        muted
        loop
        playsInline
        autoPlay={!still.matches}
      />
    );
  }
  if (!isDrawable(file)) return <FileCard file={file} />;
  return <img className="sticker" src={file.url} alt={t.talk.kinds.sticker} draggable={false} />;
}

/** Round films are pressed to play and to pause: their frame has no room for controls. */
export function RoundVideo({ file }: { readonly file: FileView }) {
  const { t } = useLanguage();
  const film = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  return (
    <button
      type="button"
      className="round"
      aria-label={`${playing ? t.talk.pause : t.talk.play}: ${t.talk.kinds.round}`}
      onClick={() => {
        const element = film.current;
        if (element?.paused) void element.play();
        else element?.pause();
      }}
    >
      <video
        ref={film}
        src={file.url}
        playsInline
        preload="metadata"
        tabIndex={-1}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      />
      {playing ? null : (
        <span className="round-play">
          <Icon name="play" size={26} />
        </span>
      )}
    </button>
  );
}
