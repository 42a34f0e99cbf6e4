import { useCallback, useEffect, useRef, useState } from 'react';
import type { SandboxState } from '../control/contract';
import { useDrafts } from './data/useDrafts';
import { InboxPane } from './inbox/InboxPane';
import { useLanguage } from './lib/language';
import { useWide } from './lib/useWide';
import { Badge } from './parts/Badge';
import { Icon } from './parts/Icon';
import { Phones } from './phone/Phones';

type View = 'phone' | 'inbox';

/** Both ends of the conversation: side by side, or one at a time where there is no room. */
export function Workbench({ state }: { readonly state: SandboxState }) {
  const { t } = useLanguage();
  const wide = useWide();
  const drafts = useDrafts();
  const [view, setView] = useState<View>('phone');
  const [unread, setUnread] = useState(0);
  const phoneInput = useRef<HTMLTextAreaElement>(null);
  const onUnread = useCallback((count: number) => setUnread(count), []);

  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t.title}` : t.title;
  }, [unread, t]);

  function startWriting(): void {
    setView('phone');
    // After the phone is shown: what is hidden cannot take the focus.
    requestAnimationFrame(() => phoneInput.current?.focus());
  }

  const tabs = [
    ['phone', t.phone.tab, 0],
    ['inbox', t.inbox.tab, unread],
  ] as const;

  return (
    <>
      {wide ? null : (
        <nav className="segments view-tabs" aria-label={t.views}>
          {tabs.map(([name, label, count]) => (
            <button type="button" key={name} aria-pressed={view === name} onClick={() => setView(name)}>
              <Icon name={name} size={18} />
              {label}
              <Badge count={count} />
            </button>
          ))}
        </nav>
      )}
      <main id="main" className="bench" data-view={wide ? 'both' : view} tabIndex={-1}>
        <Phones state={state} drafts={drafts} visible={wide || view === 'phone'} inputRef={phoneInput} />
        <InboxPane
          state={state}
          drafts={drafts}
          visible={wide || view === 'inbox'}
          startWriting={startWriting}
          onUnread={onUnread}
        />
      </main>
    </>
  );
}
