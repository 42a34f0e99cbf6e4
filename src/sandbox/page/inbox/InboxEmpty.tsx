import { Mark } from '../../../web/parts/Mark';
import { useLanguage } from '../lib/language';

/** Nothing has arrived yet: the way a message goes, and what to do first. */
export function InboxEmpty({ startWriting }: { readonly startWriting: () => void }) {
  const { t } = useLanguage();
  return (
    <div className="inbox-empty">
      <div className="journey" aria-hidden="true">
        <svg width="52" height="84" viewBox="0 0 52 84" fill="none">
          <rect x="2" y="2" width="48" height="80" rx="11" className="journey-body" />
          <rect x="19" y="7" width="14" height="3.5" rx="1.75" className="journey-ink" />
          <rect x="17" y="48" width="26" height="12" rx="6" className="journey-green" />
          <rect x="23" y="64" width="20" height="10" rx="5" className="journey-green" />
          <rect x="9" y="30" width="22" height="12" rx="6" className="journey-soft" />
        </svg>
        <span className="journey-path" />
        <Mark size={52} />
        <span className="journey-path" />
        <svg width="104" height="84" viewBox="0 0 104 84" fill="none">
          <rect x="2" y="2" width="100" height="80" rx="11" className="journey-body" />
          <path d="M36 2v80" className="journey-line" />
          <rect x="9" y="12" width="20" height="6" rx="3" className="journey-blue" />
          <rect x="9" y="24" width="20" height="6" rx="3" className="journey-soft" />
          <rect x="9" y="36" width="20" height="6" rx="3" className="journey-soft" />
          <rect x="43" y="16" width="34" height="12" rx="6" className="journey-soft" />
          <rect x="55" y="36" width="40" height="12" rx="6" className="journey-blue" />
          <rect x="43" y="65" width="52" height="10" rx="5" className="journey-soft" />
        </svg>
      </div>
      <h3>{t.inbox.empty}</h3>
      <p>{t.inbox.emptyHint}</p>
      <button type="button" className="button button-primary" onClick={startWriting}>
        {t.inbox.emptyAction}
      </button>
    </div>
  );
}
