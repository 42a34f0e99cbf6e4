import type { Core } from '../../core';
import { invalid, missing } from '../codes';
import { findMedia } from '../media/media';
import type { MediaKind } from '../media/media-rules';
import type { Block } from './block';
import type { MediaWanted } from './content';

const FILENAME = { label: 'Filename', max: 240 };

/** By id or by link, one of them. */
export function readMedia(core: Core, block: Block, kind: MediaKind): MediaWanted {
  const id = block.text('id');
  const link = block.text('link');
  const filename = kind === 'document' ? block.optional('filename', FILENAME) : undefined;
  const voice = kind === 'audio' && block.flag('voice');
  if ((id === undefined) === (link === undefined)) {
    const text = `Exactly one of the parameters '${block.name}['id']' and '${block.name}['link']' is mandatory`;
    throw id === undefined ? missing(text) : invalid(text);
  }
  if (link !== undefined) {
    if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
      throw invalid(`Parameter '${block.name}['link']' is not a valid URL`);
    }
    return { kind, source: { link }, filename, voice };
  }
  if (id === undefined || !findMedia(core, id)) {
    throw invalid(`Parameter '${block.name}['id']' is not a valid whatsapp business account media attachment ID`);
  }
  return { kind, source: { id }, filename, voice };
}
