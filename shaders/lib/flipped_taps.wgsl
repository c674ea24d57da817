// The taps of a 3 x 3 convolution, four outputs at once. Include lib/weight_matrix.wgsl before; who
//   includes this has bound weights, and in its Params: output_blocks, input_blocks.
// Flags: FLIP: taps turned by 180 degrees, inputs and outputs exchanged, as the gradient with
//   respect to the input needs them; the Params are then those of the exchanged shape.

// Tap v, u from input c to the four outputs of a block.
fn tap_at(block: u32, c: u32, v: u32, u: u32) -> vec4f {
#if FLIP
  let m = matrix_at((c / 4u * params.output_blocks + block) * 9u + 8u - v * 3u - u);
  let row = c % 4u;
  return vec4f(m[0][row], m[1][row], m[2][row], m[3][row]);
#else
  return vec4f(weights[(block * params.input_blocks + c / 4u) * 9u + v * 3u + u][c % 4u]);
#endif
}
