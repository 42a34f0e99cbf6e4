import type { InboxMessage } from '../../control/contract';
import { useLanguage } from '../lib/language';

/** One tick, or two. */
export function Marks({ double }: { readonly double: boolean }) {
  return (
    <svg
      width="20"
      height="12"
      viewBox="0 0 20 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {double ? <path d="m1.2 6.6 3.2 3.4L11 2.4M8.6 8.6 10 10l6.8-7.6" /> : <path d="m5.2 6.6 3.2 3.4L15 2.4" />}
    </svg>
  );
}

/** A ring with a tick in it, filled once it has gone out. */
export function Circle({ filled }: { readonly filled: boolean }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" fill="none" aria-hidden="true" focusable="false">
      <circle cx="7" cy="7" r="6" fill={filled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.3" />
      <path
        d="m4.2 7.2 2 2 3.7-4.3"
        className={filled ? 'circle-tick' : undefined}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function Round({ failed }: { readonly failed: boolean }) {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="7" cy="7" r="5.6" />
      {failed ? <path d="M7 4v3.4m0 2.3v.1" /> : <path d="M7 4.2V7l1.8 1.2" />}
    </svg>
  );
}

/** What the integration reported about a message that left Kommo: ✓ sent, ✓✓ delivered, coloured ✓✓ read, or failed. */
export function Tick({ status, hook }: Pick<InboxMessage, 'status' | 'hook'>) {
  const { t } = useLanguage();
  const word = status === null ? t.inbox.onTheWay : t.inbox.status[status];
  const took = hook !== null && hook.status !== null ? `, ${t.inbox.hook(hook.status, hook.ms)}` : '';
  const label = `${word}${took}`;
  return (
    <span
      className="tick"
      role="img"
      aria-label={label}
      title={label}
      {...(status === null ? {} : { 'data-testid': 'tick', 'data-status': status })}
    >
      {status === null || status === 'failed' ? (
        <Round failed={status === 'failed'} />
      ) : (
        <Marks double={status !== 'sent'} />
      )}
    </span>
  );
}
