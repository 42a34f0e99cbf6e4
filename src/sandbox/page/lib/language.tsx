import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { type Language, LANGUAGES, type Texts, texts } from '../texts';
import { useStored } from './useStored';

interface LanguageChoice {
  readonly language: Language;
  readonly t: Texts;
  readonly choose: (language: string) => void;
}

const Context = createContext<LanguageChoice>({ language: 'en', t: texts.en, choose: () => undefined });

function known(tag: string | null | undefined): Language | undefined {
  const short = tag?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === short);
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [stored, choose] = useStored('courier-language');
  const language = known(stored) ?? known(navigator.language) ?? 'en';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(() => ({ language, t: texts[language], choose }), [language, choose]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLanguage(): LanguageChoice {
  return useContext(Context);
}
