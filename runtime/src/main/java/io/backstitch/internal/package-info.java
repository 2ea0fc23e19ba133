/** What several packages of the runtime need, and nobody else: it is not exported. */
@NullMarked
package io.backstitch.internal;

import org.jspecify.annotations.NullMarked;
