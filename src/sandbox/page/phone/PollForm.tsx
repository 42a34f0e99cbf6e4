import { useState } from 'react';
import { Field } from '../compose/Field';
import { Sheet } from '../compose/Sheet';
import { useLanguage } from '../lib/language';
import type { NewMessage } from './phone';

interface Props {
  readonly send: (message: NewMessage) => void;
  readonly close: () => void;
  readonly refocus: () => void;
}

export function PollForm({ send, close, refocus }: Props) {
  const { t } = useLanguage();
  const words = t.talk.poll;
  const [question, setQuestion] = useState(words.sample[0] ?? '');
  const [options, setOptions] = useState(words.sample[1] ?? '');
  const answers = options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

  return (
    <Sheet
      title={words.title}
      action={t.send}
      submit={() => send({ poll: { question: question.trim(), options: answers } })}
      close={close}
      refocus={refocus}
    >
      <Field label={words.question} value={question} change={setQuestion} required />
      <Field label={words.options} value={options} change={setOptions} rows={3} required />
    </Sheet>
  );
}
