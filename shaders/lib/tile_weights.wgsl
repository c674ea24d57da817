// One 4 x 4 block of transformed weights as f32. Stands before every other include; who includes it
//   has bound weights: array<StoredBlock>, transformed: array<StoredTile>, scales: array<vec4f>.
// Flags: HALF (weights and tiles in f16, needs shader-f16); Q16 (weights two in a word, parts of a
//   scale for each position and output, which the finished sum is multiplied with); none: f32.

#if HALF
enable f16;
alias StoredBlock = mat4x4<f16>;
alias StoredTile = vec4<f16>;
#elif Q16
struct StoredBlock { low: vec4u, high: vec4u }
alias StoredTile = vec4f;
#else
alias StoredBlock = mat4x4f;
alias StoredTile = vec4f;
#endif

fn block_at(place: u32) -> mat4x4f {
#if HALF
  let m = weights[place];
  return mat4x4f(vec4f(m[0]), vec4f(m[1]), vec4f(m[2]), vec4f(m[3]));
#elif Q16
  let low = weights[place].low;
  let high = weights[place].high;
  return mat4x4f(
    vec4f(unpack2x16snorm(low.x), unpack2x16snorm(low.y)),
    vec4f(unpack2x16snorm(low.z), unpack2x16snorm(low.w)),
    vec4f(unpack2x16snorm(high.x), unpack2x16snorm(high.y)),
    vec4f(unpack2x16snorm(high.z), unpack2x16snorm(high.w)),
  );
#else
  return weights[place];
#endif
}

fn scaled(row: u32, sum: vec4f) -> vec4f {
#if Q16
  return sum * scales[row];
#else
  return sum;
#endif
}
