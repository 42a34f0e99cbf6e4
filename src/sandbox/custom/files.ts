import type { Request, Response } from 'express';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import { serveFile } from '../files/serve';
import type { SandboxFile } from '../files/sandbox-files';

/** `in` is what customers' messages name; it may lead on to `at`. */
const FILE = /^\/files\/(?<way>in|at)\/(?<since>[0-9a-z]{1,12})\/(?<id>[0-9a-f-]{36})\/[^/]{1,900}$/;

/** The address of a customer's file: whoever has it may fetch it, for a day (webhook.md §7). */
export function addressOf({ url, clock }: Core, { id, name }: SandboxFile): string {
  return `${url}/custom/files/in/${clock.now().toString(36)}/${id}/${encodeURIComponent(name)}`;
}

/** @param path below `/custom` */
export function isFilePath(path: string): boolean {
  return path.startsWith('/files/');
}

export function serveFileOf(core: Core, req: Request, res: Response): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const { way, since = '', id = '' } = FILE.exec(req.path)?.groups ?? {};
  const file = core.files.get(id);
  const age = core.clock.now() - parseInt(since, 36);
  if (file === undefined || !(age <= core.assumptions.number('custom-file-life-ms'))) return { status: 404 };
  if (way === 'in' && core.assumptions.is('custom-file-redirect', 'on')) {
    return { status: 302, headers: { Location: `${core.url}/custom${req.path.replace('/in/', '/at/')}` } };
  }
  return { status: 200, serve: () => serveFile(core.files, req, res, file) };
}
