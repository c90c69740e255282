import type { Sound } from './content.ts';

/** A sound for a report from the bytes of a whole WAV file, a few seconds long. The report decodes nothing: the browser does. */
export function soundOf(bytes: ArrayBufferView): Sound {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { dataUrl: `data:audio/wav;base64,${base64}` };
}

/** The data URL, or '' where there is no sound or it would be fetched from somewhere. */
export function soundUrlOf(sound: Sound | undefined): string {
  return sound && /^data:audio\/[\w.+-]+[;,]/.test(sound.dataUrl) ? sound.dataUrl : '';
}
