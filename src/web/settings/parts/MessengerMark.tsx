import type { ReactNode } from 'react';
import type { MessengerKind } from '../../../model/messenger-kind';

/** Drawn by us in each messenger's colour; none of them is a trademark's own artwork. */
const SIGNS: Readonly<Record<MessengerKind, ReactNode>> = {
  telegram: <path d="M6 15.8 25.5 8.2 22.4 24l-6.3-4.5-3.3 3-.9-5.2zM11.9 17.3 21.5 11l-7.6 8" />,
  whatsapp: (
    <path d="M7.5 24.5 9 20a8.7 8.7 0 1 1 3.2 3.1zM13 12.5c-.6 1.8 3.9 6.8 6.4 6.4l1-1.8-2.2-1.2-1 .9c-1-.4-1.9-1.4-2.2-2.3l.9-1-1-2.1z" />
  ),
  messenger: (
    <path d="M16 7c-5.2 0-9 3.7-9 8.4 0 2.7 1.2 4.9 3.2 6.4V25l3-1.7a10 10 0 0 0 2.8.4c5.2 0 9-3.7 9-8.3S21.2 7 16 7zM10.5 17.8l4-4.3 2.8 2.3 4.2-2.3" />
  ),
  instagram: (
    <path d="M11.5 7.5h9a4 4 0 0 1 4 4v9a4 4 0 0 1-4 4h-9a4 4 0 0 1-4-4v-9a4 4 0 0 1 4-4zM16 11.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zm5.4-.9h.1" />
  ),
  viber: (
    <path d="M9 8.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6L12.5 25v-3.5H9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM12.5 12.5c.3 3 2 5 5 5.5m-1.5-5.5a3 3 0 0 1 3 3" />
  ),
  wechat: (
    <path d="M13.5 8C9.7 8 7 10.3 7 13.2c0 1.7.9 3.1 2.3 4L9 19.5l2.4-1.2 2.1.2m5.2-5.3c-3.3 0-5.7 2.1-5.7 4.7s2.4 4.7 5.7 4.7l1.8-.2 2 1-.3-1.9c1.4-.9 2.2-2.2 2.2-3.6 0-2.6-2.4-4.7-5.7-4.7z" />
  ),
  apple: (
    <path d="M16 7.5c5.2 0 9.2 3.3 9.2 7.5s-4 7.5-9.2 7.5l-2.3-.2L9.5 25l.3-3.9C7.9 19.7 6.8 17.5 6.8 15c0-4.2 4-7.5 9.2-7.5z" />
  ),
  botframework: (
    <path d="M9.5 11.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM16 11.5V8m-3.8 8v1.5m7.6-1.5v1.5M13 20.5h6" />
  ),
  custom: <path d="M13 10.5 8 16l5 5.5m6-11 5 5.5-5 5.5" />,
};

export function MessengerMark({ kind, size = 40 }: { readonly kind: MessengerKind; readonly size?: number }) {
  return (
    <svg
      className="messenger-mark"
      data-messenger={kind}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="32" height="32" rx="10" className="messenger-ground" />
      <g fill="none" stroke="#fff" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round">
        {SIGNS[kind]}
      </g>
    </svg>
  );
}
