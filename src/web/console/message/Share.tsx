import type { ToldTrace } from '../../../api/admin/contract';
import { Button } from '../../parts/Button';
import type { Theme } from '../../parts/useChosenTheme';
import { useWords } from '../lib/language';
import { CopyText } from '../parts/CopyButton';
import { hashOf, message } from '../route/route';
import { useClient } from '../session/context';
import { pictureOf } from './TracePicture';

interface ShareProps {
  readonly trace: ToldTrace;
  readonly path: string;
  readonly theme: Theme;
}

/** Nothing of it says what was said: a link for those with a key, the trace and its picture for anybody. */
export function Share({ trace, path, theme }: ShareProps) {
  const { t } = useWords();
  const client = useClient();

  async function save(): Promise<void> {
    const answer = await client.picture(pictureOf(path, theme));
    if (!answer.ok) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(answer.value);
    link.download = `message-${trace.deliveryId}.svg`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <div className="share">
      <p className="quiet">{t.message.share}</p>
      <CopyText text={new URL(hashOf(message(trace.deliveryId)), document.baseURI).href} label={t.message.copyLink} />
      <CopyText text={JSON.stringify(trace, null, 2)} label={t.message.copyJson} />
      <Button icon="out" onClick={() => void save()}>
        {t.message.save}
      </Button>
    </div>
  );
}
