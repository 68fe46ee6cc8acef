import { byId, h, icon } from './dom.js';
import { clock, readable, word } from './words.js';

const tagOf = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote' };

/** One message of the Telegram chat. `on` says what its parts do: `tap`, `command`, `link`. */
export function drawMessage({ own, message }, on) {
  const { text, entities, caption, caption_entities, photo, contact, sticker, reply_markup, reply_to_message, edit_date } = message;
  const words = text ?? caption;
  const marks = text === undefined ? caption_entities : entities;
  return h(
    'li',
    { class: `message ${own ? 'own' : 'theirs'}` },
    h(
      'div',
      { class: `bubble${sticker ? ' bare' : ''}${photo ? ' pictured' : ''}` },
      h('span', { class: 'unseen' }, `${word(own ? 'you' : 'shop')}: `),
      text && reply_to_message && h('blockquote', { class: 'quoted' }, firstLine(reply_to_message)),
      photo && drawPhoto(photo.at(-1), caption),
      sticker && h('img', { src: '/playground/page/sticker.svg', alt: word('sticker'), width: 128, height: 128 }),
      contact && drawContact(contact),
      words && h('div', { class: 'words' }, formatted(words, marks ?? [], on)),
      h('span', { class: 'meta' }, edit_date ? `${word('edited')} ` : '', h('time', {}, clock(message.date * 1000))),
    ),
    reply_markup && drawInline(message, reply_markup.inline_keyboard, on),
  );
}

const firstLine = ({ text, caption }) => (text ?? caption ?? '').split('\n', 1)[0];

/** Text with its entities as elements. Entities nest or stand side by side; whatever else is left out. */
function formatted(text, entities, on) {
  const build = (from, to, rest) => {
    const parts = [];
    let at = from;
    let queue = rest;
    while (queue.length > 0) {
      const [first, ...others] = queue;
      const end = first.offset + first.length;
      const inner = others.filter((other) => other.offset + other.length <= end);
      queue = others.filter((other) => other.offset >= end);
      parts.push(text.slice(at, first.offset), marked(first, text.slice(first.offset, end), build(first.offset, end, inner), on));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  };
  return build(0, text.length, entities);
}

function marked({ type, url }, text, children, on) {
  if (type === 'bot_command') return h('button', { type: 'button', class: 'link', onclick: () => on.command(text) }, text);
  const address = { text_link: url, url: text, email: `mailto:${text}` }[type];
  if (address && /^(https?|mailto):/i.test(address)) return link(address, children, on);
  return h(tagOf[type] ?? 'span', {}, children);
}

function link(address, children, on) {
  const attributes = { href: address, target: '_blank', rel: 'noopener noreferrer' };
  return h('a', { ...attributes, onclick: (event) => on.link?.(address) && event.preventDefault() }, children);
}

/** A plain text whose web addresses can be followed. */
export function withLinks(text) {
  const entities = [...text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,!?:;)]/gi)].map((match) => ({
    type: 'url',
    offset: match.index,
    length: match[0].length,
  }));
  return formatted(text, entities, {});
}

function drawPhoto({ file_id, width, height }, caption) {
  const source = `/playground/photo/${encodeURIComponent(file_id)}`;
  const open = () => {
    byId('picture-image').src = source;
    byId('picture-image').alt = caption ?? word('picture');
    byId('picture').showModal();
  };
  return h(
    'button',
    { type: 'button', class: 'photo', 'aria-label': word('enlarge'), onclick: open },
    h('img', { src: source, alt: caption ?? word('picture'), width, height }),
  );
}

const drawContact = ({ first_name, phone_number }) =>
  h(
    'div',
    { class: 'contact' },
    h('span', { class: 'face' }, icon('person')),
    h(
      'div',
      {},
      h('strong', {}, first_name),
      h('div', { class: 'number' }, h('span', { class: 'unseen' }, word('contact')), ` ${readable(phone_number)}`),
    ),
  );

function drawInline(message, rows, on) {
  const button = ({ text, url, callback_data }) =>
    url
      ? h(
          'a',
          {
            class: 'choice',
            href: url,
            target: '_blank',
            rel: 'noopener noreferrer',
            onclick: (event) => on.link(url) && event.preventDefault(),
          },
          text,
        )
      : h(
          'button',
          { type: 'button', class: 'choice', onclick: (event) => on.tap(message.message_id, callback_data, event.currentTarget) },
          text,
        );
  return h(
    'div',
    { class: 'inline', role: 'group', 'aria-label': word('keyboard') },
    rows.map((row) => h('div', { class: 'row' }, row.map(button))),
  );
}
