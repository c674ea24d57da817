// What a layer does to its sums before it writes them: ReLU with the flag RELU, nothing without.

fn activate(sum: vec4f) -> vec4f {
#if RELU
  return max(sum, vec4f());
#else
  return sum;
#endif
}
