/**
 * The gradients of TensorFlow.js' operations, which its published bundle of the core leaves out. They enter the registry that
 * all copies of the core on a page share.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
