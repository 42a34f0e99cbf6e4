import type { Request, RequestHandler, Response } from 'express';
import { exchange, type Outcome } from '../exchange';
import { serveFile } from '../files/serve';
import type { Sandbox } from '../sandbox';
import { answers, disturbed } from './answers';
import { findServed } from './attachments';

/** A grey dot. Nobody cuts a picture out of a video here. */
const SMALL_IMAGE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Kommo's own files, below `/attachments`: open to everybody, as long as they live (kommo-chat-api.md §11.2). */
export function attachmentRoutes(sandbox: Sandbox): RequestHandler {
  return async (req, res) => {
    const served = find(sandbox, req.originalUrl);
    await exchange(sandbox, req, res, {
      side: 'kommo',
      operation: 'attachment',
      path: req.originalUrl,
      request: null,
      chats: [],
      disturb: disturbed,
      perform: () => answer(sandbox, req, res, served),
    });
  };
}

type Served = ReturnType<typeof findServed>;

function find(sandbox: Sandbox, url: string): Served {
  const [, , one = '', two = '', name = '', ...more] = (url.split('?')[0] ?? '').split('/');
  if (more.length > 0) return undefined;
  try {
    return findServed(sandbox, `${one}/${two}`, decodeURIComponent(name));
  } catch {
    // No such name can be written that way.
    return undefined;
  }
}

function answer({ files }: Sandbox, req: Request, res: Response, served: Served): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') return answers.wrongMethod('GET, HEAD');
  if (served === undefined) return answers.noSuchPath();
  const serve =
    served === 'small image'
      ? () => void res.type('image/png').send(SMALL_IMAGE)
      : () => serveFile(files, req, res, served);
  return { status: 200, serve };
}
