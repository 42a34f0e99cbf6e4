import type { Response } from 'express';
import type { Core } from '../../core';
import type { Handset } from '../../lines/records';
import type { PageProduct } from '../product';

/** One grey point, which stands for every picture of Meta's own: faces, stories, posts, the thumb. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function pictureUrl(core: Core, messenger: PageProduct['messenger'], name: string): string {
  return `${core.url}/${messenger}/cdn/picture/${encodeURIComponent(name)}.png`;
}

/** Whether a customer has a picture to be shown. */
export function isPictured({ facts }: Handset): boolean {
  return facts.photo !== false;
}

export function servePicture(res: Response, name: string): void {
  res.status(name.endsWith('.png') ? 200 : 404);
  res.type('image/png').send(PIXEL);
}
