import type { AlertsChange } from '../../../api/settings/contract';

export type AlertFault = 'no-email' | 'no-address' | 'not-https';

/** What can be seen to be wrong before it is sent; the api looks closer. */
export function checkAlerts({ email, webhook }: AlertsChange): Partial<Record<'email' | 'webhook', AlertFault>> {
  const found: Partial<Record<'email' | 'webhook', AlertFault>> = {};
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) found.email = 'no-email';
  if (webhook !== null) {
    if (!URL.canParse(webhook)) found.webhook = 'no-address';
    else if (new URL(webhook).protocol !== 'https:') found.webhook = 'not-https';
  }
  return found;
}
