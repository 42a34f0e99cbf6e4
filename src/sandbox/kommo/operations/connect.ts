import type { Outcome } from '../../exchange';
import { answers, refuse, Refusal } from '../answers';
import { check, connectFields, disconnectFields } from '../fields';
import { done, type Request } from './operation';

/** Connects an account to the channel; again on a live connection changes title and window (kommo-chat-api.md §7.1). */
export function connect(request: Request): Outcome {
  const { sandbox, channel } = request;
  const fields = check(connectFields, request.body);
  if (fields.title === undefined && sandbox.assumptions.is('connect-title', 'required')) refuse('title', 'required');
  const account = sandbox.kommo.accounts.get(fields.account_id);
  const listed = channel.allowedAccounts.includes(fields.account_id);
  if (!account || (!listed && sandbox.assumptions.is('unlisted-account', 'refuse-403'))) {
    throw new Refusal(answers.notAllowed());
  }
  const scopeId = `${channel.id}_${account.amojoId}`;
  const connection = {
    scopeId,
    channel,
    account,
    title: fields.title ?? channel.name,
    isTimeWindowDisabled: fields.is_time_window_disabled ?? false,
  };
  sandbox.kommo.connections.set(scopeId, connection);
  sandbox.changes.emit('kommo');
  return {
    status: 200,
    stored: true,
    body: {
      account_id: account.amojoId,
      scope_id: scopeId,
      title: connection.title,
      hook_api_version: 'v2',
      is_time_window_disabled: connection.isTimeWindowDisabled,
    },
  };
}

/** Disconnects an account; its chats stay, its hooks end (kommo-chat-api.md §7.2). */
export function disconnect(request: Request): Outcome {
  const { sandbox, channel } = request;
  const fields = check(disconnectFields, request.body);
  const wasConnected = sandbox.kommo.connections.delete(`${channel.id}_${fields.account_id}`);
  if (!wasConnected && sandbox.assumptions.is('double-disconnect', 'refuse-404')) {
    throw new Refusal(answers.notRegistered());
  }
  sandbox.changes.emit('kommo');
  return done(request, { stored: wasConnected });
}
