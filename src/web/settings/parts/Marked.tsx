import { Fragment } from 'react';

/** A text in which what is typed or looked for word by word, between backticks, stands out. */
export function Marked({ text }: { readonly text: string }) {
  return (
    <>
      {text.split('`').map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <code>{part}</code> : part}</Fragment>
      ))}
    </>
  );
}
