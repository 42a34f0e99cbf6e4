import type { InboxMessage, NewFault, PhoneMessage, PhoneView, SandboxState } from '../../control/contract';

/** A request the sandbox did not take, with the words it gave for it. */
export class Refused extends Error {
  constructor(
    readonly status: number | null,
    detail: string,
  ) {
    super(detail);
    this.name = 'Refused';
  }
}

/** The one sentence of an error answer that a person can read, whatever shape the answer has. */
function words(body: string, status: number): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      for (const key of ['error', 'message', 'detail', 'description', 'title']) {
        const value: unknown = Reflect.get(parsed, key);
        if (typeof value === 'string' && value !== '') return value;
      }
    }
  } catch {
    // Not JSON: the status says it.
  }
  return `HTTP ${status}`;
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/control${path}`, {
      method,
      cache: 'no-store',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new Refused(null, '');
  }
  if (!answer.ok) throw new Refused(answer.status, words(await answer.text(), answer.status));
  return answer;
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await (await call(method, path, body)).json()) as T;
}

const part = encodeURIComponent;

function chatPath(botId: string, chatId: string): string {
  return `/telegram/bots/${part(botId)}/chats/${part(chatId)}`;
}

export interface NewCustomer {
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly language?: string;
}

export const control = {
  state: () => ask<SandboxState>('GET', '/state'),
  events: () => new EventSource('/control/events'),
  reset: () => call('POST', '/reset'),
  setClock: (offsetMs: number) => call('PUT', '/clock', { offsetMs }),
  addFault: (fault: NewFault) => call('POST', '/faults', fault),
  removeFault: (id: string) => call('DELETE', `/faults/${part(id)}`),
  clearFaults: () => call('DELETE', '/faults'),
  addCustomer: (botId: string, customer: NewCustomer) =>
    ask<PhoneView>('POST', `/telegram/bots/${part(botId)}/customers`, customer),
  writeAsCustomer: (botId: string, chatId: string, text: string) =>
    ask<PhoneMessage>('POST', `${chatPath(botId, chatId)}/messages`, { text }),
  setBlocked: (botId: string, chatId: string, blocked: boolean) =>
    call('POST', `${chatPath(botId, chatId)}/${blocked ? 'block' : 'unblock'}`),
  writeAsManager: (chatId: string, userId: string, text: string) =>
    ask<InboxMessage>('POST', `/kommo/chats/${part(chatId)}/messages`, { text, userId }),
};
