import type { Outcome } from '../../exchange';
import { answers, Refusal } from '../answers';
import { fieldsOf } from '../fields/fields';
import type { Connection } from '../records';
import { done, readFields, type Request } from './operation';

/** Connects an account to the channel; again on a live connection changes title and window (kommo-chat-api.md §7.1). */
export function connect(request: Request): Outcome {
  const { sandbox, channel } = request;
  const { assumptions, kommo } = sandbox;
  const fields = readFields(request, fieldsOf(assumptions).connect, request.body);
  const account = kommo.accounts.get(fields.account_id);
  const listed = channel.allowedAccounts.includes(fields.account_id);
  if (!account || (!listed && assumptions.is('unlisted-account', 'refuse-403'))) {
    throw new Refusal(answers.notAllowed());
  }
  const scopeId = `${channel.id}_${account.amojoId}`;
  const before = assumptions.is('connect-again', 'first-stays') ? kommo.connections.get(scopeId) : undefined;
  const connection: Connection = before ?? {
    scopeId,
    channel,
    account,
    title: fields.title ?? channel.name,
    isTimeWindowDisabled: fields.is_time_window_disabled ?? false,
    hookVersion: fields.hook_api_version ?? 'v1',
  };
  kommo.connections.set(scopeId, connection);
  sandbox.changes.emit('kommo');
  const full = assumptions.is('connect-answer', 'full');
  return {
    status: 200,
    stored: true,
    body: {
      account_id: account.amojoId,
      scope_id: scopeId,
      title: connection.title,
      hook_api_version: connection.hookVersion,
      ...(full ? { is_time_window_disabled: connection.isTimeWindowDisabled } : {}),
    },
  };
}

/** Disconnects an account; its chats stay, its hooks end (kommo-chat-api.md §7.2). */
export function disconnect(request: Request): Outcome {
  const { sandbox, channel } = request;
  const fields = readFields(request, fieldsOf(sandbox.assumptions).disconnect, request.body);
  const wasConnected = sandbox.kommo.connections.delete(`${channel.id}_${fields.account_id}`);
  if (!wasConnected && sandbox.assumptions.is('double-disconnect', 'refuse-404')) {
    throw new Refusal(answers.notRegistered());
  }
  sandbox.changes.emit('kommo');
  return done(request, { stored: wasConnected });
}
