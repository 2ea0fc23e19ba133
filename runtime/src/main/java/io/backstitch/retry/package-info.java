/** Ready-made retry controllers, for flows that are tried again. */
@NullMarked
package io.backstitch.retry;

import org.jspecify.annotations.NullMarked;
