import type { Config } from '../config';
import { createMediaStore } from '../media/choose-store';
import { Unwell } from './check';

export async function checkMediaStore({ media }: Config): Promise<string> {
  try {
    const store = await createMediaStore(media);
    try {
      return await store.check();
    } finally {
      await store.close();
    }
  } catch (error) {
    throw new Unwell(
      error instanceof Error ? error.message : 'it does not answer',
      'Api and workers need a folder that they may write (COURIER_MEDIA_DIR), or a bucket (COURIER_BUCKET_URL)',
    );
  }
}
