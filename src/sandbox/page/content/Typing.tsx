import { useEffect, useState } from 'react';
import { useLanguage } from '../lib/language';

interface Props {
  readonly name: string;
  readonly until: number | null;
  readonly now: number;
}

/** Whether a moment is still to come; goes over by itself. */
function useAhead(until: number | null, now: number): boolean {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    if (until === null || until <= now) return;
    const timer = window.setTimeout(() => setOver(until), until - now);
    return () => window.clearTimeout(timer);
    // `now` is exact when `until` is new, and goes on in steps later.
  }, [until]);
  return until !== null && until > now && over !== until;
}

/** Three dots at the end of the thread while the other side writes. */
export function Typing({ name, until, now }: Props) {
  const { t } = useLanguage();
  if (!useAhead(until, now)) return null;
  return (
    <div className="typing" data-testid="typing">
      <span className="hidden">{t.talk.typing(name)}</span>
      <span className="typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
