import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A page of another origin with the window in it, as Kommo's is with the widget: it answers when the window asks for a
 * ticket, and keeps what the window says. `giveTicket` is put in by the test.
 */
const PAGE = `<!doctype html>
<html lang="en"><head><title>Kommo</title></head>
<body style="margin:0">
<main><h1>Integration</h1></main>
<script>
  window.heard = [];
  window.addEventListener('message', async (event) => {
    const frame = document.querySelector('iframe');
    if (frame === null || event.source !== frame.contentWindow) return;
    window.heard.push({ ...event.data, origin: event.origin });
    if (event.data.courier === 'height') frame.style.height = event.data.height + 'px';
    if (event.data.courier !== 'ticket') return;
    const answer = await window.giveTicket();
    if (answer !== null) frame.contentWindow.postMessage({ courier: 'ticket', id: event.data.id, ...answer }, event.origin);
  });
</script>
</body></html>`;

export type TicketGiven = { readonly ticket: string } | { readonly problem: string } | null;

export class HostPage {
  origin = '';
  #server: Server | undefined;

  async start(): Promise<void> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}
