// A weighted mean of the cells of a row or of a column, the picture mirrored at its border:
//   output[y][x] = sum over t of weights[t] * input[at t - radius cells beside].
// Layout: input, output [y][x] of vec4f; weights 2 * radius + 1 numbers.
// Threads: one invocation per cell, 8 x 8 a workgroup.
// Bindings: params, input, weights, output.

struct Params {
  width: u32,
  height: u32,
  radius: u32,
  down: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;

// The mirror images repeat with a period of two sizes.
fn folded(index: i32, size: i32) -> i32 {
  let period = 2 * size;
  let inside = (index % period + period) % period;
  return select(inside, period - 1 - inside, inside >= size);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if ((at.x >= params.width) | (at.y >= params.height)) {
    return;
  }
  let width = i32(params.width);
  let height = i32(params.height);
  let radius = i32(params.radius);
  var sum = vec4f();
  for (var t = -radius; t <= radius; t += 1) {
    var x = i32(at.x);
    var y = i32(at.y);
    if (params.down == 1u) {
      y = folded(y + t, height);
    } else {
      x = folded(x + t, width);
    }
    sum += weights[u32(t + radius)] * input[u32(y * width + x)];
  }
  output[at.y * params.width + at.x] = sum;
}
