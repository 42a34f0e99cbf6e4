import { shortened } from './message.js';
import { say } from './words.js';

const FILE_MOST = 20_000_000;
const TYPING_EVERY_MS = 5_000;
const find = (id) => document.getElementById(id);

/** The line that one writes in. @param act tells the back end; resolves with whether it heard */
export function startComposer({ act, newestOwn }) {
  const form = find('composer');
  const text = find('text');
  const file = find('file');
  let about;
  let typedAt = 0;

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  const complain = (code) => (find('problem').textContent = code === undefined ? '' : say(code));
  const settle = (next) => {
    about = next;
    find('about').hidden = next === undefined;
    find('about-words').textContent =
      next === undefined
        ? ''
        : next.as === 'edit'
          ? say('editing')
          : say('answering', { text: shortened(next.message) });
    text.focus();
  };
  const reply = (message) => settle({ as: 'reply', message });
  const edit = (message) => {
    text.value = message.text;
    grow();
    settle({ as: 'edit', message });
  };
  const cancel = () => {
    if (about?.as === 'edit') text.value = '';
    grow();
    settle(undefined);
  };

  const send = async () => {
    const said = text.value.trim();
    if (said === '') return;
    const { as, message } = about ?? {};
    const heard =
      as === 'edit'
        ? act('edit', { id: message.id, text: said })
        : act('say', { text: said, replyTo: message?.id, page: location.href });
    text.value = '';
    grow();
    settle(undefined);
    if (await heard) return complain();
    complain('not-sent');
    if (text.value === '') text.value = said;
  };
  const sendFile = async (chosen) => {
    if (chosen.size > FILE_MOST) return complain('too-large');
    const query = new URLSearchParams({ name: chosen.name, type: chosen.type, page: location.href });
    const headers = { 'content-type': 'application/octet-stream' };
    const heard = await fetch(`/files?${query}`, { method: 'POST', headers, body: chosen }).catch(() => undefined);
    complain(heard?.ok ? undefined : 'not-sent');
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    }
    if (event.key === 'Escape' && about !== undefined) cancel();
    const newest = event.key === 'ArrowUp' && text.value === '' ? newestOwn() : undefined;
    if (newest !== undefined) {
      event.preventDefault();
      edit(newest);
    }
  });
  text.addEventListener('input', () => {
    grow();
    if (text.value === '' || Date.now() - typedAt < TYPING_EVERY_MS) return;
    typedAt = Date.now();
    void act('typing', {});
  });
  text.addEventListener('paste', (event) => {
    const [pasted] = event.clipboardData.files;
    if (pasted === undefined) return;
    event.preventDefault();
    void sendFile(pasted);
  });
  find('about-end').addEventListener('click', cancel);
  find('attach').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    const [chosen] = file.files;
    file.value = '';
    if (chosen !== undefined) void sendFile(chosen);
  });
  return { reply, edit };
}
