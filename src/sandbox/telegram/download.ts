import type { Request, Response } from 'express';
import type { Outcome } from '../exchange';
import { serveFile } from '../files/serve';
import type { Sandbox } from '../sandbox';
import { TelegramError } from './answers';
import { mayDownload } from './file-rules';
import { smallPathOf } from './files';
import { UNKNOWN_TYPE } from './mime-types';
import type { Bot } from './state';
import { SMALL_PICTURE } from './thumbnails';

/** The bytes of a file, without saying what they are (telegram.md §7). */
export function download(
  sandbox: Sandbox,
  bot: Bot,
  path: string,
  { req, res }: { req: Request; res: Response },
): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') throw new TelegramError(404, 'Not Found');
  for (const file of bot.files.values()) {
    if (smallPathOf(file) === path) {
      return { status: 200, serve: () => void res.type(UNKNOWN_TYPE).send(SMALL_PICTURE) };
    }
    const stored = file.path === path ? sandbox.files.get(file.storedId) : undefined;
    if (stored && mayDownload(sandbox, stored.size)) {
      const plain = { ...stored, mimeType: UNKNOWN_TYPE };
      return { status: 200, serve: () => serveFile(sandbox.files, req, res, plain) };
    }
  }
  throw new TelegramError(404, 'Not Found');
}
