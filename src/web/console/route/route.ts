/**
 * What is shown, as the address says it after `#`: that part goes to no server and into no log, since ids of some messengers
 * hold more than an id.
 */
export type Route =
  | { readonly page: 'accounts' }
  | { readonly page: 'account'; readonly id: string }
  | { readonly page: 'chat'; readonly id: string }
  /** `source`: whose id of the message it is, where it is a messenger's. */
  | { readonly page: 'message'; readonly id: string; readonly source: string | null };

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [folder, id] = path.split('/').map(decoded);
  if (id === undefined || id === '') return { page: 'accounts' };
  switch (folder) {
    case 'accounts':
      return { page: 'account', id };
    case 'chats':
      return { page: 'chat', id };
    case 'messages':
      return { page: 'message', id, source: new URLSearchParams(query).get('source') };
    default:
      return { page: 'accounts' };
  }
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'accounts':
      return '#/';
    case 'account':
      return `#/accounts/${encodeURIComponent(route.id)}`;
    case 'chat':
      return `#/chats/${encodeURIComponent(route.id)}`;
    case 'message':
      return `#/messages/${encodeURIComponent(route.id)}${route.source === null ? '' : `?source=${encodeURIComponent(route.source)}`}`;
  }
}

export function message(id: string, source: string | null = null): Route {
  return { page: 'message', id, source };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Typed by hand: taken as it is.
    return text;
  }
}
