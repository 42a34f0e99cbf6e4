import { ContactsDialog } from './ContactsDialog';
import { ConversationsDialog } from './ConversationsDialog';
import { CredentialsDialog } from './CredentialsDialog';
import { MoveDialog } from './MoveDialog';
import { RemoveQuestion } from './RemoveQuestion';
import { RenameDialog } from './RenameDialog';
import type { SourceDialogProps } from './props';
import { TestDialog } from './TestDialog';

export type DialogKind = 'rename' | 'move' | 'contacts' | 'conversations' | 'credentials' | 'test' | 'remove';

export function SourceDialog({ kind, ...props }: SourceDialogProps & { readonly kind: DialogKind }) {
  switch (kind) {
    case 'rename':
      return <RenameDialog {...props} />;
    case 'move':
      return <MoveDialog {...props} />;
    case 'contacts':
      return <ContactsDialog {...props} />;
    case 'conversations':
      return <ConversationsDialog {...props} />;
    case 'credentials':
      return <CredentialsDialog {...props} />;
    case 'test':
      return <TestDialog {...props} />;
    case 'remove':
      return <RemoveQuestion {...props} />;
  }
}
