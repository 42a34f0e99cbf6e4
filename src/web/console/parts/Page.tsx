import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../lib/language';

interface PageProps {
  readonly title: string;
  /** Above the title: where this belongs. */
  readonly above?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The heading takes the focus when the page has changed, so that a screen reader begins there. */
export function Page({ title, above, beside, children }: PageProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.title}`;
  }, [title, t]);
  useEffect(() => {
    if (navigator.userActivation.hasBeenActive) heading.current?.focus();
  }, []);
  return (
    <>
      {above === undefined ? null : <p className="above">{above}</p>}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </>
  );
}
