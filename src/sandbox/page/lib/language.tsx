import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useChosenLanguage } from '../../../web/parts/useChosenLanguage';
import { type Language, type Texts, texts } from '../texts';

interface LanguageChoice {
  readonly language: Language;
  readonly t: Texts;
  readonly choose: (language: string) => void;
}

const Context = createContext<LanguageChoice>({ language: 'en', t: texts.en, choose: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useChosenLanguage('courier-language');
  const value = useMemo(() => ({ language, t: texts[language], choose }), [language, choose]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLanguage(): LanguageChoice {
  return useContext(Context);
}
