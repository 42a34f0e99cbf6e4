import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Language } from '../../model/words';

/** What a browser that comes back from Kommo is told. */
export type OAuthPage =
  'granted' | 'denied' | 'foreign-state' | 'foreign-host' | 'incomplete' | 'unknown-integration' | 'unavailable';

interface Words {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<Language, Readonly<Record<OAuthPage, Words>>>> = {
  en: {
    granted: {
      title: 'Courier is being connected',
      text: 'You can close this window. The settings in Kommo show how far it is.',
    },
    denied: { title: 'Nothing was connected', text: 'You did not allow it in Kommo. Close this window to try again.' },
    'foreign-state': {
      title: 'This link is not good any more',
      text: 'It is good for an hour, and once. Open the settings in Kommo and press “Authorise” again.',
    },
    'foreign-host': {
      title: 'This does not come from Kommo',
      text: 'The address names no Kommo account. Begin in the settings in Kommo.',
    },
    incomplete: {
      title: 'Something is missing',
      text: 'Kommo’s answer is not complete. Open the settings in Kommo and press “Authorise” again.',
    },
    'unknown-integration': {
      title: 'There is no such integration here',
      text: 'Compare the redirect address of the integration in Kommo with that of Courier.',
    },
    unavailable: {
      title: 'Courier cannot take this now',
      text: 'Nothing is lost: wait a minute, then load this page again.',
    },
  },
  es: {
    granted: {
      title: 'Courier se está conectando',
      text: 'Puede cerrar esta ventana. La configuración en Kommo muestra el progreso.',
    },
    denied: {
      title: 'No se conectó nada',
      text: 'No lo permitió en Kommo. Cierre esta ventana para intentarlo de nuevo.',
    },
    'foreign-state': {
      title: 'Este enlace ya no sirve',
      text: 'Sirve durante una hora y una sola vez. Abra la configuración en Kommo y pulse «Autorizar» de nuevo.',
    },
    'foreign-host': {
      title: 'Esto no viene de Kommo',
      text: 'La dirección no corresponde a ninguna cuenta de Kommo. Empiece en la configuración en Kommo.',
    },
    incomplete: {
      title: 'Falta algo',
      text: 'La respuesta de Kommo no está completa. Abra la configuración en Kommo y pulse «Autorizar» de nuevo.',
    },
    'unknown-integration': {
      title: 'Aquí no existe esa integración',
      text: 'Compare la dirección de redirección de la integración en Kommo con la de Courier.',
    },
    unavailable: {
      title: 'Courier no puede recibir esto ahora',
      text: 'No se ha perdido nada: espere un minuto y vuelva a cargar esta página.',
    },
  },
  pt: {
    granted: {
      title: 'O Courier está sendo conectado',
      text: 'Você pode fechar esta janela. As configurações no Kommo mostram o andamento.',
    },
    denied: { title: 'Nada foi conectado', text: 'Você não permitiu no Kommo. Feche esta janela para tentar de novo.' },
    'foreign-state': {
      title: 'Este link não vale mais',
      text: 'Ele vale por uma hora e uma única vez. Abra as configurações no Kommo e clique em “Autorizar” de novo.',
    },
    'foreign-host': {
      title: 'Isto não vem do Kommo',
      text: 'O endereço não é de nenhuma conta do Kommo. Comece pelas configurações no Kommo.',
    },
    incomplete: {
      title: 'Falta alguma coisa',
      text: 'A resposta do Kommo não está completa. Abra as configurações no Kommo e clique em “Autorizar” de novo.',
    },
    'unknown-integration': {
      title: 'Não existe essa integração aqui',
      text: 'Compare o endereço de redirecionamento da integração no Kommo com o do Courier.',
    },
    unavailable: {
      title: 'O Courier não pode receber isto agora',
      text: 'Nada se perdeu: espere um minuto e carregue esta página de novo.',
    },
  },
};

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f5f6f8, #15181d); color: light-dark(#1b2430, #e8ecf1); }
main { max-width: 26rem; margin: 1rem; padding: 2rem; border-radius: 0.75rem; background: light-dark(#fff, #1f242b); box-shadow: 0 1px 3px rgb(0 0 0 / 0.2); }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0; }
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** Nothing of the request is repeated on it. */
export function sendPage(response: Response, status: number, language: Language, page: OAuthPage): void {
  const { title, text } = WORDS[language][page];
  response.setHeader('content-security-policy', POLICY);
  response.status(status).type('html').send(`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`);
}
