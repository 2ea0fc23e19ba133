/** What things cost, beside what others take for the like. */
@NullMarked
package io.backstitch.benchmarks;

import org.jspecify.annotations.NullMarked;
