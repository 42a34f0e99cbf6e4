import type { ConnectionId } from './ids';
import type { MessengerKind } from './messenger-kind';

/** Where a messenger reaches a connection of ours. */
export function webhookUrl(publicUrl: string, messenger: MessengerKind, connectionId: ConnectionId): string {
  return `${publicUrl}/hooks/${messenger}/${connectionId}`;
}

/** The key of the event that a messenger's try of the address is: that it came once is all there is to know. */
export const WEBHOOK_CONFIRMED = 'webhook-confirmed';
