const WORDS = {
  en: {
    headline: 'Bikes for the way home',
    lead: 'Ask us anything: what is in stock, when the shop is open, how to mend a chain.',
    'your-name': 'Your name',
    messages: 'Messages',
    empty: 'Say hello. We answer from Kommo.',
    online: 'We usually answer in minutes',
    offline: 'Not connected; trying again',
    types: 'We are typing',
    write: 'Write a message',
    send: 'Send',
    attach: 'Attach a file',
    cancel: 'Cancel',
    reply: 'Reply',
    edit: 'Edit',
    delete: 'Delete',
    react: 'React with {emoji}',
    answering: 'Reply to “{text}”',
    editing: 'Edit your message',
    deleted: 'Deleted',
    edited: 'edited',
    waiting: 'being sent',
    sent: 'sent',
    failed: 'not delivered',
    you: 'You',
    shop: 'Corner Bikes',
    play: 'Play the voice message',
    pause: 'Pause',
    picture: 'Picture',
    'too-large': 'Files of up to 20 MB can be sent.',
    'not-sent': 'It could not be sent. Try again.',
  },
  es: {
    headline: 'Bicis para volver a casa',
    lead: 'Pregúntanos lo que quieras: qué hay en la tienda, cuándo abrimos, cómo se arregla una cadena.',
    'your-name': 'Tu nombre',
    messages: 'Mensajes',
    empty: 'Saluda. Respondemos desde Kommo.',
    online: 'Solemos responder en minutos',
    offline: 'Sin conexión; probamos de nuevo',
    types: 'Estamos escribiendo',
    write: 'Escribe un mensaje',
    send: 'Enviar',
    attach: 'Adjuntar un archivo',
    cancel: 'Cancelar',
    reply: 'Responder',
    edit: 'Editar',
    delete: 'Eliminar',
    react: 'Reaccionar con {emoji}',
    answering: 'Respuesta a «{text}»',
    editing: 'Edita tu mensaje',
    deleted: 'Eliminado',
    edited: 'editado',
    waiting: 'enviando',
    sent: 'enviado',
    failed: 'no entregado',
    you: 'Tú',
    shop: 'Corner Bikes',
    play: 'Reproducir el mensaje de voz',
    pause: 'Pausa',
    picture: 'Imagen',
    'too-large': 'Se pueden enviar archivos de hasta 20 MB.',
    'not-sent': 'No se pudo enviar. Inténtalo de nuevo.',
  },
  pt: {
    headline: 'Bicicletas para voltar para casa',
    lead: 'Pergunte o que quiser: o que há na loja, quando abrimos, como se conserta uma corrente.',
    'your-name': 'Seu nome',
    messages: 'Mensagens',
    empty: 'Diga olá. Respondemos do Kommo.',
    online: 'Costumamos responder em minutos',
    offline: 'Sem conexão; tentando de novo',
    types: 'Estamos digitando',
    write: 'Escreva uma mensagem',
    send: 'Enviar',
    attach: 'Anexar um arquivo',
    cancel: 'Cancelar',
    reply: 'Responder',
    edit: 'Editar',
    delete: 'Excluir',
    react: 'Reagir com {emoji}',
    answering: 'Resposta a “{text}”',
    editing: 'Edite sua mensagem',
    deleted: 'Excluída',
    edited: 'editada',
    waiting: 'enviando',
    sent: 'enviada',
    failed: 'não entregue',
    you: 'Você',
    shop: 'Corner Bikes',
    play: 'Tocar a mensagem de voz',
    pause: 'Pausar',
    picture: 'Imagem',
    'too-large': 'Podem ser enviados arquivos de até 20 MB.',
    'not-sent': 'Não foi possível enviar. Tente de novo.',
  },
};

const language = navigator.languages.map((each) => each.slice(0, 2)).find((each) => each in WORDS) ?? 'en';

export function say(code, named = {}) {
  return WORDS[language][code].replace(/\{(\w+)\}/g, (whole, name) => named[name] ?? whole);
}

/** Says on the page what stands there by its code. */
export function sayAll(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of root.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', say(element.dataset.label));
  for (const element of root.querySelectorAll('[data-placeholder]'))
    element.placeholder = say(element.dataset.placeholder);
}

export const timeOf = (at) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(at));
