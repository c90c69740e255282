;; A row of a resampled picture: what resample.ts does in floats of 32 bits, in the same order, so the same numbers to the last bit.
;; Arguments are offsets of bytes, or numbers of them. Up to 16 bytes behind what is meant are read and written.
(module
  (memory (export "memory") 1)

  ;; The sum of rows of `line` bytes, each times its weight.
  (func (export "blend") (param $rows i32) (param $line i32) (param $weights i32) (param $end i32) (param $out i32)
    (local $right i32) (local $at i32) (local $w i32) (local $bytes v128) (local $weight v128) (local $a v128) (local $b v128)
    (local.set $right (i32.add (local.get $rows) (local.get $line)))
    (loop $places
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $rows))
      (local.set $w (local.get $weights))
      (loop $taps
        (local.set $weight (v128.load32_splat (local.get $w)))
        (local.set $bytes (v128.load8x8_u (local.get $at)))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $bytes))))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $bytes))))))
        (local.set $at (i32.add (local.get $at) (local.get $line)))
        (br_if $taps (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 4))) (local.get $end))))
      (v128.store (local.get $out) (local.get $a))
      (v128.store offset=16 (local.get $out) (local.get $b))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $places (i32.lt_u (local.tee $rows (i32.add (local.get $rows) (i32.const 8))) (local.get $right)))))

  ;; Pixels of up to four floats, `pixel` bytes, each a sum of pixels of a row: `spans` holds, for each, how far behind `row` they begin
  ;; and how many bytes its weights take, of the `most` that are reserved.
  (func (export "across") (param $row i32) (param $pixel i32) (param $spans i32) (param $weights i32) (param $most i32) (param $out i32) (param $right i32)
    (local $at i32) (local $w i32) (local $end i32) (local $sum v128)
    (loop $pixels
      (local.set $at (i32.add (local.get $row) (i32.load (local.get $spans))))
      (local.set $w (local.get $weights))
      (local.set $end (i32.add (local.get $w) (i32.load offset=4 (local.get $spans))))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (loop $taps
        (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (v128.load32_splat (local.get $w)) (v128.load (local.get $at)))))
        (local.set $at (i32.add (local.get $at) (local.get $pixel)))
        (br_if $taps (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 4))) (local.get $end))))
      ;; The next pixel overwrites what is too much.
      (v128.store (local.get $out) (local.get $sum))
      (local.set $spans (i32.add (local.get $spans) (i32.const 8)))
      (local.set $weights (i32.add (local.get $weights) (local.get $most)))
      (br_if $pixels (i32.lt_u (local.tee $out (i32.add (local.get $out) (local.get $pixel))) (local.get $right))))))
