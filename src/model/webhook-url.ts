import type { ConnectionId } from './ids';
import type { MessengerKind } from './messenger-kind';

/** Where a messenger reaches a connection of ours. */
export function webhookUrl(publicUrl: string, messenger: MessengerKind, connectionId: ConnectionId): string {
  return `${publicUrl}/hooks/${messenger}/${connectionId}`;
}
