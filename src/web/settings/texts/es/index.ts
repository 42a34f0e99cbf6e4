import type { Texts } from '../en';
import { checks } from './checks';
import { imports } from './imports';
import { overview } from './overview';
import { pages } from './pages';
import { sources } from './sources';
import { states } from './states';
import { templates } from './templates';
import { wizard } from './wizard';

export const es: Texts = {
  title: 'Ajustes de Courier',
  newWindow: 'se abre en otra ventana',
  loading: 'Cargando…',
  close: 'Cerrar',
  cancel: 'Cancelar',
  save: 'Guardar',
  saving: 'Guardando…',
  saved: 'Guardado',
  unsaved: 'Aún sin guardar',
  undo: 'Deshacer',
  back: 'Atrás',
  continue: 'Continuar',
  done: 'Listo',
  tryAgain: 'Reintentar',
  optional: '(opcional)',
  required: 'Este dato hace falta.',
  wrongForm: 'No parece correcto. Comprueba que lo hayas copiado entero.',
  advanced: 'Avanzado',
  whereFrom: '¿Dónde encuentro estos datos?',
  holdToShow: 'Mantén pulsado para ver',
  copy: (text) => `Copiar ${text}`,
  copied: 'Copiado',
  choosePipeline: 'Elige un embudo',
  mainPipeline: (name) => `${name} (principal)`,
  authorise: 'Permitir el acceso',
  resume: 'Reanudar',
  resumeAll: 'Reanudar todo',
  lookOnly: (administrators) =>
    administrators.length === 0
      ? 'Puedes ver estos ajustes. Un administrador puede dejarte cambiarlos.'
      : `Puedes ver estos ajustes. Para cambiarlos, habla con ${administrators.join(', ')}.`,
  time: {
    justNow: 'ahora mismo',
    ago: (span) => `hace ${span}`,
    today: (time) => `las ${time}`,
    onDay: (day, time) => `el ${day}, ${time}`,
  },
  tabs: {
    label: 'Ajustes',
    sources: 'Fuentes',
    templates: 'Plantillas',
    imports: 'Importar',
    people: 'Personas',
    alerts: 'Avisos',
    changes: 'Cambios',
  },
  stepStates: { waiting: 'todavía no', running: 'en curso', done: 'hecho', skipped: 'omitido', failed: 'fallido' },
  stepsDone: (done, all) => `${done} de ${all} pasos hechos`,
  ...states,
  ...overview,
  ...sources,
  ...checks,
  ...wizard,
  ...templates,
  ...imports,
  ...pages,
};
