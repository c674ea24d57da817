// Tells numbers from NaN and infinities by their bits: compilers may take it that no value is NaN.

const EXPONENT = 0x7f800000u;

fn is_finite(value: f32) -> bool {
  return (bitcast<u32>(value) & EXPONENT) != EXPONENT;
}

fn are_finite(value: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(value) & vec4u(EXPONENT)) != vec4u(EXPONENT);
}
