import { randomBytes } from 'node:crypto';
import type { Document, Photo } from './objects.ts';

/** Pictures kept at once; the oldest go first. */
const picturesMax = 2000;
/** Telegram takes photos of at most 10 MB whose sides add up to at most 10,000 pixels. */
const bytesMax = 10 * 1024 * 1024;
const sidesMax = 10_000;

export type Pictures = {
  /** Keeps a picture, or says in Telegram's words why not. */
  keep(bytes: Buffer): Photo | { readonly error: string };
  find(fileId: string): Photo | undefined;
  /** A file of that kind and size, of which nothing but its id is kept. */
  keepFile(file: { readonly mimeType: string; readonly bytes: number }): Document;
  findFile(fileId: string): Document | undefined;
};

export function createPictures(): Pictures {
  const kept = new Map<string, Photo>();
  const files = new Map<string, Document>();
  return {
    find: (fileId) => kept.get(fileId),
    findFile: (fileId) => files.get(fileId),
    keepFile({ mimeType, bytes }) {
      const fileId = randomBytes(24).toString('base64url');
      const file = { file_id: fileId, file_unique_id: fileId.slice(0, 12), mime_type: mimeType, file_size: bytes };
      files.set(fileId, file);
      if (files.size > picturesMax) files.delete(files.keys().next().value ?? '');
      return file;
    },
    keep(bytes) {
      if (bytes.length === 0) return { error: 'file must be non-empty' };
      if (bytes.length > bytesMax) return { error: 'file is too big' };
      const shape = readShape(bytes);
      if (!shape) return { error: 'IMAGE_PROCESS_FAILED' };
      if (shape.width + shape.height > sidesMax) return { error: 'PHOTO_INVALID_DIMENSIONS' };

      const fileId = randomBytes(24).toString('base64url');
      const { contentType, width, height } = shape;
      const size = { file_id: fileId, file_unique_id: fileId.slice(0, 12), width, height, file_size: bytes.length };
      const photo: Photo = { bytes, contentType, size };
      kept.set(fileId, photo);
      if (kept.size > picturesMax) kept.delete(kept.keys().next().value ?? '');
      return photo;
    },
  };
}

type Shape = { readonly contentType: string; readonly width: number; readonly height: number };

function readShape(bytes: Buffer): Shape | undefined {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  return bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 ? readJpegShape(bytes) : undefined;
}

/** Walks a JPEG's segments to its start of frame, which names the size. */
function readJpegShape(bytes: Buffer): Shape | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { contentType: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return;
}
