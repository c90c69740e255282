;; Adam's update of one variable, in place, four floats at a time (Kingma and Ba 2015, with the bias corrections folded into the
;; step and into epsilon by the caller):
;;   moment1 = beta1 * moment1 + (1 - beta1) * gradient
;;   moment2 = beta2 * moment2 + (1 - beta2) * gradient^2
;;   weight  = weight - step * moment1 / (sqrt(moment2) + epsilon)
;; The four arguments first are byte offsets of stretches of `bytes` bytes, a multiple of 16 and not 0.
(module
  (import "adam" "memory" (memory 1))
  (func (export "update")
    (param $weight i32) (param $moment1 i32) (param $moment2 i32) (param $gradient i32) (param $bytes i32)
    (param $beta1 f32) (param $beta2 f32) (param $step f32) (param $epsilon f32)
    (local $end i32) (local $g v128) (local $m v128) (local $v v128)
    (local $keep1 v128) (local $take1 v128) (local $keep2 v128) (local $take2 v128) (local $steps v128) (local $epsilons v128)
    (local.set $end (i32.add (local.get $weight) (local.get $bytes)))
    (local.set $keep1 (f32x4.splat (local.get $beta1)))
    (local.set $take1 (f32x4.splat (f32.sub (f32.const 1) (local.get $beta1))))
    (local.set $keep2 (f32x4.splat (local.get $beta2)))
    (local.set $take2 (f32x4.splat (f32.sub (f32.const 1) (local.get $beta2))))
    (local.set $steps (f32x4.splat (local.get $step)))
    (local.set $epsilons (f32x4.splat (local.get $epsilon)))
    (loop $next
      (local.set $g (v128.load (local.get $gradient)))
      (local.set $m (f32x4.add
        (f32x4.mul (v128.load (local.get $moment1)) (local.get $keep1))
        (f32x4.mul (local.get $g) (local.get $take1))))
      (local.set $v (f32x4.add
        (f32x4.mul (v128.load (local.get $moment2)) (local.get $keep2))
        (f32x4.mul (f32x4.mul (local.get $g) (local.get $g)) (local.get $take2))))
      (v128.store (local.get $moment1) (local.get $m))
      (v128.store (local.get $moment2) (local.get $v))
      (v128.store (local.get $weight) (f32x4.sub
        (v128.load (local.get $weight))
        (f32x4.div
          (f32x4.mul (local.get $m) (local.get $steps))
          (f32x4.add (f32x4.sqrt (local.get $v)) (local.get $epsilons)))))
      (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
      (local.set $moment1 (i32.add (local.get $moment1) (i32.const 16)))
      (local.set $moment2 (i32.add (local.get $moment2) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $weight) (local.get $end))))))
