import type { Tone } from '../../parts/Pill';

interface FlowPictureProps {
  readonly tone: Tone;
  /** Nothing is connected yet. */
  readonly empty: boolean;
}

/** Customers on the left, Kommo on the right, messages between; where something is wrong, the way is broken. */
export function FlowPicture({ tone, empty }: FlowPictureProps) {
  return (
    <svg
      className="flow"
      data-tone={tone}
      viewBox="0 0 148 56"
      width="148"
      height="56"
      aria-hidden="true"
      focusable="false"
    >
      <path className="flow-way" d="M52 28h44" />
      {tone === 'good' || tone === 'busy' ? (
        <g className="flow-messages">
          <circle className="flow-message" cx="56" cy="28" r="3.2" />
          <circle className="flow-message" cx="74" cy="28" r="3.2" />
          <circle className="flow-message" cx="92" cy="28" r="3.2" />
        </g>
      ) : (
        <g className="flow-break">
          <circle cx="74" cy="28" r="10" />
          {tone === 'bad' ? <path d="m70.5 24.5 7 7m0-7-7 7" /> : null}
          {tone === 'warn' ? <path d="M74 23.5v5m0 3.5v.1" /> : null}
          {empty ? <path d="M74 24v8m-4-4h8" /> : null}
          {tone === 'calm' && !empty ? <path d="M71.8 24.5v7m4.4-7v7" /> : null}
        </g>
      )}
      <circle className="flow-end" cx="28" cy="28" r="23" />
      <path
        className="flow-sign"
        d="M38.5 27.6a10 9.3 0 0 1-14.5 8.2l-5.5 1.6 1.7-4.7a9.3 9.3 0 1 1 18.3-5.1zM24.5 27.7h.1m3.9 0h.1m3.9 0h.1"
      />
      <circle className="flow-end" cx="120" cy="28" r="23" />
      <path className="flow-sign" d="M110.5 30.5 113 21h14l2.5 9.5v6h-19zm0 0h5.3l1.5 2.7h5.4l1.5-2.7h5.3" />
    </svg>
  );
}
