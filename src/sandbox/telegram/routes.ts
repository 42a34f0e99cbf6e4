import type { RequestHandler } from 'express';
import { readBody, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Sandbox } from '../sandbox';
import { disturbed, TelegramError } from './answers';
import { Arguments, readArguments, type Raw } from './arguments';
import { findMethod } from './methods';

/** Telegram's own upload limit (telegram.md §7), with room for the rest of a form. */
const BODY_LIMIT = 51 * 1024 * 1024;
const TOKEN = /^[1-9]\d*:[A-Za-z0-9_-]{10,}$/;
const TOKEN_LIMIT = 80;

/** The Telegram Bot API, below `/telegram`. */
export function telegramRoutes(sandbox: Sandbox): RequestHandler {
  return async (req, res) => {
    const [path = '', query = ''] = req.originalUrl.split('?', 2);
    const body = await readBody(req, BODY_LIMIT).catch(() => undefined);
    if (!body) return;
    const target = parsePath(path);
    const args = tryArguments(query, req.headers['content-type'] ?? '', body);
    const method = findMethod(target?.method ?? '');
    const raw = args instanceof TelegramError ? {} : args;
    const chatId = raw.chat_id;
    await exchange(sandbox, req, res, {
      side: 'telegram',
      operation: method?.name ?? 'unknown',
      // The token stays out of the journal (telegram.md §0).
      path: path.replace(/(\/bot\d*)[^/]*/, '$1:…'),
      request: args instanceof TelegramError ? null : raw,
      chats: typeof chatId === 'string' || typeof chatId === 'number' ? [String(chatId)] : [],
      disturb: disturbed,
      perform: () => perform(sandbox, target, method, args),
    });
  };
}

function perform(
  sandbox: Sandbox,
  target: Target | undefined,
  method: ReturnType<typeof findMethod>,
  args: Raw | TelegramError,
): Outcome {
  try {
    if (!target) throw new TelegramError(404, 'Not Found');
    if (target.token.length > TOKEN_LIMIT || !TOKEN.test(target.token)) {
      throw new TelegramError(401, 'Unauthorized: invalid token specified');
    }
    const bot = sandbox.telegram.bots.get(target.token.split(':')[0] ?? '');
    if (bot?.token !== target.token) throw new TelegramError(401, 'Unauthorized');
    if (!method) throw new TelegramError(404, 'Not Found: method not found');
    if (args instanceof TelegramError) throw args;
    return method.run({ sandbox, bot, args: new Arguments(args) });
  } catch (error) {
    if (error instanceof TelegramError) return error.outcome;
    throw error;
  }
}

interface Target {
  readonly token: string;
  readonly method: string;
}

function parsePath(path: string): Target | undefined {
  const groups = /^\/telegram\/bot(?<token>[^/]*)\/(?<method>[^/]*)$/.exec(path)?.groups;
  if (!groups) return undefined;
  try {
    return { token: decodeURIComponent(groups.token ?? ''), method: decodeURIComponent(groups.method ?? '') };
  } catch {
    return undefined;
  }
}

function tryArguments(query: string, contentType: string, body: Body): Raw | TelegramError {
  if (body.tooLarge) return new TelegramError(413, 'Request Entity Too Large');
  try {
    return readArguments(query, contentType, body.bytes);
  } catch (error) {
    if (error instanceof TelegramError) return error;
    throw error;
  }
}
