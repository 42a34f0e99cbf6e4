import type { ReactNode } from 'react';

const SHAPES = {
  send: <path d="M4.5 12 20 4.5 14.5 20l-3-6.5zM11.5 13.5 20 4.5" />,
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  down: <path d="M12 5v14m-6-6 6 6 6-6" />,
  back: <path d="M15 5 8 12l7 7" />,
  chevron: <path d="m7 10 5 5 5-5" />,
  out: <path d="M8 16 17 7m-8 0h8v8" />,
  alert: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V13m0 3v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  moon: <path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6" />
    </>
  ),
  bolt: <path d="M13 3 5 13.5h6L10.5 21 19 10.5h-6.5z" />,
  reset: <path d="M5 5v5h5M5.6 10A7.5 7.5 0 1 1 4.7 14" />,
  block: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 6 12 12" />
    </>
  ),
  phone: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2.5" />
      <path d="M11 18h2" />
    </>
  ),
  inbox: <path d="M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5L10 16h4l1.5-2.5H20" />,
  silent: (
    <path d="M9.5 18.5a2.5 2.5 0 0 0 5 0M4 4l16 16M7 9.5c0 4-1.5 5.5-2 6h10.5M9.5 5.6A5 5 0 0 1 17 9.8c0 1.6.2 2.8.6 3.7" />
  ),
  paperclip: (
    <path d="m19.5 11.5-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7-7" />
  ),
  picture: (
    <>
      <rect x="3.5" y="4.5" width="17" height="15" rx="3" />
      <circle cx="9" cy="10" r="1.7" />
      <path d="m4 17 4.8-4.2 3 2.6 3.7-3.6 4.8 4.4" />
    </>
  ),
  file: <path d="M13.5 3.5h-6a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-10zm0 0v5h5" />,
  mic: (
    <>
      <rect x="9" y="3.5" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  music: (
    <>
      <circle cx="8" cy="17" r="2.8" />
      <path d="M10.8 17V5.5l7.7-1.8v3.9l-7.7 1.8" />
    </>
  ),
  wave: <path d="M4 10v4m4-7v10m4-13v16m4-12v8m4-5v2" />,
  sticker: (
    <path d="M20 13V9a5 5 0 0 0-5-5H9a5 5 0 0 0-5 5v6a5 5 0 0 0 5 5h4zm0 0h-2a5 5 0 0 0-5 5v2M9 10v.1m5-.1v.1" />
  ),
  pin: (
    <>
      <path d="M12 3a6.6 6.6 0 0 0-6.6 6.6C5.4 14.7 12 21 12 21s6.6-6.3 6.6-11.4A6.6 6.6 0 0 0 12 3z" />
      <circle cx="12" cy="9.7" r="2.3" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8.5" r="3.8" />
      <path d="M4.8 19.5a7.3 7.3 0 0 1 14.4 0" />
    </>
  ),
  poll: <path d="M6 19v-7m6 7V5m6 14v-4" />,
  dice: (
    <>
      <rect x="4.5" y="4.5" width="15" height="15" rx="3.5" />
      <path d="M9 9v.1m6-.1v.1M12 12v.1M9 15v.1m6-.1v.1" />
    </>
  ),
  reply: <path d="M9.5 6 4 11.5 9.5 17m-5-5.5H14a6 6 0 0 1 6 6v1" />,
  forward: <path d="M14.5 6 20 11.5 14.5 17m5-5.5H10a6 6 0 0 0-6 6v1" />,
  edit: <path d="m5 19 1-4L16.5 4.5l3 3L9 18zm9-12 3 3" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2.5" />
      <path d="M15.5 8V7A2.5 2.5 0 0 0 13 4.5H7A2.5 2.5 0 0 0 4.5 7v6A2.5 2.5 0 0 0 7 15.5h1" />
    </>
  ),
  more: <path d="M6 12h.1m5.9 0h.1m5.9 0h.1" strokeWidth="2.6" />,
  play: <path d="M8.5 5.8v12.4l9.8-6.2z" fill="currentColor" />,
  pause: <path d="M9 6.5v11m6-11v11" strokeWidth="3" />,
  download: <path d="M12 4.5v10m-4.5-4 4.5 4.5 4.5-4.5M5 19.5h14" />,
  list: <path d="M9 6.5h10.5M9 12h10.5M9 17.5h10.5M5 6.5h.1M5 12h.1m-.1 5.5h.1" />,
  buttons: (
    <>
      <rect x="3.5" y="5" width="17" height="6" rx="2.5" />
      <rect x="3.5" y="14" width="7.5" height="5" rx="2.2" />
      <rect x="13.5" y="14" width="7" height="5" rx="2.2" />
    </>
  ),
  template: (
    <path d="M8.5 5C6.5 5 6 6 6 7.5v2c0 1.3-.7 2.5-2 2.5 1.3 0 2 1.2 2 2.5v2C6 18 6.5 19 8.5 19m7-14c2 0 2.5 1 2.5 2.5v2c0 1.3.7 2.5 2 2.5-1.3 0-2 1.2-2 2.5v2c0 1.5-.5 2.5-2.5 2.5" />
  ),
  robot: (
    <>
      <rect x="4.5" y="8" width="15" height="11" rx="3.5" />
      <path d="M12 8V4.5M9 13v.8m6-.8v.8M2.5 12.5V15m19-2.5V15" />
    </>
  ),
  board: (
    <>
      <rect x="3.5" y="4.5" width="5" height="15" rx="1.8" />
      <rect x="10.5" y="4.5" width="5" height="10" rx="1.8" />
      <path d="M19.5 4.5v6" strokeWidth="3" />
    </>
  ),
  funnel: <path d="M4 5h16l-6.2 7.4v6.1L10.2 20v-7.6z" />,
  blocks: (
    <>
      <rect x="4" y="4" width="6.5" height="6.5" rx="1.8" />
      <rect x="4" y="13.5" width="6.5" height="6.5" rx="1.8" />
      <rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1.8" />
      <path d="M16.8 4v6.5M13.5 7.2H20" />
    </>
  ),
  eye: (
    <>
      <path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  eyeOff: (
    <path d="M5 5l14 14M9.7 6.2A9 9 0 0 1 12 5.8c6 0 9.2 6.2 9.2 6.2a15 15 0 0 1-2.5 3.3M6.5 8A14.6 14.6 0 0 0 2.8 12S6 18.2 12 18.2a9 9 0 0 0 3.9-.9" />
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.6" />
      <path d="M8.2 10.5V7.8a3.8 3.8 0 0 1 7.6 0v2.7" />
    </>
  ),
  bin: <path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 11v5m3-5v5" />,
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11v5.5m0-8.6v.1" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** Decoration only: the words next to it, or its button's label, say what it means. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
