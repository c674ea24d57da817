/** Two places that scroll as one. Knows no session. */

/** Keeps both at the same share of their way until the returned function is called. */
export function scrollTogether(a: HTMLElement, b: HTMLElement): () => void {
  const follow = (leader: HTMLElement, follower: HTMLElement) => (): void => {
    const top = shareOf(leader) * wayOf(follower);
    // What follows tells of its own step too: less than a pixel is none.
    if (Math.abs(follower.scrollTop - top) >= 1) follower.scrollTop = top;
  };
  const [first, second] = [follow(a, b), follow(b, a)];
  a.addEventListener('scroll', first);
  b.addEventListener('scroll', second);
  return () => {
    a.removeEventListener('scroll', first);
    b.removeEventListener('scroll', second);
  };
}

function wayOf({ scrollHeight, clientHeight }: HTMLElement): number {
  return scrollHeight - clientHeight;
}

function shareOf(place: HTMLElement): number {
  const way = wayOf(place);
  return way > 0 ? place.scrollTop / way : 0;
}
