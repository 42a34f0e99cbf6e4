import type { PostView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

interface Props {
  readonly post: PostView;
  /** What the message has to do with it. */
  readonly as: 'commented' | 'shared';
}

/** A post in words, and a way to it: its picture is somewhere on the network, and nothing is asked from there. */
export function PostCard({ post: { url, by, caption }, as }: Props) {
  const { t } = useLanguage();
  return (
    <div className="post" data-as={as}>
      <small>
        <Icon name={as === 'commented' ? 'reply' : 'forward'} size={14} />
        {as === 'commented' ? t.talk.commentOn : t.talk.sharedPost}
      </small>
      {by === null ? null : <strong>{by}</strong>}
      {caption === null ? null : <span>{caption}</span>}
      <a href={url} target="_blank" rel="noreferrer" aria-label={`${t.talk.toPost}: ${url}`} title={url}>
        {new URL(url).host}
        <Icon name="out" size={14} />
      </a>
    </div>
  );
}
