import type { Assumptions } from '../assumptions';
import type { Outcome } from '../exchange';
import { answers } from './answers';

export type OperationName =
  'connect' | 'disconnect' | 'create-chat' | 'send' | 'delivery-status' | 'history' | 'typing' | 'react';

export interface Route {
  readonly operation: OperationName;
  readonly channelId: string;
  /** Empty for connect and disconnect. */
  readonly scopeId: string;
  /** The id in the middle of the path: a message's or a chat's. */
  readonly id: string;
}

interface Pattern {
  readonly operation: OperationName;
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly path: RegExp;
  readonly of: 'channel' | 'scope';
}

const ROOT = String.raw`^/v2/origin/custom/(?<owner>[^/]+)`;

/** kommo-chat-api.md §6. */
const PATTERNS: readonly Pattern[] = [
  { operation: 'connect', method: 'POST', path: new RegExp(`${ROOT}/connect$`), of: 'channel' },
  { operation: 'disconnect', method: 'DELETE', path: new RegExp(`${ROOT}/disconnect$`), of: 'channel' },
  { operation: 'create-chat', method: 'POST', path: new RegExp(`${ROOT}/chats$`), of: 'scope' },
  { operation: 'typing', method: 'POST', path: new RegExp(`${ROOT}/typing$`), of: 'scope' },
  { operation: 'react', method: 'POST', path: new RegExp(`${ROOT}/react$`), of: 'scope' },
  {
    operation: 'delivery-status',
    method: 'POST',
    path: new RegExp(`${ROOT}/(?<id>[^/]+)/delivery_status$`),
    of: 'scope',
  },
  { operation: 'history', method: 'GET', path: new RegExp(`${ROOT}/chats/(?<id>[^/]+)/history$`), of: 'scope' },
  { operation: 'send', method: 'POST', path: new RegExp(`${ROOT}$`), of: 'scope' },
];

/** The operation of a request line, or the answer that refuses it (kommo-chat-api.md §15.1 step 1). */
export function findRoute(method: string, path: string, assumptions: Assumptions): Route | Outcome {
  for (const pattern of PATTERNS) {
    const groups = pattern.path.exec(path)?.groups;
    if (!groups) continue;
    if (method !== pattern.method) {
      return assumptions.is('wrong-method', 'refuse-405') ? answers.wrongMethod(pattern.method) : answers.noSuchPath();
    }
    const owner = groups.owner ?? '';
    return {
      operation: pattern.operation,
      channelId: pattern.of === 'channel' ? owner : (owner.split('_')[0] ?? ''),
      scopeId: pattern.of === 'channel' ? '' : owner,
      id: groups.id ?? '',
    };
  }
  return answers.noSuchPath();
}
