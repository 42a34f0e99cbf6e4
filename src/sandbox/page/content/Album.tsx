import { useLanguage } from '../lib/language';
import { MediaView } from './MediaView';
import type { Media } from './said';

interface Props {
  readonly items: readonly { readonly key: string; readonly media: Media }[];
}

/** Rows of two or three, the odd ones first and larger. */
function rowsOf<Item>(items: readonly Item[]): Item[][] {
  const rows: Item[][] = [];
  let rest = [...items];
  while (rest.length > 0) {
    const take = rest.length === 3 && rows.length === 0 ? 1 : rest.length === 2 || rest.length === 4 ? 2 : 3;
    rows.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return rows;
}

export function Album({ items }: Props) {
  const { t } = useLanguage();
  return (
    <div className="album" role="group" aria-label={t.talk.album(items.length)}>
      {rowsOf(items).map((row) => (
        <div className="album-row" data-count={row.length} key={row[0]?.key}>
          {row.map(({ key, media }) => (
            <div className="album-cell" key={key} data-key={key}>
              <MediaView id={key} media={media} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
