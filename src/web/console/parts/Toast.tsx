import { useEffect, useState } from 'react';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';
import { useClient } from '../session/context';

const SHOWN_MS = 6_000;

/** What came of the last command: what it concerned may have left the page. */
export function Toast() {
  const { t } = useWords();
  const client = useClient();
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => client.onDone((text) => setTold(text ?? t.commands.done)), [client, t]);
  useEffect(() => {
    if (told === null) return;
    const timer = window.setTimeout(() => setTold(null), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [told]);
  return (
    <div role="status" className="toast-place">
      {told === null ? null : (
        <p className="toast">
          <Icon name="check" size={16} />
          {told}
        </p>
      )}
    </div>
  );
}
