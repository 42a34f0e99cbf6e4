import type { Request, Response } from 'express';
import type { Core } from '../../core';
import { exchange } from '../../exchange';
import type { SandboxFile } from '../../files/sandbox-files';
import { serveFile } from '../../files/serve';
import { isLinkHash, linkHash } from '../../graph/link-key';
import type { PageProduct } from '../product';
import { servePicture } from './pictures';

const LINK_MS = 7 * 24 * 60 * 60 * 1000;

/** A link that needs no token, with the file's name at its end, and that ends after some days (facebook.md §7). */
export function linkTo(core: Core, { messenger }: Pick<PageProduct, 'messenger'>, { id, name }: SandboxFile): string {
  const until = String(core.clock.now() + LINK_MS);
  const query = new URLSearchParams({ ext: until, hash: linkHash(id, until) });
  return `${core.url}/${messenger}/cdn/${id}/${encodeURIComponent(name)}?${query.toString()}`;
}

/** Files and pictures, below `/cdn`. A link that has ended, or was made up, is not found. */
export async function serveCdn(core: Core, product: PageProduct, req: Request, res: Response): Promise<void> {
  const [address = '', query = ''] = req.originalUrl.split('?', 2);
  const [, kind = '', second = ''] = req.path.slice(1).split('/');
  await exchange(core, req, res, {
    side: product.messenger,
    operation: 'media-download',
    path: address,
    request: null,
    chats: [],
    disturb: ({ status = 500 }) => ({ status }),
    perform: () => {
      if (kind === 'picture') return { status: 200, serve: () => servePicture(res, second) };
      const given = new URLSearchParams(query);
      const until = given.get('ext') ?? '';
      const file = core.files.get(kind);
      const isGood = isLinkHash(given.get('hash') ?? '', kind, until) && Number(until) > core.clock.now();
      if (!file || !isGood) return { status: 403, body: 'URL signature expired' };
      return { status: 200, serve: () => serveFile(core.files, req, res, file) };
    },
  });
}
