// Sums over normalised Gram matrices. Who includes this has bound grams, [slot][i] of vec4f, and
//   has in its Params: count (of vec4f of a matrix), slots, members (a bit for each slot that
//   counts).

fn is_member(slot: u32) -> bool {
  return (params.members & (1u << slot)) != 0u;
}

// How many slots count, 1 if none does.
fn member_count() -> f32 {
  return f32(max(countOneBits(params.members), 1u));
}

// Sum of the matrices of all members but one.
fn others(at: u32, slot: u32) -> vec4f {
  var sum = vec4f();
  for (var other = 0u; other < params.slots; other += 1u) {
    if ((other != slot) & is_member(other)) {
      sum += grams[other * params.count + at];
    }
  }
  return sum;
}
