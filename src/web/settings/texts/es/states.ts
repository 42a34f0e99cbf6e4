import type { states as en } from '../en/states';

export const states: typeof en = {
  faults: {
    unreachable: {
      title: 'Courier no responde',
      text: 'Revisa tu conexión a internet y vuelve a intentarlo. Lo que escribiste sigue aquí.',
    },
    ended: {
      title: 'Tu sesión terminó',
      text: 'No se ha perdido nada. Continúa donde estabas, o cierra esta ventana y ábrela de nuevo.',
    },
    credentialsRefused: {
      title: 'El servicio de mensajería no aceptó los datos',
      text: 'Revisa lo que escribiste; casi siempre falta una parte al copiar.',
    },
    connectedElsewhere: {
      title: 'Ya está conectado a otra cuenta de Kommo',
      text: 'Quítalo allí primero, o usa otro bot, número o página.',
    },
    sourceLimit: {
      title: 'En esta cuenta no caben más fuentes',
      text: 'Kommo limita su número. Quita una que ya no uses y vuelve a intentarlo.',
    },
    forbidden: {
      title: 'No tienes permiso para hacerlo',
      text: 'Pide a un administrador de la cuenta que lo haga o que te dé permiso.',
    },
    gone: {
      title: 'Esto ya no existe',
      text: 'Puede que alguien lo haya quitado. Recarga para ver cómo está todo ahora.',
    },
    conflict: { title: 'Esto ha cambiado mientras tanto', text: 'Mira cómo está todo ahora y vuelve a intentarlo.' },
    invalid: { title: 'No se aceptó', text: 'Revisa lo que escribiste y vuelve a intentarlo.' },
    failed: {
      title: 'Algo falló en Courier',
      text: 'Vuelve a intentarlo en un minuto. Si sigue igual, avisa a quien administra Courier para ti.',
    },
  },
  offline: {
    old: (at) =>
      `Lo que ves es ${at.startsWith('el ') ? `d${at}` : `de ${at}`}. Nada de lo que escribiste se ha perdido.`,
    again: (seconds) => `Nuevo intento en ${seconds} s`,
    trying: 'Intentándolo de nuevo…',
    tryNow: 'Intentar ahora',
  },
  outside: {
    title: 'Abre Courier desde Kommo',
    text: 'Estos ajustes pertenecen a tu cuenta de Kommo y se abren allí:',
    steps: ['Ve a Ajustes y luego a Integraciones.', 'Elige la integración.', 'Sus ajustes se abren en una ventana.'],
  },
  notOpen: {
    silent: {
      title: 'Kommo no responde',
      text: 'Recarga la página de Kommo y abre los ajustes de nuevo.',
    },
    refused: {
      title: 'No se pudieron abrir los ajustes',
      text: 'Vuelve a intentarlo. Si no ayuda, recarga la página de Kommo y abre los ajustes otra vez.',
    },
    unreachable: {
      title: 'Courier no responde',
      text: 'Revisa tu conexión a internet. Los ajustes se abrirán solos en cuanto haya respuesta.',
    },
  },
  noRights: {
    title: 'Estos ajustes son para administradores',
    text: 'Pide a uno de ellos que te deje ver o cambiar los ajustes:',
    ask: 'Pide a un administrador de la cuenta que te deje ver o cambiar los ajustes.',
  },
};
