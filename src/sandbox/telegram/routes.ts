import type { Request, RequestHandler, Response } from 'express';
import { exchange, type Outcome } from '../exchange';
import type { Sandbox } from '../sandbox';
import { disturbed, TelegramError } from './answers';
import { Arguments, readArguments, type Received } from './arguments';
import { download } from './download';
import { requestBytes } from './file-rules';
import { findMethod } from './methods';
import type { Bot } from './state';

const TOKEN = /^[1-9]\d*:[A-Za-z0-9_-]{10,}$/;
const TOKEN_LIMIT = 80;
const NOTHING: Received = { raw: {}, uploads: new Map() };

/** The Telegram Bot API, below `/telegram`. */
export function telegramRoutes(sandbox: Sandbox): RequestHandler {
  return async (req, res) => {
    const [path = ''] = req.originalUrl.split('?', 1);
    const file = parse(/^\/telegram\/file\/bot(?<token>[^/]*)\/(?<rest>.+)$/, path);
    await (file ? serve(sandbox, req, res, file) : call(sandbox, req, res, path));
  };
}

/** Carries out one call of a method. */
async function call(sandbox: Sandbox, req: Request, res: Response, path: string): Promise<void> {
  const target = parse(/^\/telegram\/bot(?<token>[^/]*)\/(?<rest>[^/]*)$/, path);
  const method = findMethod(target?.rest ?? '');
  const received = await receive(sandbox, req);
  if (!received) return;
  const { raw, uploads }: Received = received instanceof TelegramError ? NOTHING : received;
  const fresh = [...uploads.values()];
  await exchange(sandbox, req, res, {
    side: 'telegram',
    operation: method?.name ?? 'unknown',
    path: withoutToken(path),
    request: received instanceof TelegramError ? null : shown(received),
    chats: typeof raw.chat_id === 'string' || typeof raw.chat_id === 'number' ? [String(raw.chat_id)] : [],
    disturb: disturbed,
    perform: () =>
      refusing(async () => {
        if (!target) throw new TelegramError(404, 'Not Found');
        const bot = findBot(sandbox, target.token);
        if (!method) throw new TelegramError(404, 'Not Found: method not found');
        if (received instanceof TelegramError) throw received;
        const outcome = await method.run({ sandbox, bot, args: new Arguments(raw, uploads), fresh });
        // They belong to a message now.
        if (outcome.stored === true) fresh.length = 0;
        return outcome;
      }),
  });
  await Promise.all(fresh.map(({ id }) => sandbox.files.remove(id)));
}

/** `GET /file/bot<token>/<file_path>` (telegram.md §7). */
async function serve(sandbox: Sandbox, req: Request, res: Response, { token, rest }: Target): Promise<void> {
  await exchange(sandbox, req, res, {
    side: 'telegram',
    operation: 'file',
    path: withoutToken(req.originalUrl),
    request: null,
    chats: [],
    disturb: disturbed,
    perform: () => refusing(() => download(sandbox, findBot(sandbox, token), rest, { req, res })),
  });
}

async function refusing(perform: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof TelegramError) return error.outcome;
    throw error;
  }
}

function findBot(sandbox: Sandbox, token: string): Bot {
  if (token.length > TOKEN_LIMIT || !TOKEN.test(token)) {
    throw new TelegramError(401, 'Unauthorized: invalid token specified');
  }
  const bot = sandbox.telegram.bots.get(token.split(':')[0] ?? '');
  if (bot?.token !== token) throw new TelegramError(401, 'Unauthorized');
  return bot;
}

/** The token stays out of the journal (telegram.md §0). */
function withoutToken(path: string): string {
  return path.replace(/(\/bot\d*)[^/]*/, '$1:…');
}

/** Of files only what they are. */
function shown({ raw, uploads }: Received): object {
  const files = [...uploads].map(([name, { name: file, size }]) => [name, { file, size }] as const);
  return { ...raw, ...Object.fromEntries(files) };
}

interface Target {
  readonly token: string;
  readonly rest: string;
}

function parse(pattern: RegExp, path: string): Target | undefined {
  const { token, rest } = pattern.exec(path)?.groups ?? {};
  if (token === undefined || rest === undefined) return undefined;
  try {
    return { token: decodeURIComponent(token), rest: decodeURIComponent(rest) };
  } catch {
    // No token and no name can be written that way.
    return undefined;
  }
}

/** Undefined when the client has left. */
async function receive(sandbox: Sandbox, req: Request): Promise<Received | TelegramError | undefined> {
  const [, query = ''] = req.originalUrl.split('?', 2);
  try {
    return await readArguments(req, query, sandbox.files, requestBytes(sandbox));
  } catch (error) {
    if (error instanceof TelegramError) {
      // Answered early; the rest of it shall not stand in the way of the next request.
      req.resume();
      return error;
    }
    if (req.destroyed && !req.complete) return undefined;
    throw error;
  }
}
