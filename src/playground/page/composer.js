import { byId } from './dom.js';

const heightMax = 110;

/** A field that grows with its text; Enter sends, Shift and Enter begin a new line. */
export function startComposer(formId, textId, send) {
  const form = byId(formId);
  const field = byId(textId);
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, heightMax)}px`;
  };
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return field.focus();
    field.value = '';
    grow();
    send(text);
    field.focus();
  });
  return field;
}

/** Where typing is done by keys, the field is the place to go on; on a touch screen it would raise the keyboard. */
export const focusIfKeys = (field) => matchMedia('(pointer: fine)').matches && field.focus();
