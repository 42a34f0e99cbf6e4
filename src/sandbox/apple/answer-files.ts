import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Body } from '../body';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { Line } from '../lines/records';
import { AppleError, bad } from './answers';
import { headerOf, type Call } from './call';
import { Checksum, cryptedWhole, hexOf, newKey } from './encryption';
import { BUSINESS_BID } from './shapes';
import { newName } from './uploads';

/** Apple's own form, which only Apple reads; the sandbox's holds a name in place of the answer. */
const FORM = 'bplist00';

/** Puts an answer that is too big for its webhook to Apple, and tells how it is referred to (apple.md §2). */
export function referTo(core: Core, line: Line, answer: object, title: string): object {
  const name = randomUUID();
  const key = newKey();
  const bytes = cryptedWhole(key, gzipSync(`${FORM}${name}`));
  const checksum = new Checksum();
  checksum.update(bytes);
  const signature = checksum.digest();
  const { url, owner } = newName();
  const until = core.clock.now() + core.assumptions.number('apple-reference-ms');
  core.apple.answers.set(name, answer);
  core.apple.files.set(url, {
    url,
    owner,
    lineId: line.id,
    checksum: signature,
    size: bytes.length,
    holds: { kind: 'answer', bytes, until },
  });
  return {
    bid: BUSINESS_BID,
    owner,
    url,
    size: bytes.length,
    signature: hexOf(signature),
    'signature-base64': signature,
    key,
    title,
  };
}

/** `POST /decodePayload`: the answer that these bytes stand for; they may be zipped (apple.md §2). */
export function decodePayload({ core, req }: Call, body: Body): Outcome {
  if (headerOf(req, 'content-type') !== 'application/octet-stream') throw bad('not an application/octet-stream');
  if (headerOf(req, 'bid') !== BUSINESS_BID) throw bad('bid is missing, or another one');
  const answer = core.apple.answers.get(nameIn(body.bytes) ?? '');
  if (answer === undefined) throw new AppleError(403, 'The payload cannot be decoded');
  return { status: 200, body: core.assumptions.is('apple-decoded', 'bare') ? answer : { interactiveData: answer } };
}

function nameIn(bytes: Buffer): string | undefined {
  const text = unzipped(bytes)?.toString('latin1') ?? '';
  return text.startsWith(FORM) ? text.slice(FORM.length) : undefined;
}

function unzipped(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}
