import type { ReactNode } from 'react';
import { LANGUAGES } from '../../model/words';
import { Icon } from '../parts/Icon';
import { Mark } from '../parts/Mark';
import type { Theme } from '../parts/useChosenTheme';
import { useWords } from './lib/language';
import { SearchBox } from './parts/SearchBox';
import { Toast } from './parts/Toast';
import { Link } from './route/Link';

const NAMES = { en: 'English', es: 'Español', pt: 'Português' } as const;

interface ShellProps {
  readonly theme: Theme;
  readonly turnTheme: () => void;
  readonly signOut: () => void;
  readonly children: ReactNode;
}

/** What is on every page: where one is, finding by id, and the way out. */
export function Shell({ theme, turnTheme, signOut, children }: ShellProps) {
  const { t, language, speak } = useWords();
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The fragment is the page's address.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t.skip}
      </a>
      <header className="top">
        <Link to={{ page: 'accounts' }} className="top-name">
          <Mark size={28} />
          <span>{t.title}</span>
        </Link>
        <SearchBox />
        <div className="top-tools">
          <label className="select-box top-language">
            <span className="hidden">{t.language}</span>
            <select value={language} onChange={(event) => speak(event.target.value)}>
              {LANGUAGES.map((each) => (
                <option key={each} value={each}>
                  {NAMES[each]}
                </option>
              ))}
            </select>
            <Icon name="chevron" size={14} />
          </label>
          <button type="button" className="top-button" aria-pressed={theme === 'dark'} onClick={turnTheme}>
            {t.dark}
          </button>
          <button type="button" className="top-button" onClick={signOut}>
            {t.signOut}
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="main">
        {children}
      </main>
      <Toast />
    </>
  );
}
