import { useEffect, useRef } from 'react';
import { useStored } from '../../../web/parts/useStored';
import type { ChatMessage, Phone } from './phone';

export interface Reading {
  readonly isOn: boolean;
  readonly flip: () => void;
}

/** Reading takes a moment, and what is on its way may still arrive. */
const GLANCE_MS = 1_200;

/** What reached the phone and was not seen. */
function isUnread({ from, status }: ChatMessage): boolean {
  return from === 'line' && (status === 'delivered' || status === 'sent');
}

/**
 * Whoever looks at a phone reads what comes to it, unless that is switched off to see ticks that stay grey.
 *
 * @returns null where the messenger tells nobody what was read
 */
export function useReading(phone: Phone, messages: readonly ChatMessage[], visible: boolean): Reading | null {
  const [stored, store] = useStored('courier-reads');
  const isOn = stored !== 'off';
  const told = useRef<string | null>(null);
  const { read } = phone.acts;
  const isThere = phone.state === 'new' || phone.state === 'open';
  const newest = isThere ? messages.findLast(isUnread) : undefined;
  // Of the same message once more when it has come nearer.
  const key = newest === undefined ? null : `${newest.id} ${newest.status ?? ''}`;

  useEffect(() => {
    if (read === undefined || !isOn || !visible || key === null || told.current === key) return;
    const timer = window.setTimeout(() => {
      told.current = key;
      // A courtesy: whoever reads is not to be troubled when it does not arrive.
      read().catch(() => undefined);
    }, GLANCE_MS);
    return () => window.clearTimeout(timer);
  }, [key, isOn, visible]);

  if (read === undefined) return null;
  return { isOn, flip: () => store(isOn ? 'off' : 'on') };
}
