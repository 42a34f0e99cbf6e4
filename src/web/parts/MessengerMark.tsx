import type { ReactNode } from 'react';
import type { MessengerKind } from '../../model/messenger-kind';

/** Plain things drawn by us, in a colour that people know; none of them is, or is drawn after, a trademark's artwork. */
const SIGNS: Readonly<Record<MessengerKind, ReactNode>> = {
  // A folded letter that flies.
  telegram: <path d="M6.5 15.5 25 8l-5.5 17-4.5-7.5zM15 17.5 25 8" />,
  // A receiver.
  whatsapp: (
    <path d="M11.2 7.5 14 12.3l-2 2.2c1 2.6 2.9 4.5 5.5 5.5l2.2-2 4.8 2.8-.8 3.4c-.2.7-.8 1.1-1.5 1C14 24.5 7.5 18 6.8 9.8c-.1-.7.3-1.3 1-1.5z" />
  ),
  // Somebody says something.
  messenger: (
    <path d="M9.5 8h13a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H16l-4.5 4v-4h-2a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3zM12 14.5h.1m3.9 0h.1m3.9 0h.1" />
  ),
  // A camera from the front.
  instagram: (
    <path d="M8.5 11h3l1.6-2.5h5.8l1.6 2.5h3a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM16 13.5a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2z" />
  ),
  // A voice.
  viber: <path d="M7.5 14v4m4.25-7v10m4.25-13v16m4.25-12.5v9m4.25-5.5v2" />,
  // Two who talk.
  wechat: (
    <path d="M8.5 7.5h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-5L9.5 19v-2.5h-1a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zm14 5h1a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-1V24l-3-2.5h-4" />
  ),
  // A shop's awning.
  apple: <path d="M8 8.5h16l2 5.5a3.3 3.3 0 0 1-6.6 0 3.4 3.4 0 0 1-6.8 0 3.3 3.3 0 0 1-6.6 0zM8.5 18v6.5h15V18" />,
  // A robot's head.
  botframework: (
    <path d="M9.5 11.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM16 11.5V8m-3.8 8v1.5m7.6-1.5v1.5M13 20.5h6" />
  ),
  // A plug.
  custom: <path d="M12 7v5m8-5v5m-10.5 0h13v3a6.5 6.5 0 0 1-13 0zm6.5 9.5V26" />,
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
