import { button, byId, h, redraw } from './dom.js';
import { readEan13 } from './ean13.js';
import { word } from './words.js';

const lookEveryMs = 120;
const pictureWidth = 800;
const formats = ['ean_13', 'qr_code'];

const dialog = byId('camera');
let stream;

/** Looks through the camera for a card. `scanned` is given its text; where there is no camera, it is said why, and `typing` is the way on. */
export async function askCamera(scanned, typing) {
  const video = h('video', { playsinline: true, muted: true, 'aria-hidden': 'true' });
  const words = h('p', { class: 'soft', role: 'status' }, word('cameraHint'));
  const away = button(word('typeInstead'), () => dialog.close(), { class: 'second' });
  redraw(dialog, h('h2', { id: 'camera-title' }, word('cameraTitle')), h('div', { class: 'finderscope' }, video), words, away);
  dialog.showModal();
  dialog.addEventListener('close', () => stop(typing), { once: true });
  try {
    if (!navigator.mediaDevices) throw new Error('insecure');
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false });
    if (!dialog.open) return stop();
    video.srcObject = stream;
    await video.play();
    look(video, await readerOf(video), scanned);
  } catch (error) {
    video.parentElement.hidden = true;
    words.textContent = word(
      error.name === 'NotAllowedError' ? 'cameraRefused' : error.message === 'insecure' ? 'cameraInsecure' : 'cameraNone',
    );
  }
}

/** The browser's own reader knows bars and QR; ours knows the bars, which every card has too. */
async function readerOf(video) {
  const known = 'BarcodeDetector' in globalThis ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  if (known.includes('ean_13')) {
    const detector = new BarcodeDetector({ formats: formats.filter((format) => known.includes(format)) });
    return async () => (await detector.detect(video).catch(() => []))[0]?.rawValue;
  }
  const canvas = document.createElement('canvas');
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  return async () => {
    if (!video.videoWidth) return undefined;
    const scale = Math.min(1, pictureWidth / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    brush.drawImage(video, 0, 0, canvas.width, canvas.height);
    return readEan13(brush.getImageData(0, 0, canvas.width, canvas.height));
  };
}

async function look(video, read, scanned) {
  while (dialog.open && video.isConnected) {
    const text = await read();
    if (text && dialog.open) {
      navigator.vibrate?.(60);
      dialog.close('scanned');
      return scanned(text);
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function stop(typing) {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  if (dialog.returnValue !== 'scanned') typing?.();
  dialog.returnValue = '';
}
