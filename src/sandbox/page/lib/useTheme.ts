import { type Theme, useChosenTheme } from '../../../web/parts/useChosenTheme';

/** The same on all pages of the sandbox. */
export function useTheme(): [Theme, () => void] {
  return useChosenTheme('courier-theme');
}
