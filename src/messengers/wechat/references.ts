const MEDIA = 'media/';

/** How a file is named until it is fetched: by its id at WeChat, or else by a public address. */
export function mediaReference(mediaId: string): string {
  return `${MEDIA}${mediaId}`;
}

/** @returns undefined for an address */
export function mediaIdIn(reference: string): string | undefined {
  return reference.startsWith(MEDIA) ? reference.slice(MEDIA.length) : undefined;
}
