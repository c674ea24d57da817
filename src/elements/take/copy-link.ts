/** The link to what is on screen, into the clipboard. */
import type { SessionFace } from '../../session/index.ts';
import { copyText } from './copy-text.ts';

/** A link, whether the clipboard has it, and whether it brings the picture back. */
export interface CopiedLink {
  readonly link: string;
  readonly copied: boolean;
  readonly hasPicture: boolean;
}

/** Copies the session's link. Where the browser does not allow it, `copied` is false. */
export async function copyLink(session: SessionFace): Promise<CopiedLink> {
  const link = session.link();
  const picture = session.picture.peek();
  const isOwn = picture !== null && picture.sample === null && picture.url === null;
  return { link, copied: await copyText(link), hasPicture: !isOwn };
}
