/**
 * Programs that show what Backstitch does: {@link io.backstitch.samples.Main} runs one by its name.
 */
@NullMarked
package io.backstitch.samples;

import org.jspecify.annotations.NullMarked;
