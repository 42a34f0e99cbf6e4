import { Modal } from '../../parts/Modal';
import { useWords } from '../../lib/language';
import { TestMessage } from '../../test-message/TestMessage';
import type { SourceDialogProps } from './props';

export function TestDialog({ source, opener, giveFocusBack, close }: SourceDialogProps) {
  const { t } = useWords();
  return (
    <Modal title={t.test.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <TestMessage source={source} />
    </Modal>
  );
}
