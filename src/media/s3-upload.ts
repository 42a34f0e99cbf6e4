import type { S3Client } from '@aws-sdk/client-s3';

/** The smallest part that S3 takes, but for the last one. */
const PART_BYTES = 5 * 1_024 * 1_024;

export interface S3Place {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Writes a file of unknown length: a small one at once, a larger one in parts, which show as a file only when the last
 * is there. One buffer takes all parts in turn, so memory does not grow with the file; the SDK's own uploader makes a new
 * one for each. Parts of a killed process stay in the bucket until a rule of it takes them away.
 */
export async function uploadParts(client: S3Client, place: S3Place, bytes: AsyncIterable<Buffer>): Promise<void> {
  const sdk = await import('@aws-sdk/client-s3');
  const buffer = Buffer.allocUnsafeSlow(PART_BYTES);
  const parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
  let filled = 0;
  let uploadId: string | undefined;

  const sendPart = async (): Promise<void> => {
    uploadId ??= (await client.send(new sdk.CreateMultipartUploadCommand(place))).UploadId;
    const part = { ...place, UploadId: uploadId, PartNumber: parts.length + 1 };
    const { ETag } = await client.send(new sdk.UploadPartCommand({ ...part, Body: buffer.subarray(0, filled) }));
    parts.push({ PartNumber: part.PartNumber, ETag });
    filled = 0;
  };

  try {
    for await (const chunk of bytes) {
      for (let from = 0; from < chunk.length;) {
        if (filled === PART_BYTES) await sendPart();
        const copied = chunk.copy(buffer, filled, from);
        filled += copied;
        from += copied;
      }
    }
    if (uploadId === undefined) {
      await client.send(new sdk.PutObjectCommand({ ...place, Body: buffer.subarray(0, filled) }));
      return;
    }
    await sendPart();
    const MultipartUpload = { Parts: parts };
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...place, UploadId: uploadId, MultipartUpload }));
  } catch (error) {
    if (uploadId !== undefined) {
      const abort = new sdk.AbortMultipartUploadCommand({ ...place, UploadId: uploadId });
      // The first error is the one to tell; what is left behind is the bucket's rule's.
      await client.send(abort).catch(() => undefined);
    }
    throw error;
  }
}
