/** What visitors see: their messages, and the pages that show them. In memory; a real site has a database. */
export class Visitors {
  #byId = new Map();

  /** @returns the visitor of this id, who is new the first time */
  of(id) {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const visitor = { id, name: undefined, messages: new Map(), pages: new Set() };
    this.#byId.set(id, visitor);
    return visitor;
  }

  /** Shows a message on all pages of a visitor, or what has changed of it. */
  show(visitor, message) {
    const shown = { ...visitor.messages.get(message.id), ...message };
    visitor.messages.set(message.id, shown);
    this.push(visitor, 'message', shown);
  }

  /** Keeps a page up to date, from all there is to what comes (server-sent events). */
  open(visitor, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(written('history', { name: visitor.name, messages: [...visitor.messages.values()] }));
    visitor.pages.add(response);
    response.on('close', () => visitor.pages.delete(response));
  }

  push(visitor, event, data) {
    for (const page of visitor.pages) page.write(written(event, data));
  }
}

const written = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
