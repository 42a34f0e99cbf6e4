import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../../api/settings/contract';
import { languageOfBrowser } from '../../parts/useChosenLanguage';
import { type Texts, texts } from '../texts';

interface Words {
  readonly language: Language;
  readonly t: Texts;
  /** The language that Kommo is shown in; before the session is open, the browser's. */
  readonly speak: (language: Language) => void;
}

const Context = createContext<Words>({ language: 'en', t: texts.en, speak: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, speak] = useState(languageOfBrowser);
  const t = texts[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t.title;
  }, [language, t]);
  const value = useMemo(() => ({ language, t, speak }), [language, t]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWords(): Words {
  return useContext(Context);
}
