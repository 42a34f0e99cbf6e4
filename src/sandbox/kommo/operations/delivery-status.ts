import type { Outcome } from '../../exchange';
import { answers, refuse, Refusal } from '../answers';
import { fieldsOf } from '../fields/fields';
import type { ReportedStatus } from '../fields/status';
import type { DeliveryStatus, Message } from '../records';
import { done, readFields, type ScopedRequest } from './operation';

/** Status goes forward only; a later proof of delivery overrules a failure (kommo-chat-api.md §10.1). */
const RANK: Record<DeliveryStatus, number> = { sent: 0, failed: 1, delivered: 2, read: 3 };

/** Takes what the integration reports about a message of Kommo's (kommo-chat-api.md §10.1). */
export function deliveryStatus(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const fields = readFields(request, fieldsOf(sandbox.assumptions).deliveryStatus, request.body);
  const oldName = sandbox.assumptions.is('delivery-status-field', 'both') ? fields.delivery_status : undefined;
  const code = fields.status_code ?? oldName;
  if (code === undefined) refuse('status_code', 'required');
  const reported = { ...fields, status_code: code };
  checkError(request, reported, '');

  // Only for messages that go to the customer.
  const message = findMessage(request);
  if (message?.chat.scopeId !== connection.scopeId || message.direction !== 'outgoing') {
    throw new Refusal(answers.messageNotFound());
  }
  const stored = takeStatus(request, message, reported);
  if (stored) sandbox.changes.emit('kommo');
  return done(request, {
    stored,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
  });
}

/** Code and text belong to failures, and failures need both; `place` is where the fields are. */
export function checkError(request: ScopedRequest, { status_code, error_code, error }: ReportedStatus, place: string) {
  if (status_code === -1) {
    if (error_code === null || error_code === undefined) refuse(`${place}error_code`, 'required with status -1');
    if (error === null || error === undefined || error === '') refuse(`${place}error`, 'required with status -1');
    return;
  }
  if (request.sandbox.assumptions.is('delivery-error-without-failure', 'ignore')) return;
  if (error_code !== null && error_code !== undefined) refuse(`${place}error_code`, 'only with status -1');
  if (error !== null && error !== undefined) refuse(`${place}error`, 'only with status -1');
}

function findMessage({ sandbox, connection, id }: ScopedRequest): Message | undefined {
  const own = sandbox.assumptions.is('delivery-status-own-id', 'accept');
  return sandbox.kommo.messages.get(id) ?? (own ? sandbox.kommo.messageByClient(connection.scopeId, id) : undefined);
}

/** Whether the status of the message changed; `place` is where the fields are. */
export function takeStatus(
  { sandbox }: ScopedRequest,
  message: Message,
  reported: ReportedStatus,
  place = '',
): boolean {
  const { assumptions } = sandbox;
  const status = STATUS[reported.status_code];
  const error = status === 'failed' ? { code: reported.error_code ?? 0, text: reported.error ?? '' } : null;
  const now = RANK[message.status ?? 'sent'];
  const next = RANK[status];
  const sameFailure = message.error?.code === error?.code && message.error?.text === error?.text;
  if (next === now && sameFailure) return false;
  if (next < now && !assumptions.is('delivery-status-backwards', 'accept')) {
    if (assumptions.is('delivery-status-backwards', 'refuse-400')) {
      refuse(`${place}status_code`, 'status cannot go backwards');
    }
    return false;
  }
  message.status = status;
  message.error = error;
  return true;
}

const STATUS = { [-1]: 'failed', 1: 'delivered', 2: 'read' } as const;
