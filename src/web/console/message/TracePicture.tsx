import { useEffect, useState } from 'react';
import type { ToldTrace } from '../../../api/admin/contract';
import type { Theme } from '../../parts/useChosenTheme';
import { useAsked } from '../data/useAsked';
import { useWords } from '../lib/language';
import { Shown } from '../parts/Shown';

interface TracePictureProps {
  readonly trace: ToldTrace;
  /** Of the trace. */
  readonly path: string;
  readonly theme: Theme;
}

/** As the api draws it; drawn anew when something has happened. */
export function TracePicture({ trace, path, theme }: TracePictureProps) {
  const { t } = useWords();
  const last = trace.steps.at(-1);
  const drawn = `${path} ${theme} ${trace.steps.length} ${last?.at ?? ''} ${trace.outcome ?? ''}`;
  const picture = useAsked<Blob>(drawn, (client) => client.picture(pictureOf(path, theme)), null);
  const url = useUrl(picture.data);
  return (
    <Shown asked={picture} rows={6}>
      {() =>
        url === null ? null : (
          <div className="picture" tabIndex={0} role="group" aria-label={t.message.picture}>
            <img src={url} alt={t.message.pictureAlt} />
          </div>
        )
      }
    </Shown>
  );
}

export function pictureOf(path: string, theme: Theme | 'auto'): string {
  return `${path}&as=svg&theme=${theme}`;
}

function useUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
