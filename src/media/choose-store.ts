import { createDirectoryStore } from './directory-store';
import { createS3Store, type S3Settings } from './s3-store';
import type { MediaStore } from './store';

export interface MediaStoreSettings {
  /** Used unless there is a bucket. */
  readonly directory: string;
  readonly s3: S3Settings | undefined;
}

/** The store of this deployment; api and workers have to be given the same. */
export async function createMediaStore({ directory, s3 }: MediaStoreSettings): Promise<MediaStore> {
  return s3 === undefined ? createDirectoryStore(directory) : await createS3Store(s3);
}
