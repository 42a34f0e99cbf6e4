import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { LANGUAGES, type Language } from '../../../model/words';
import { type Texts, texts } from '../texts';

interface Words {
  readonly language: Language;
  readonly t: Texts;
  readonly speak: (language: string) => void;
}

const Context = createContext<Words>({ language: 'en', t: texts.en, speak: () => undefined });
const KEPT = 'courier-console-language';

function known(tag: string | null): Language | undefined {
  const short = tag?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === short);
}

/** The browser's language until the operator chooses another. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, choose] = useState(() => known(window.localStorage.getItem(KEPT)));
  const language = chosen ?? known(navigator.language) ?? 'en';
  // Before anything is asked for: the api answers in it.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      t: texts[language],
      speak: (given: string) => {
        window.localStorage.setItem(KEPT, given);
        choose(known(given));
      },
    }),
    [language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWords(): Words {
  return useContext(Context);
}
