import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { actions, Refused, said } from './actions.mjs';
import { Courier } from './courier.mjs';
import { Files } from './files.mjs';
import { hearing } from './hearing.mjs';
import { verify } from './signing.mjs';
import { Visitors } from './visitors.mjs';

const EVENT_MOST = 1_000_000;
const FILE_MOST = 20_000_000;
const PAGE = {
  '/': 'index.html',
  ...Object.fromEntries(
    ['chat.css', 'chat.js', 'composer.js', 'message.js', 'words.js'].map((name) => [`/${name}`, name]),
  ),
};
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
/** Files of managers come from Courier's address; all else is ours. */
const POLICY =
  "default-src 'self'; img-src 'self' http: https: data:; media-src 'self' http: https:; frame-ancestors 'none'";

/**
 * The back end of the chat: the page speaks to it, and it speaks Courier's webhook protocol (docs/custom-webhook.md).
 *
 * @param secrets `courier`: Courier signs with it · `service`: we do
 * @param origin where Courier reaches us, for files
 */
export function createSite({ name, secrets, origin }) {
  const site = {
    name,
    courier: new Courier(secrets.service.split(' ')[0]),
    visitors: new Visitors(),
    files: new Files(origin),
    delivered(visitor, id) {
      const status = { message: { id }, status: 'delivered', at: new Date().toISOString() };
      void site.courier.tell(visitor.id, 'message.status', { conversation: { id: visitor.id }, ...status });
      this.visitors.show(visitor, { id, delivered: true });
    },
  };
  const server = createServer((request, response) => {
    handle(site, secrets, request, response).catch((error) => {
      const isTheirs = error instanceof Refused || error instanceof SyntaxError;
      if (!isTheirs) console.error(error);
      const code = isTheirs ? 'invalid_payload' : 'internal';
      answer(response, isTheirs ? 422 : 500, { error: { code, message: error.message } });
    });
  });
  return { server, site };
}

async function handle(site, secrets, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://site');
  const at = `${request.method} ${pathname}`;
  if (at === 'POST /courier') return hear(site, secrets.courier, request, response);
  if (request.method === 'GET' && pathname.startsWith('/files/')) return site.files.serve(pathname, request, response);
  if (request.method === 'GET' && PAGE[pathname] !== undefined) return servePage(PAGE[pathname], request, response);
  const visitor = site.visitors.of(visitorOf(request) ?? '');
  if (visitor.id === '') return answer(response, 401, {});
  if (at === 'GET /events') {
    site.visitors.open(visitor, response);
    for (const { id, from, delivered } of visitor.messages.values()) {
      if (from === 'agent' && !delivered) site.delivered(visitor, id);
    }
    return;
  }
  // What other sites make a browser send has neither of these types.
  const type = request.headers['content-type'];
  if (at === 'POST /act' && type === 'application/json') {
    const { action, ...given } = JSON.parse(await bodyOf(request, EVENT_MOST));
    if (!Object.hasOwn(actions, action)) throw new Refused('There is no such action');
    void actions[action](site, visitor, given);
    return answer(response, 202, {});
  }
  if (at === 'POST /files' && type === 'application/octet-stream') {
    const bytes = await bodyOf(request, FILE_MOST);
    const attachment = site.files.keep(bytes, searchParams.get('name') ?? 'file', searchParams.get('type') ?? '');
    void said(site, visitor, { attachments: [attachment], page: searchParams.get('page') });
    return answer(response, 202, {});
  }
  answer(response, 404, {});
}

/** Takes an event of Courier: verified over its bytes before anything else. */
async function hear(site, secrets, request, response) {
  const body = await bodyOf(request, EVENT_MOST);
  if (!verify(secrets, request.headers, body)) return answer(response, 401, { error: { code: 'invalid_signature' } });
  const { type, data } = JSON.parse(body);
  const said = Object.hasOwn(hearing, type) ? hearing[type](site, data) : { ignored: true };
  answer(response, 200, said ?? {});
}

async function bodyOf(request, most) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) throw new Refused('It is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A random id in a cookie: whoever has it is this visitor. */
function visitorOf({ headers }) {
  return /(?:^|; )visitor=([0-9a-f-]{36})(?:;|$)/.exec(headers.cookie ?? '')?.[1];
}

function servePage(name, request, response) {
  const headers = {
    'content-type': `${TYPES[name.split('.').at(-1)]}; charset=utf-8`,
    'content-security-policy': POLICY,
  };
  if (name === 'index.html' && visitorOf(request) === undefined) {
    headers['set-cookie'] = `visitor=${randomUUID()}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`;
  }
  response.writeHead(200, headers);
  createReadStream(new URL(`page/${name}`, import.meta.url)).pipe(response);
}

function answer(response, status, said) {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(said));
}
