import { useState } from 'react';
import { control } from '../data/control';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

export function ResetBox({ run }: { readonly run: (action: () => Promise<unknown>) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  return (
    <section className="tool-box" aria-labelledby="reset-heading">
      <h3 id="reset-heading">{t.faults.reset}</h3>
      <p>{t.faults.resetHint}</p>
      <div className="tool-actions">
        {asking ? (
          <>
            <button
              type="button"
              className="button button-danger"
              autoFocus
              onClick={() => {
                setAsking(false);
                run(control.reset);
              }}
            >
              {t.faults.resetSure}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setAsking(false)}>
              {t.cancel}
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            <Icon name="reset" size={16} />
            {t.faults.reset}
          </button>
        )}
      </div>
    </section>
  );
}
