import { useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../lib/language';
import { CommandDialog } from './CommandDialog';
import type { CommandToGive } from './commands';

interface CommandButtonsProps {
  readonly commands: readonly CommandToGive[];
  /** What they concern, for those who hear the buttons one by one. */
  readonly about: string;
}

/** A small button for each; each asks before it does anything. */
export function CommandButtons({ commands, about }: CommandButtonsProps) {
  const [asked, setAsked] = useState<CommandToGive | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  return (
    <>
      {commands.length === 0 ? null : (
        <Buttons
          commands={commands}
          about={about}
          ask={(command, button) => {
            opener.current = button;
            setAsked(command);
          }}
        />
      )}
      {asked === null ? null : (
        <CommandDialog command={asked} close={() => setAsked(null)} giveFocusBack={() => opener.current?.focus()} />
      )}
    </>
  );
}

interface ButtonsProps extends CommandButtonsProps {
  readonly ask: (command: CommandToGive, button: HTMLButtonElement) => void;
}

function Buttons({ commands, about, ask }: ButtonsProps) {
  const { t } = useWords();
  const group = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const buttons = group.current;
    // What was done may take its row away, and with it the focus.
    return () => {
      if (buttons?.contains(document.activeElement) === true) {
        document.getElementById('main')?.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <span ref={group} className="commands" role="group" aria-label={`${t.commands.actions}: ${about}`}>
      {commands.map((command, index) => (
        // By place: “Pause” that becomes “Resume” keeps the focus.
        <button
          key={index}
          type="button"
          className="small-button"
          data-danger={command.danger === true ? '' : undefined}
          onClick={(event) => ask(command, event.currentTarget)}
        >
          {t.commands[command.name].name}
        </button>
      ))}
    </span>
  );
}
