/** The strip at the top of the phone: the sandbox's time, whose phone it is, and signs of life. */
export function StatusBar({ time, owner }: { readonly time: string; readonly owner: string }) {
  return (
    <div className="status-bar">
      <span>{time}</span>
      <span className="status-owner">{owner}</span>
      <svg width="48" height="14" viewBox="0 0 48 14" fill="currentColor" aria-hidden="true" focusable="false">
        <rect x="0" y="8" width="3" height="4" rx="1" />
        <rect x="4.5" y="6" width="3" height="6" rx="1" />
        <rect x="9" y="4" width="3" height="8" rx="1" />
        <rect x="13.5" y="2" width="3" height="10" rx="1" />
        <rect
          x="23.6"
          y="2.6"
          width="20"
          height="9.4"
          rx="3"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
          opacity="0.6"
        />
        <rect x="25.4" y="4.4" width="13" height="5.8" rx="1.6" />
        <rect x="45" y="5.4" width="1.8" height="4" rx="0.9" opacity="0.6" />
      </svg>
    </div>
  );
}
