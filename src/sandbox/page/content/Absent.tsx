import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import type { Media } from './said';

/** The place of a file that Kommo has not fetched yet, or could not. */
export function Absent({ media }: { readonly media: Exclude<Media, { state: 'there' }> }) {
  const { t } = useLanguage();
  const failed = media.state === 'failed';
  return (
    <div className="absent" data-state={media.state} data-testid="media-absent">
      {failed ? <Icon name="alert" /> : <span className="spinner" aria-hidden="true" />}
      <span className="absent-words">
        <strong>{media.name === '' ? t.talk.kinds[media.kind] : media.name}</strong>
        <span>{failed ? t.talk.notFetched : t.talk.fetching}</span>
        {media.state === 'failed' && media.error !== null ? <small>{media.error}</small> : null}
      </span>
    </div>
  );
}
