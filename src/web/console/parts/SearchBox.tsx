import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../../parts/Icon';
import { Spinner } from '../../parts/Spinner';
import { useWords } from '../lib/language';
import { findById } from '../route/find';
import { goTo } from '../route/useRoute';
import { useClient } from '../session/context';

/** "/" puts the focus here from anywhere but a field. */
export function SearchBox() {
  const { t } = useWords();
  const client = useClient();
  const [id, setId] = useState('');
  const [looking, setLooking] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [role=alertdialog]'))
        return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = id.trim();
    if (wanted === '' || looking) return;
    setLooking(true);
    const found = await findById(client, wanted);
    setLooking(false);
    goTo(found);
  }

  return (
    <form role="search" className="search" onSubmit={(event) => void submit(event)}>
      <label className="hidden" htmlFor="search">
        {t.search.label}
      </label>
      <input
        ref={input}
        id="search"
        className="input"
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={t.search.hint}
        value={id}
        onChange={(event) => setId(event.target.value)}
      />
      <kbd className="search-key" aria-hidden="true">
        /
      </kbd>
      <button type="submit" className="icon-button" aria-label={t.search.submit} aria-disabled={looking || undefined}>
        {looking ? <Spinner /> : <Icon name="next" />}
      </button>
    </form>
  );
}
