import type { MessengerKind } from '../../../model/messenger-kind';
import { MessengerMark } from '../../../web/parts/MessengerMark';
import { themeOf } from '../messengers/themes';
import { Avatar } from '../parts/Avatar';

interface Props {
  readonly name: string;
  readonly messenger: MessengerKind | null;
}

/** A customer, and through which messenger they write. */
export function CustomerFace({ name, messenger }: Props) {
  return (
    <span className="face">
      <Avatar name={name} />
      {messenger === null ? null : (
        <span className="face-mark" title={themeOf(messenger).title}>
          <MessengerMark kind={messenger} size={17} />
          <span className="hidden">{themeOf(messenger).title}</span>
        </span>
      )}
    </span>
  );
}
