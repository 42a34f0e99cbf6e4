import heart from './heart.svg';
import photo from './lamp.svg';
import rain from './rain.svg';
import smile from './smile.svg';
import star from './star.svg';
import voice from './voice.ogg';

/** What somebody can send who has no file at hand. */
export const STICKERS = ['smile', 'heart', 'star', 'rain'] as const;
export type StickerName = (typeof STICKERS)[number];

export const stickerPictures: Readonly<Record<StickerName, string>> = { smile, heart, star, rain };

async function drawn(address: string, width: number, height: number, type: string, name: string): Promise<File> {
  const image = new Image(width, height);
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
  if (blob === null) throw new Error('the browser could not draw the picture');
  // A browser that cannot write the wanted kind gives PNG.
  const extension = blob.type.slice(blob.type.indexOf('/') + 1).replace('jpeg', 'jpg');
  return new File([blob], `${name}.${extension}`, { type: blob.type });
}

export function samplePhoto(): Promise<File> {
  return drawn(photo, 1_280, 960, 'image/jpeg', 'blue-lamp');
}

/** Telegram's stickers are WebP, 512 pixels wide (telegram.md §2). */
export function sampleSticker(name: StickerName): Promise<File> {
  return drawn(stickerPictures[name], 512, 512, 'image/webp', name);
}

export async function sampleVoice(): Promise<File> {
  const bytes = await (await fetch(voice)).blob();
  return new File([bytes], 'voice.ogg', { type: 'audio/ogg' });
}
