// One 4 x 4 block of a convolution's weights as f32. Stands before every other include, and who
//   includes it has bound weights: array<StoredMatrix>.
// Flags: F16 (needs shader-f16); none: f32.

#if F16
enable f16;
alias StoredMatrix = mat4x4<f16>;
#else
alias StoredMatrix = mat4x4f;
#endif

fn matrix_at(tap: u32) -> mat4x4f {
#if F16
  let stored = weights[tap];
  return mat4x4f(vec4f(stored[0]), vec4f(stored[1]), vec4f(stored[2]), vec4f(stored[3]));
#else
  return weights[tap];
#endif
}
