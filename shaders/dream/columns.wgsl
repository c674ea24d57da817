// One of the two products of an inverse discrete Fourier transform, along the columns:
//   output[y][k] = sum over j of gains[j][k] * input[j][k] * exp(2 pi i j y / height).
// GRADIENT: its adjoint,
//   output[j][k] = gains[j][k] * sum over y of input[y][k] * exp(-2 pi i j y / height).
// Rows n and height - n have the same cosines and opposite sines: they are read and made together.
// Where the height is even, height / 2 + n and height / 2 - n, which differ from these only in the
// sign of every odd row that is read, are made with them.
// Layout: input, output [2][height][columns] of vec4f, three colours and zero, real parts first;
//   gains [height][columns]; turns[n] = (cos, sin) of 2 pi n / height.
// Threads: one invocation per column and two such sets of rows, 64 a workgroup.
// Flags: GRADIENT. Bindings: params, input, gains, turns, output.

#include "lib/wave_sets.wgsl"

struct Params {
  columns: u32,
  height: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<vec4f>;
@group(0) @binding(2) var<storage, read> gains: array<f32>;
@group(0) @binding(3) var<storage, read> turns: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4f>;

fn store(row: u32, column: u32, real: vec3f, imaginary: vec3f) {
  let here = row * params.columns + column;
  var gain = 1.0;
#if GRADIENT
  gain = gains[here];
#endif
  output[here] = vec4f(gain * real, 0.0);
  output[params.columns * params.height + here] = vec4f(gain * imaginary, 0.0);
}

fn gained(place: u32, row: u32, column: u32) -> vec3f {
#if GRADIENT
  return input[place].xyz;
#else
  return gains[row * params.columns + column] * input[place].xyz;
#endif
}

// What rows j and height - j have in common, and in what they differ.
struct Pair {
  a_sum: vec3f,
  a_difference: vec3f,
  b_sum: vec3f,
  b_difference: vec3f,
}

// Zeros beyond the last pair. The last row of an even number stands alone; its sine is zero.
fn pair_of(j: u32, column: u32) -> Pair {
  if (2u * j > params.height) {
    return Pair();
  }
  let imaginary = params.columns * params.height;
  let mirror = params.height - j;
  let near = j * params.columns + column;
  let far = mirror * params.columns + column;
  let alone = mirror == j;
  let a_near = gained(near, j, column);
  let b_near = gained(imaginary + near, j, column);
  let a_far = select(gained(far, mirror, column), vec3f(), alone);
  let b_far = select(gained(imaginary + far, mirror, column), vec3f(), alone);
  return Pair(a_near + a_far, a_near - a_far, b_near + b_far, b_near - b_far);
}

// Sums of real and imaginary parts (a, b) times cosines and sines.
struct Sums {
  a_cos: vec3f,
  a_sin: vec3f,
  b_cos: vec3f,
  b_sin: vec3f,
}

fn store_pair(near: u32, far: u32, column: u32, sums: Sums) {
  let real = sums.a_cos - sums.b_sin;
  let imaginary = sums.b_cos + sums.a_sin;
  let real_far = sums.a_cos + sums.b_sin;
  let imaginary_far = sums.b_cos - sums.a_sin;
#if GRADIENT
  store(far, column, real, imaginary);
  store(near, column, real_far, imaginary_far);
#else
  store(near, column, real, imaginary);
  store(far, column, real_far, imaginary_far);
#endif
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let sets = set_count(params.height);
  let column = at.x % params.columns;
  let first = at.x / params.columns * 2u;
  if (first >= sets) {
    return;
  }
  let imaginary = params.columns * params.height;
  let a_first = gained(column, 0u, column);
  let b_first = gained(imaginary + column, 0u, column);
#repeat I 2
  let row_#{I} = min(first + #{I}u, sets - 1u);
  var angle_#{I} = row_#{I} % params.height;
  var even_#{I} = Sums(a_first, vec3f(), b_first, vec3f());
  var odd_#{I} = Sums();
#end
  for (var j = 1u; 2u * j <= params.height; j += 2u) {
    let one = pair_of(j, column);
    let next = pair_of(j + 1u, column);
#repeat I 2
    let turn_#{I} = turns[angle_#{I}];
    odd_#{I}.a_cos += one.a_sum * turn_#{I}.x;
    odd_#{I}.a_sin += one.a_difference * turn_#{I}.y;
    odd_#{I}.b_cos += one.b_sum * turn_#{I}.x;
    odd_#{I}.b_sin += one.b_difference * turn_#{I}.y;
    angle_#{I} = turned(angle_#{I}, row_#{I}, params.height);
    let turn_next_#{I} = turns[angle_#{I}];
    even_#{I}.a_cos += next.a_sum * turn_next_#{I}.x;
    even_#{I}.a_sin += next.a_difference * turn_next_#{I}.y;
    even_#{I}.b_cos += next.b_sum * turn_next_#{I}.x;
    even_#{I}.b_sin += next.b_difference * turn_next_#{I}.y;
    angle_#{I} = turned(angle_#{I}, row_#{I}, params.height);
#end
  }
  let half = params.height / 2u;
#repeat I 2
  if (first + #{I}u < sets) {
    let all = Sums(
      even_#{I}.a_cos + odd_#{I}.a_cos,
      even_#{I}.a_sin + odd_#{I}.a_sin,
      even_#{I}.b_cos + odd_#{I}.b_cos,
      even_#{I}.b_sin + odd_#{I}.b_sin,
    );
    store_pair(row_#{I}, (params.height - row_#{I}) % params.height, column, all);
    if (2u * half == params.height) {
      let between = Sums(
        even_#{I}.a_cos - odd_#{I}.a_cos,
        even_#{I}.a_sin - odd_#{I}.a_sin,
        even_#{I}.b_cos - odd_#{I}.b_cos,
        even_#{I}.b_sin - odd_#{I}.b_sin,
      );
      store_pair(half + row_#{I}, half - row_#{I}, column, between);
    }
  }
#end
}
