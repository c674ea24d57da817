// Powers with whole exponents from 0 on: pow() is neither exact nor defined for 0 everywhere.

fn whole_power(base: vec3f, exponent: u32) -> vec3f {
  var result = vec3f(1.0);
  for (var i = 0u; i < exponent; i += 1u) {
    result *= base;
  }
  return result;
}
