// Reads learned values in the order in which they are stored, padding included. Who includes this
//   has bound weights: array<u32>, and for the flag Q8 scales: array<f32>.
// Flags: F16 (two halves in a word), Q8 (four signed bytes in a word, 127ths of the scale of their
//   32); none: f32.

const PER_SCALE = 32u;

// Value number i.
fn stored_weight(i: u32) -> f32 {
#if Q8
  return unpack4x8snorm(weights[i / 4u])[i % 4u] * scales[i / PER_SCALE];
#elif F16
  return unpack2x16float(weights[i / 2u])[i % 2u];
#else
  return bitcast<f32>(weights[i]);
#endif
}

// Values 4 n to 4 n + 3.
fn stored_four(n: u32) -> vec4f {
#if Q8
  return unpack4x8snorm(weights[n]) * scales[n * 4u / PER_SCALE];
#elif F16
  return vec4f(unpack2x16float(weights[2u * n]), unpack2x16float(weights[2u * n + 1u]));
#else
  let first = 4u * n;
  let low = vec2u(weights[first], weights[first + 1u]);
  let high = vec2u(weights[first + 2u], weights[first + 3u]);
  return bitcast<vec4f>(vec4u(low, high));
#endif
}
