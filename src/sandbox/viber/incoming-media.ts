import type { Request, Response } from 'express';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import { serveFile } from '../files/serve';
import type { SandboxFile } from '../files/sandbox-files';
import { endingOf } from './addresses';
import { AVATAR, avatarKey } from './people';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const GIF_PATH = '/gifs/wave.gif';
const NOT_FOUND: Outcome = { status: 404 };
/** `/in` is what customers' messages name; it may lead on to `/dl`. */
const FILE = /^\/(?<way>in|dl)\/(?<since>[0-9a-z]{1,12})\/(?<id>[0-9a-f-]{36})(?:\.[A-Za-z0-9]{1,10})?$/;

/** The address of a customer's file: whoever has it may fetch it, for about an hour (viber.md §7). */
export function addressOf(core: Core, file: SandboxFile): string {
  const ending = endingOf(file.name);
  const name = ending === '' ? file.id : `${file.id}.${ending}`;
  return `${core.url}/viber/in/${core.clock.now().toString(36)}/${name}`;
}

/** A picture that moves, from the app's own collection. */
export function gifAddress(core: Core): string {
  return core.url + '/viber' + GIF_PATH;
}

/** @param path below `/viber` */
export function isMediaPath(path: string): boolean {
  return /^\/(in|dl|avatars|gifs)\//.test(path);
}

/** The bytes behind such an address. */
export function serveMedia(core: Core, path: string, req: Request, res: Response): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  if (path === GIF_PATH) return plain(res, 'image/gif', GIF);
  const isAvatar = core.lines
    .of('viber')
    .some(({ handsets }) => [...handsets.values()].some((each) => path === `/avatars/${avatarKey(each)}.png`));
  if (isAvatar) return plain(res, 'image/png', AVATAR);
  return serveIncoming(core, path, req, res);
}

function serveIncoming(core: Core, path: string, req: Request, res: Response): Outcome {
  const { way, since = '', id = '' } = FILE.exec(path)?.groups ?? {};
  const file = core.files.get(id);
  const age = core.clock.now() - parseInt(since, 36);
  if (file === undefined || !(age <= core.assumptions.number('viber-incoming-life-ms'))) return NOT_FOUND;
  if (way === 'in' && core.assumptions.is('viber-incoming-redirect', 'on')) {
    return { status: 302, headers: { Location: `${core.url}/viber${path.replace('/in/', '/dl/')}` } };
  }
  return { status: 200, serve: () => serveFile(core.files, req, res, file) };
}

function plain(res: Response, type: string, bytes: Buffer): Outcome {
  return { status: 200, serve: () => void res.type(type).send(bytes) };
}
