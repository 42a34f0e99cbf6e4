import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Language } from '../../../model/words';
import { useChosenLanguage } from '../../parts/useChosenLanguage';
import { type Texts, texts } from '../texts';

interface Words {
  readonly language: Language;
  readonly t: Texts;
  readonly speak: (language: string) => void;
}

const Context = createContext<Words>({ language: 'en', t: texts.en, speak: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, speak] = useChosenLanguage('courier-console-language');
  const value = useMemo(() => ({ language, t: texts[language], speak }), [language, speak]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWords(): Words {
  return useContext(Context);
}
