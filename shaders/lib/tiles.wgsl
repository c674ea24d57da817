// Tiles in rows, as math/grid-layout arranges them. Who includes this has in its Params:
//   tiles_per_row, tile_width, tile_height, gap, count.

struct Tile {
  index: u32,
  // Where the pixel lies on the tile, in pixels.
  inside: vec2u,
  // False between the tiles and behind the last.
  exists: bool,
}

fn tile_size() -> vec2u {
  return vec2u(params.tile_width, params.tile_height);
}

fn tile_under(pixel: vec2u) -> Tile {
  let size = tile_size();
  let pitch = max(size + vec2u(params.gap), vec2u(1u));
  let place = pixel / pitch;
  let inside = pixel % pitch;
  let index = place.y * params.tiles_per_row + place.x;
  let exists = (place.x < params.tiles_per_row) & (index < params.count) & all(inside < size);
  return Tile(index, inside, exists);
}
