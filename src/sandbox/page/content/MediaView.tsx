import { useLanguage } from '../lib/language';
import { Absent } from './Absent';
import { FileCard } from './FileCard';
import { Animation, RoundVideo, Sticker, Video } from './Moving';
import { Picture } from './Picture';
import { Player } from './Player';
import { isDrawable, type Media } from './said';

/** The file of a message, drawn as what it is; what a browser cannot draw is a file to take away. */
export function MediaView({ id, media }: { readonly id: string; readonly media: Media }) {
  const { t } = useLanguage();
  if (media.state !== 'there') return <Absent media={media} />;
  const { kind, file, durationS } = media;
  switch (kind) {
    case 'picture':
      return isDrawable(file) ? <Picture id={id} file={file} /> : <FileCard file={file} />;
    case 'video':
      return <Video file={file} />;
    case 'animation':
      return <Animation file={file} />;
    case 'round':
      return <RoundVideo file={file} />;
    case 'sticker':
      return <Sticker file={file} />;
    case 'voice':
      return <Player file={file} durationS={durationS} label={t.talk.kinds.voice} waves />;
    case 'audio':
      return <Player file={file} durationS={durationS} label={file.name} />;
    case 'file':
      return <FileCard file={file} />;
  }
}
