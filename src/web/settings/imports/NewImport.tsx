import { useState } from 'react';
import type { ImportCard, NewImportRequest, SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { MessengerMark } from '../../parts/MessengerMark';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { useClient } from '../session/context';
import { FileDrop } from './FileDrop';
import { Guides } from './Guides';
import { ImportSteps } from './ImportSteps';
import { OriginChoice } from './OriginChoice';
import { UploadBar } from './UploadBar';
import { useUpload } from './useUpload';

interface NewImportProps {
  readonly sources: readonly SourceCard[];
  readonly back: () => void;
  /** Its file is here. */
  readonly begun: (id: string) => void;
}

/** Whose conversations, and which file. */
export function NewImport({ sources, back, begun }: NewImportProps) {
  const { t } = useWords();
  const client = useClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  /** Though the messenger keeps them. */
  const [fromFile, setFromFile] = useState(false);
  const [asking, setAsking] = useState(false);
  const { upload, send, fail, stop } = useUpload();
  /** Made by a try whose upload broke off, for the same source and name. */
  const [made, setMade] = useState<{ readonly for: string; readonly id: string } | null>(null);
  const usable = sources.filter(({ state }) => state.kind !== 'removing');
  const source = usable.find(({ id }) => id === chosen) ?? usable.find(({ isDefault }) => isDefault) ?? usable[0];
  const isSending = upload.kind === 'sending';
  const asks = source?.keepsHistory === true && !fromFile;

  async function begin(): Promise<void> {
    if (source === undefined) return;
    if (asks) {
      setAsking(true);
      const answer = await client.change<ImportCard>('POST', 'imports', requestFor(source.id));
      setAsking(false);
      if (answer.ok) begun(answer.value.id);
      else fail(answer.fault);
      return;
    }
    if (file === null) {
      setMissing(true);
      return;
    }
    const id = await importFor(source.id, file);
    if (id !== null && (await send(id, file)) !== null) begun(id);
  }

  async function importFor(sourceId: string, { name }: File): Promise<string | null> {
    const what = `${sourceId}/${name}`;
    if (made?.for === what) return made.id;
    const answer = await client.change<ImportCard>('POST', 'imports', { ...requestFor(sourceId), fileName: name });
    if (!answer.ok) {
      fail(answer.fault);
      return null;
    }
    setMade({ for: what, id: answer.value.id });
    return answer.value.id;
  }

  function requestFor(sourceId: string): NewImportRequest {
    return { source: sourceId, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
  }

  return (
    <section className="card form-card">
      <div className="import-top">
        <Button look="quiet" icon="back" onClick={back}>
          {t.imports.all}
        </Button>
      </div>
      <ImportSteps current="file" />
      <h2 className="import-title">{t.imports.begin}</h2>
      <p className="quiet">{t.imports.file.nothingYet}</p>
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending && !asking) void begin();
        }}
      >
        <fieldset className="field-group" disabled={isSending}>
          <legend className="field-label">{t.imports.file.source}</legend>
          <div className="import-sources">
            {usable.map(({ id, name, address, messenger, messengerTitle }) => (
              <label key={id} className="import-source">
                <input type="radio" name="source" checked={id === source?.id} onChange={() => setChosen(id)} />
                <MessengerMark kind={messenger} size={32} />
                <span className="import-source-words">
                  <span className="import-name">{name}</span>
                  <span className="quiet">{address ?? messengerTitle}</span>
                </span>
                <span className="import-source-sign">
                  <Icon name="check" size={16} />
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {source?.keepsHistory === true ? (
          <OriginChoice
            messenger={source.messengerTitle}
            fromFile={fromFile}
            choose={setFromFile}
            disabled={isSending}
          />
        ) : null}
        {asks ? null : isSending && file !== null ? (
          <UploadBar name={file.name} upload={upload} stop={stop} />
        ) : (
          <FileDrop
            file={file}
            choose={(next) => {
              setMissing(false);
              setFile(next);
            }}
          />
        )}
        {missing && !asks ? (
          <p className="field-fault" role="alert">
            <Icon name="alert" size={15} />
            <span>{t.imports.file.none}</span>
          </p>
        ) : null}
        {upload.kind === 'failed' ? <FaultNote fault={upload.fault} /> : null}
        {asks ? null : <Guides />}
        <div className="save-bar">
          {/* Going back while a file is on its way would stop it without a word. */}
          {isSending ? null : (
            <Button look="quiet" onClick={back}>
              {t.cancel}
            </Button>
          )}
          <Button type="submit" look="primary" icon={asks ? 'refresh' : 'upload'} busy={isSending || asking}>
            {upload.kind === 'failed' ? t.tryAgain : asks ? t.imports.file.ask : t.imports.file.upload}
          </Button>
        </div>
      </form>
    </section>
  );
}
