import { type CSSProperties, useRef, useState } from 'react';
import type { FileView } from '../../control/contract';
import { duration } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { BARS, usePeaks } from './usePeaks';

interface Props {
  readonly file: FileView;
  /** As the sender told it; the file itself knows better once it has been opened. */
  readonly durationS: number | null;
  readonly label: string;
  /** Shows how the voice rises and falls. */
  readonly waves?: boolean;
}

function Waves({ peaks }: { readonly peaks: readonly number[] }) {
  return (
    <svg viewBox={`0 0 ${BARS * 4} 24`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {peaks.map((peak, index) => (
        <rect key={index} x={index * 4 + 0.6} width="2.6" rx="1.3" y={12 - peak * 11} height={peak * 22} />
      ))}
    </svg>
  );
}

/** Plays a voice message or a piece of music: one button, a line to move along, the time. */
export function Player({ file, durationS, label, waves = false }: Props) {
  const { t } = useLanguage();
  const sound = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(durationS ?? 0);
  const [broken, setBroken] = useState(false);
  const peaks = usePeaks(file, waves);
  const share = length > 0 ? Math.min(1, at / length) : 0;
  const times = t.talk.playedOf(duration(at), duration(length));

  function toggle(): void {
    const element = sound.current;
    if (element === null) return;
    if (!element.paused) element.pause();
    // A sound that cannot be played says so by its error event.
    else element.play().catch(() => setBroken(true));
  }

  function seek(to: number): void {
    setAt(to);
    if (sound.current) sound.current.currentTime = to;
  }

  function learnLength(): void {
    const found = sound.current?.duration ?? Number.NaN;
    if (Number.isFinite(found) && found > 0) setLength(found);
  }

  return (
    <div className="player" data-playing={playing} role="group" aria-label={label} data-testid="player">
      <button
        type="button"
        className="player-button"
        aria-label={playing ? t.talk.pause : t.talk.play}
        disabled={broken}
        onClick={toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} size={20} />
      </button>
      <div className="player-body">
        {waves ? null : <span className="player-name">{label}</span>}
        <div className="player-line" data-waves={waves} style={{ '--played': share } as CSSProperties}>
          {waves ? (
            <>
              <Waves peaks={peaks} />
              <span className="player-done">
                <Waves peaks={peaks} />
              </span>
            </>
          ) : null}
          <input
            type="range"
            min={0}
            max={length > 0 ? length : 1}
            step={0.1}
            value={at}
            aria-label={t.talk.position}
            aria-valuetext={times}
            onChange={(event) => seek(Number(event.target.value))}
          />
        </div>
        <span className="player-time" aria-hidden="true">
          {at > 0 ? `${duration(at)} / ${duration(length)}` : duration(length)}
        </span>
      </div>
      <audio
        ref={sound}
        src={file.url}
        preload={durationS === null ? 'metadata' : 'none'}
        onLoadedMetadata={learnLength}
        onDurationChange={learnLength}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={() => setBroken(true)}
        onEnded={() => seek(0)}
      />
    </div>
  );
}
