import type { Messenger } from './contract';

/** How long after the customer's last message this source may answer, milliseconds; null: as long as it likes. */
export function replyWindowOf(driver: Messenger, credentials: unknown): number | null {
  return driver.windowMs?.(credentials) ?? driver.capabilities.windowMs;
}
