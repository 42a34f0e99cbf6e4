import type { Texts } from '../en';
import { checks } from './checks';
import { imports } from './imports';
import { overview } from './overview';
import { pages } from './pages';
import { sources } from './sources';
import { states } from './states';
import { templates } from './templates';
import { wizard } from './wizard';

export const pt: Texts = {
  title: 'Configurações do Courier',
  newWindow: 'abre em outra janela',
  loading: 'Carregando…',
  close: 'Fechar',
  cancel: 'Cancelar',
  save: 'Salvar',
  saving: 'Salvando…',
  saved: 'Salvo',
  unsaved: 'Ainda não salvo',
  undo: 'Desfazer',
  back: 'Voltar',
  continue: 'Continuar',
  done: 'Pronto',
  tryAgain: 'Tentar de novo',
  optional: '(opcional)',
  required: 'Este dado é necessário.',
  wrongForm: 'Não parece certo. Confira se você copiou tudo.',
  advanced: 'Avançado',
  whereFrom: 'Onde encontro estes dados?',
  holdToShow: 'Segure para ver',
  copy: (text) => `Copiar ${text}`,
  copied: 'Copiado',
  choosePipeline: 'Escolha um funil',
  mainPipeline: (name) => `${name} (principal)`,
  authorise: 'Permitir o acesso',
  resume: 'Retomar',
  resumeAll: 'Retomar tudo',
  lookOnly: (administrators) =>
    administrators.length === 0
      ? 'Você pode ver estas configurações. Um administrador pode deixar você alterá-las.'
      : `Você pode ver estas configurações. Para alterá-las, fale com ${administrators.join(', ')}.`,
  time: {
    justNow: 'agora mesmo',
    ago: (span) => `há ${span}`,
    today: (time) => time,
    onDay: (day, time) => `${day}, ${time}`,
  },
  tabs: {
    label: 'Configurações',
    sources: 'Fontes',
    templates: 'Modelos',
    imports: 'Importar',
    people: 'Pessoas',
    alerts: 'Alertas',
    changes: 'Alterações',
  },
  stepStates: { waiting: 'ainda não', running: 'em andamento', done: 'feito', skipped: 'omitido', failed: 'falhou' },
  stepsDone: (done, all) => `${done} de ${all} passos concluídos`,
  ...states,
  ...overview,
  ...sources,
  ...checks,
  ...wizard,
  ...templates,
  ...imports,
  ...pages,
};
