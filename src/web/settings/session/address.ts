/**
 * Takes the ticket out of the address (`#ticket=…`), so that neither the history nor a copied address holds it. A fragment
 * is never sent to a server.
 */
export function takeTicket(): string | null {
  const { hash, pathname, search } = window.location;
  if (hash === '') return null;
  window.history.replaceState(null, '', pathname + search);
  const ticket = new URLSearchParams(hash.slice(1)).get('ticket');
  return ticket === '' ? null : ticket;
}
