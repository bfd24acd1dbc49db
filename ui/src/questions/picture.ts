// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Makes a picture smaller before it is sent: `most` is the longest side in pixels. The picture stands upright afterwards,
 * and what the camera wrote into the file besides (place, device) does not leave the device.
 * A picture that is small enough, or that this browser cannot read, is sent as it is.
 */
export async function shrink(file: File, most: number): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !(most > 0)) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const scale = most / Math.max(picture.width, picture.height);
  if (scale >= 1) {
    picture.close();
    return file;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return file;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return (await toBlob(canvas, file.type, 0.85)) ?? file;
}

export function toBlob(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
