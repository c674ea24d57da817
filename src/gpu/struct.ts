/** Parameter structs of kernels: flat lists of 4-byte scalars, packed as WGSL lays out a uniform struct. */

/** Type of one field. */
export type ScalarType = 'u32' | 'i32' | 'f32';

/** Fields in the order of the WGSL struct. */
export type StructFields = Readonly<Record<string, ScalarType>>;

/** A value for every field. */
export type StructValues<F extends StructFields> = { readonly [K in keyof F]: number };

const FIELD_BYTES = 4;
const STRUCT_ALIGNMENT = 16;

/** Bytes of the struct in a uniform buffer: 4 per field, rounded up to 16. */
export function structBytes(fields: StructFields): number {
  const bytes = Object.keys(fields).length * FIELD_BYTES;
  return Math.max(STRUCT_ALIGNMENT, Math.ceil(bytes / STRUCT_ALIGNMENT) * STRUCT_ALIGNMENT);
}

/** Writes `values` in struct order; `target` is made when not given. */
export function packStruct<F extends StructFields>(
  fields: F,
  values: StructValues<F>,
  target: ArrayBuffer = new ArrayBuffer(structBytes(fields)),
): ArrayBuffer {
  const view = new DataView(target);
  let offset = 0;
  for (const [name, type] of Object.entries(fields)) {
    const value = values[name as keyof F];
    if (type === 'u32') view.setUint32(offset, value, true);
    else if (type === 'i32') view.setInt32(offset, value, true);
    else view.setFloat32(offset, value, true);
    offset += FIELD_BYTES;
  }
  return target;
}
