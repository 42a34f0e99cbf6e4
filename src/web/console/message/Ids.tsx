import type { ToldTrace } from '../../../api/admin/contract';
import { useWords } from '../lib/language';
import { CopyId } from '../parts/CopyButton';

interface IdsProps {
  readonly trace: ToldTrace;
  /** Its name. */
  readonly messenger: string;
}

/** What it is called where. */
export function Ids({ trace, messenger }: IdsProps) {
  const { t } = useWords();
  const { idNames, wamid } = t.message;
  const known: readonly (readonly [name: string, id: string | null])[] = [
    [idNames.message, trace.messageId],
    [idNames.delivery, trace.deliveryId],
    [idNames.kommo, trace.ids.kommo],
    [idNames.remote(messenger), trace.ids.remote],
    [idNames.chat, trace.chatId],
  ];
  return (
    <>
      <dl className="ids">
        {known.map(([name, id]) =>
          id === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <CopyId id={id} name={name} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {trace.messenger === 'whatsapp' && trace.ids.remote !== null ? <p className="quiet note">{wamid}</p> : null}
    </>
  );
}
