import { randomBytes } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import { AppleError, bad } from './answers';
import { headerOf, type Call } from './call';
import { crypted } from './encryption';
import type { StoredFile } from './state';

/** `GET /preDownload`: where a file that was named in a webhook can be fetched for a while (apple.md §7). */
export function preDownload({ core, req, line }: Call): Outcome {
  const { url, owner, signature } = namesIn(core, req);
  const file = core.apple.files.get(url);
  if (file?.lineId !== line.id || isGone(core, file)) throw new AppleError(404, 'No such file');
  if (file.owner !== owner) throw bad('owner is another one');
  if (file.checksum !== signature) throw bad('signature is not that of the file, in Base64');
  const token = randomBytes(24).toString('base64url');
  const until = core.clock.now() + core.assumptions.number('apple-download-ms');
  core.apple.downloads.set(token, { token, url, until });
  return { status: 200, body: { 'download-url': `${core.url}/apple/download/${token}` } };
}

/** `GET <download-url>`: the encrypted bytes; who has the address may fetch them. */
export function download(core: Core, res: Response, token: string): Outcome {
  const found = core.apple.downloads.get(token);
  const file = found && core.apple.files.get(found.url);
  if (found === undefined || file === undefined || found.until <= core.clock.now() || isGone(core, file)) {
    throw new AppleError(404);
  }
  return {
    status: 200,
    serve: () => {
      res.status(200).type('application/octet-stream').set('Content-Length', String(file.size));
      // A client that leaves early is no fault of the sandbox.
      pipeline(encryptedBytes(core, file), res, () => undefined);
    },
  };
}

function encryptedBytes({ files }: Core, { holds }: StoredFile): Readable {
  switch (holds.kind) {
    case 'encrypted':
      return files.open(holds.fileId);
    case 'plain':
      return Readable.from(crypted(holds.key, files.open(holds.fileId)), { objectMode: false });
    case 'answer':
      return Readable.from([holds.bytes], { objectMode: false });
  }
}

function isGone({ clock }: Core, { holds }: StoredFile): boolean {
  return holds.kind === 'answer' && holds.until <= clock.now();
}

interface Names {
  readonly url: string;
  readonly owner: string;
  readonly signature: string;
}

/** A file is asked for by `url` and so on, an answer by `mmcs-url` and so on (apple.md §7). */
function namesIn({ apple, assumptions }: Core, req: Request): Names {
  const plain = namesWith(req, '');
  const prefixed = namesWith(req, 'mmcs-');
  const isAnswer = (names: Names | undefined): boolean => apple.files.get(names?.url ?? '')?.holds.kind === 'answer';
  const needsPrefix = isAnswer(plain) && assumptions.is('apple-reference-names', 'mmcs');
  const names = needsPrefix || (plain === undefined && isAnswer(prefixed)) ? prefixed : plain;
  if (names === undefined) throw bad('url, owner and signature are needed');
  return names;
}

function namesWith(req: Request, prefix: string): Names | undefined {
  const [url, owner, signature] = ['url', 'owner', 'signature'].map((name) => headerOf(req, prefix + name));
  return url === undefined || owner === undefined || signature === undefined ? undefined : { url, owner, signature };
}
