import { createContext, useContext } from 'react';

/** The screen of the phone that is looked at: what slides in over a chat stays within it. */
export const ScreenContext = createContext<HTMLElement | null>(null);

export function useScreen(): HTMLElement | null {
  return useContext(ScreenContext);
}
