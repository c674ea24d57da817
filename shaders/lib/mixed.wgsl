// Reads between the cells of a map. Include lib/cells.wgsl before; what holds there holds here.

// Mix of the four cells around a point in cells (bilinear), whose middles are at one half.
fn mixed_at(channel: u32, at: vec2f) -> vec2f {
  let most = vec2i(i32(params.width), i32(params.height)) - 1;
  let corner = floor(at - 0.5);
  let part = at - 0.5 - corner;
  let low = vec2u(clamp(vec2i(corner), vec2i(), most));
  let high = vec2u(clamp(vec2i(corner) + 1, vec2i(), most));
  let cells = vec4f(
    cell_at(channel, low.y, low.x),
    cell_at(channel, low.y, high.x),
    cell_at(channel, high.y, low.x),
    cell_at(channel, high.y, high.x),
  );
  let top = mix(cells.x, cells.y, part.x);
  let bottom = mix(cells.z, cells.w, part.x);
  let finite = all(are_finite(cells));
  return vec2f(mix(top, bottom, part.y), select(0.0, 1.0, finite));
}
