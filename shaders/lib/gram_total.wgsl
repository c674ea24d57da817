// The sum of one number of each of the 64 invocations of a workgroup, in a fixed order, right for
//   the first of them.

const THREADS = 64u;
var<workgroup> partial: array<f32, THREADS>;

fn total(thread: u32, own: f32) -> f32 {
  partial[thread] = own;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
  }
  return partial[0];
}
