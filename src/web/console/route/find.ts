import type { Client } from '../session/client';
import { message, type Route } from './route';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ACCOUNT = /^[1-9]\d{4,14}$/;

/** What an id is of: a message first; what is none may be a chat or an account. Unknown ids go where it says what may be done. */
export async function findById(client: Client, id: string): Promise<Route> {
  const encoded = encodeURIComponent(id);
  const trace = await client.get(`messages/${encoded}/trace`);
  const isNone = !trace.ok && trace.fault.kind === 'refused' && trace.fault.problem.status === 404;
  if (!isNone) return message(id);
  if (UUID.test(id) && (await client.get(`chats/${encoded}/flow`)).ok) return { page: 'chat', id };
  if (ACCOUNT.test(id) && (await client.get(`accounts/${encoded}`)).ok) return { page: 'account', id };
  return message(id);
}
