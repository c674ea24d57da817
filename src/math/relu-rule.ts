/**
 * How a gradient goes back through a ReLU. `plain`: as mathematics has it, where the ReLU let its value through. `guided`: and where the
 * gradient is above zero (Springenberg et al. 2015). `deconvnet`: only where the gradient is above zero (Zeiler and Fergus 2014).
 */
export type ReluRule = 'plain' | 'guided' | 'deconvnet';
