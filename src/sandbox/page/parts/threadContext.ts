import { createContext, useContext } from 'react';

export interface ThreadWay {
  /** Shows the message with this id and lets it stand out for a moment. */
  readonly goTo: (key: string) => void;
}

export const ThreadContext = createContext<ThreadWay>({ goTo: () => undefined });

export function useThread(): ThreadWay {
  return useContext(ThreadContext);
}
