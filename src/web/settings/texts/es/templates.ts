import type { Texts } from '../en';

export const templates: Pick<Texts, 'templates'> = {
  templates: {
    title: 'Plantillas',
    text: 'Lo que se puede enviar pasado el plazo de respuesta, como lo tienen Kommo y el mensajero.',
    none: 'Todavía no hay plantillas. Haz una en Kommo y envíala a aprobación, o hazla en el mensajero: llegará aquí por sí sola.',
    unavailable: 'Nada de lo conectado necesita plantillas aprobadas. WhatsApp sí.',
    sync: 'Sincronizar ahora',
    never: 'Aún no se han comparado.',
    compared: (ago) => `Comparadas ${ago}.`,
    comparing: 'Comparando ambos lados…',
    progress: (done, all) => `${done} de ${all} pasos hechos`,
    trouble: (again) => (again ? 'No se pudo hacer todo; se intenta de nuevo por sí solo' : 'No se pudo hacer todo'),
    states: {
      draft: 'Borrador en Kommo',
      'in-review': 'En revisión',
      approved: 'Aprobada',
      rejected: 'Rechazada',
      stopped: 'En pausa',
      gone: 'Eliminada',
    },
    reason: (reason) => `Motivo: ${reason}`,
    notInKommo: {
      draft: () => '',
      'in-review': (messenger) => `Llega a Kommo cuando ${messenger} la haya aprobado.`,
      approved: () => 'Está en camino a Kommo.',
      rejected: (messenger) => `Llega a Kommo cuando ${messenger} la apruebe.`,
      stopped: (messenger) => `Llega a Kommo cuando ${messenger} la apruebe de nuevo.`,
      gone: () => '',
    },
    fills: (messenger) => `rellena, en ${messenger},`,
    example: (example) => `(por ejemplo, «${example}»)`,
    drifts: {
      'changed-in-kommo': {
        title: () => 'Cambiada en Kommo',
        text: (messenger) =>
          `Los clientes siguen recibiendo lo que ${messenger} aprobó. Para que se apruebe el texto nuevo, ponle otro nombre a la plantilla en Kommo.`,
      },
      'changed-at-messenger': {
        title: (messenger) => `Cambiada en ${messenger}`,
        text: (messenger) => `Los clientes reciben el texto nuevo de ${messenger}; Kommo muestra todavía el anterior.`,
      },
      'changed-on-both': {
        title: () => 'Cambiada en ambos lados',
        text: (messenger) => `Los clientes reciben lo que tiene ${messenger}; Kommo muestra otra cosa.`,
      },
      differs: {
        title: () => 'Los dos lados dicen cosas distintas',
        text: (messenger) => `Los clientes reciben lo que tiene ${messenger}; Kommo muestra otra cosa.`,
      },
      'removed-in-kommo': {
        title: () => 'Eliminada en Kommo',
        text: (messenger) => `${messenger} todavía la tiene. No vuelve por sí sola.`,
      },
      'removed-at-messenger': {
        title: (messenger) => `Eliminada en ${messenger}`,
        text: () => 'Ya no se puede enviar, y Kommo lo sabe. Para tenerla de nuevo, envíala a aprobación en Kommo.',
      },
    },
    take: { replace: (messenger) => `Tomar la de ${messenger}`, remove: () => 'Eliminar en Kommo' },
    question: {
      replace: {
        title: (name) => `¿Tomar «${name}» como la tiene el mensajero?`,
        text: (messenger) =>
          `La plantilla de Kommo se sustituye por la de ${messenger}. Un Salesbot que la envíe necesita que se le dé la nueva.`,
        confirm: (messenger) => `Tomar la de ${messenger}`,
      },
      remove: {
        title: (name) => `¿Eliminar «${name}» en Kommo?`,
        text: (messenger) => `${messenger} ya no la tiene. Un Salesbot que la envíe necesita que se le dé otra.`,
        confirm: () => 'Eliminar',
      },
    },
  },
};
