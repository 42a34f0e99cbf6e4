import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { meter } from './meter';
import { uploadParts } from './s3-upload';
import { storeKey, type MediaStore } from './store';

export interface S3Settings {
  /** `https://host/bucket` or `https://host/bucket/prefix`; the bucket has to be there. */
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Files in a bucket of anything that speaks S3. Loaded only where it is used: the SDK takes 20 MB.
 *
 * @throws Error when the address has no bucket.
 */
export async function createS3Store(settings: S3Settings): Promise<MediaStore> {
  const { endpoint, bucket, prefix } = placeOf(settings.url);
  const { S3Client, GetObjectCommand, DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  const client: S3Client = new S3Client({
    endpoint,
    region: settings.region,
    credentials: { accessKeyId: settings.accessKey, secretAccessKey: settings.secretKey },
    // A bucket's own host name would need DNS that many servers of this kind do not have.
    forcePathStyle: true,
    // Others than Amazon do not know its newer checksums; the signature covers what we send.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A reader of ours may pause for long, so only a socket without any life counts as dead.
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 120_000 },
  });
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + storeKey(key) });

  const store: MediaStore = {
    async put(key, source, limits) {
      const place = at(key);
      const metered = meter(source, limits);
      try {
        await uploadParts(client, place, metered.bytes);
        return metered.stored();
      } catch (error) {
        return metered.failed(error);
      }
    },

    async open(key, range) {
      const asked = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
      const found = await client.send(new GetObjectCommand({ ...at(key), ...asked })).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      });
      if (found === undefined) return undefined;
      if (!(found.Body instanceof Readable)) throw new Error('The bucket answered without a body');
      const total = /\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? found.ContentLength;
      return { stream: found.Body, size: Number(total) };
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    async check() {
      const key = `check/${randomUUID()}`;
      try {
        await store.put(key, Readable.from([Buffer.from('.')]), { maxBytes: 1 });
        await store.remove(key);
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown';
        throw new Error(`the bucket ${bucket} at ${endpoint} does not take files (${reason})`, { cause: error });
      }
      return `the bucket ${bucket} at ${endpoint}`;
    },

    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
  return store;
}

function placeOf(text: string): { readonly endpoint: string; readonly bucket: string; readonly prefix: string } {
  const url = new URL(text);
  const [bucket, ...folders] = url.pathname.split('/').filter((part) => part !== '');
  if (bucket === undefined) throw new Error('The S3 address has no bucket: https://host/bucket');
  return { endpoint: url.origin, bucket, prefix: folders.map((folder) => `${folder}/`).join('') };
}
