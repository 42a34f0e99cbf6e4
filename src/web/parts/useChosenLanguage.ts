import { useLayoutEffect } from 'react';
import { LANGUAGES, type Language } from '../../model/words';
import { useStored } from './useStored';

function known(tag: string | null): Language | undefined {
  const short = tag?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === short);
}

export function languageOfBrowser(): Language {
  return known(navigator.language) ?? 'en';
}

/** The browser's language until the person chooses another. @param keptAs the name under which the browser remembers it */
export function useChosenLanguage(keptAs: string): [Language, (language: string) => void] {
  const [stored, choose] = useStored(keptAs);
  const language = known(stored) ?? languageOfBrowser();
  // Before anything is asked for: the api answers in it.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return [language, choose];
}
