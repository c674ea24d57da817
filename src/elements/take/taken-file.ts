/** A file on its way to a person's disk. Knows no session. */

/** What will be saved. */
export interface TakenFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Milliseconds; the browser has begun to read the file by then. */
const READING = 30_000;

/** Hands the file to the browser's downloads. */
export function saveFile({ name, blob }: TakenFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READING);
}

/** The canvas as a PNG. Throws where the browser cannot write one, which happens when it is too large. */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(`a picture of ${canvas.width} × ${canvas.height} pixels is too large`);
  return blob;
}
