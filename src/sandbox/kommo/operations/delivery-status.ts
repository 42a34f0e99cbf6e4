import type { Outcome } from '../../exchange';
import { answers, refuse, Refusal } from '../answers';
import { check, deliveryStatus as statusFields } from '../fields';
import type { DeliveryStatus, Message } from '../state';
import { done, type ScopedRequest } from './operation';

/** Status goes forward only; a later proof of delivery overrules a failure (kommo-chat-api.md §10.1). */
const RANK: Record<DeliveryStatus, number> = { sent: 0, failed: 1, delivered: 2, read: 3 };

/** Takes what the integration reports about a message of Kommo's (kommo-chat-api.md §10.1). */
export function deliveryStatus(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const fields = check(statusFields, request.body);
  const oldName = sandbox.assumptions.is('delivery-status-field', 'both') ? fields.delivery_status : undefined;
  const code = fields.status_code ?? oldName;
  if (code === undefined) refuse('status_code', 'required');
  const error = checkError(request, code, fields.error_code ?? null, fields.error ?? null);

  // Only for messages that go to the customer.
  const message = findMessage(request);
  if (message?.chat.scopeId !== connection.scopeId || message.direction !== 'outgoing') {
    throw new Refusal(answers.messageNotFound());
  }
  const stored = advance(request, message, code === -1 ? 'failed' : code === 1 ? 'delivered' : 'read', error);
  if (stored) sandbox.changes.emit('kommo');
  return done(request, {
    stored,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
  });
}

function checkError(
  request: ScopedRequest,
  status: number,
  code: number | null,
  text: string | null,
): Message['error'] {
  if (status === -1) {
    if (code === null) refuse('error_code', 'required with status -1');
    if (text === null || text === '') refuse('error', 'required with status -1');
    return { code, text };
  }
  if (request.sandbox.assumptions.is('delivery-error-without-failure', 'refuse-400')) {
    if (code !== null) refuse('error_code', 'only with status -1');
    if (text !== null) refuse('error', 'only with status -1');
  }
  return null;
}

function findMessage({ sandbox, connection, id }: ScopedRequest): Message | undefined {
  const own = sandbox.assumptions.is('delivery-status-own-id', 'accept');
  return sandbox.kommo.messages.get(id) ?? (own ? sandbox.kommo.messageByClient(connection.scopeId, id) : undefined);
}

function advance(request: ScopedRequest, message: Message, status: DeliveryStatus, error: Message['error']): boolean {
  const { assumptions } = request.sandbox;
  const now = RANK[message.status ?? 'sent'];
  const next = RANK[status];
  const sameFailure = message.error?.code === error?.code && message.error?.text === error?.text;
  if (next === now && sameFailure) return false;
  if (next < now && !assumptions.is('delivery-status-backwards', 'accept')) {
    if (assumptions.is('delivery-status-backwards', 'refuse-400')) refuse('status_code', 'status cannot go backwards');
    return false;
  }
  message.status = status;
  message.error = error;
  return true;
}
