import type { ReactNode } from 'react';

const SHAPES = {
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  back: <path d="M14.5 5.5 8 12l6.5 6.5" />,
  next: <path d="M9.5 5.5 16 12l-6.5 6.5" />,
  chevron: <path d="m7 10 5 5 5-5" />,
  out: <path d="M8 16 17 7m-8 0h8v8" />,
  more: <path d="M6 12h.1m5.9 0h.1m5.9 0h.1" strokeWidth="2.8" />,
  alert: (
    <path d="M12 8v5.2m0 3.3v.1M10.6 4.2 3 17.6a1.6 1.6 0 0 0 1.4 2.4h15.2a1.6 1.6 0 0 0 1.4-2.4L13.4 4.2a1.6 1.6 0 0 0-2.8 0z" />
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11.2V16m0-8v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.4 2" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.4" />
      <path d="M2.8 19a6.3 6.3 0 0 1 12.4 0M15.5 5.4a3.4 3.4 0 0 1 0 6.2M17.6 14a6.3 6.3 0 0 1 3.6 5" />
    </>
  ),
  bell: <path d="M6 10a6 6 0 0 1 12 0c0 4.5 1.6 6 2 6.5H4c.4-.5 2-2 2-6.5zm3.8 9.5a2.4 2.4 0 0 0 4.4 0" />,
  history: <path d="M4.6 5v4.6h4.6M4.9 9.4A8 8 0 1 1 4 13m8-5v4.6l3 1.8" />,
  sources: (
    <>
      <path d="M20 11.5a7.5 7 0 0 1-10.9 6.2L4.5 19l1.3-3.8A7 7 0 1 1 20 11.5z" />
      <path d="M9 11.5h.1m3.3 0h.1m3.3 0h.1" strokeWidth="2.4" />
    </>
  ),
  edit: <path d="m5 19 1-4L16.5 4.5l3 3L9 18zm9-12 3 3" />,
  move: <path d="M4 7h11m-3.5-3.5L15 7l-3.5 3.5M20 17H9m3.5-3.5L9 17l3.5 3.5" />,
  star: <path d="m12 4 2.5 5.1 5.6.8-4 4 1 5.6-5.1-2.7-5 2.7.9-5.6-4-4 5.6-.8z" />,
  key: (
    <>
      <circle cx="8" cy="15.5" r="4" />
      <path d="m11 12.5 8-8m-3 3 2.6 2.6" />
    </>
  ),
  pause: <path d="M9 6.5v11m6-11v11" strokeWidth="2.6" />,
  play: <path d="M8.5 5.8v12.4l9.8-6.2z" />,
  send: <path d="M4.5 12 20 4.5 14.5 20l-3-6.5zM11.5 13.5 20 4.5" />,
  trash: <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 10.5v5.5m4-5.5V16" />,
  eye: (
    <>
      <path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2.5" />
      <path d="M15.5 8V7A2.5 2.5 0 0 0 13 4.5H7A2.5 2.5 0 0 0 4.5 7v6A2.5 2.5 0 0 0 7 15.5h1" />
    </>
  ),
  repair: (
    <path
      d="M14.6 6.6a4.4 4.4 0 0 1 5-1.6l-2.7 2.8.4 2.4 2.4.4 2.3-2.4a4.4 4.4 0 0 1-6 5l-6.8 6.7a1.9 1.9 0 0 1-2.8-2.8l6.7-6.7a4.4 4.4 0 0 1 1.5-3.8z"
      transform="translate(-1 0)"
    />
  ),
  offline: (
    <path d="M4 4l16 16M8.3 15.2a5.2 5.2 0 0 1 5.2-1.3M5.3 12a9.5 9.5 0 0 1 4-2.3m4-.4a9.5 9.5 0 0 1 5.4 2.7M2.5 8.6a13.6 13.6 0 0 1 4.3-2.7m4-.9a13.6 13.6 0 0 1 10.7 3.6M12 19v.1" />
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
      <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
    </>
  ),
  mail: (
    <>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2.5" />
      <path d="m4.5 7.5 7.5 6 7.5-6" />
    </>
  ),
  link: (
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4.1 4.1 0 0 0-5.8-5.8l-1.6 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4.1 4.1 0 0 0 5.8 5.8l1.6-1.5" />
  ),
  task: (
    <>
      <rect x="4.5" y="4.5" width="15" height="15" rx="3.5" />
      <path d="m8.5 12.3 2.5 2.5 4.6-5" />
    </>
  ),
  phone: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2.5" />
      <path d="M11 18h2" />
    </>
  ),
  template: (
    <>
      <rect x="4.5" y="4" width="15" height="16" rx="2.5" />
      <path d="M8.5 9h7m-7 3.5h7M8.5 16h4" />
    </>
  ),
  upload: <path d="M12 15.5V4.5m-4 4 4-4 4 4M4.5 15v3a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-3" />,
  file: <path d="M7 3.5h6.5L18 8v11.5a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM13 3.8V8.5h4.7" />,
  archive: <path d="M4 5h16v4H4zm1.2 4v10h13.6V9M9.8 12.5h4.4" />,
  refresh: <path d="M19 5v4.6h-4.6M18.7 9.4A7.6 7.6 0 1 0 19.6 13" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** Drawn for 24 by 24; the words beside it say what it means. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
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
