/**
 * The annotations that turn a plain class into a flow.
 *
 * <h2>Five minutes</h2>
 *
 * <p>A <em>flow</em> is a sequence of operations that ends in one of two ways: everything is done,
 * or what was done is undone. Each operation is a <em>task</em>: a method with {@link Task}. The
 * values that pass between tasks are <em>symbols</em>: a task {@link Provides} one, and another
 * takes it with a parameter of the same name.
 *
 * <pre>{@code
 * @Flow("volume-create")
 * class VolumeCreate {
 *
 *   @Task
 *   @Provides("volume")
 *   Volume allocate(@Input String name, @Input long size) { ... }
 *
 *   @Revert("allocate")
 *   void release(@Result Optional<Volume> allocated) { ... }
 *
 *   @Task
 *   void format(Volume volume) { ... }
 * }
 * }</pre>
 *
 * <p>Nobody calls these methods by hand, and nobody writes their order down. {@code format} takes
 * {@code volume}, which {@code allocate} provides, so it runs second; two tasks that need nothing
 * from each other run in parallel. {@code name} and {@code size} come from the caller, since they
 * are an {@link Input}. If {@code format} fails, {@code release} runs, and gets what {@code
 * allocate} returned.
 *
 * <p>All of it is checked by the annotation processor when the class is compiled: that every symbol
 * has a provider, that the types fit, that there is no loop. Then the processor writes a class
 * {@code VolumeCreateFlow}, which runs the flow:
 *
 * <pre>{@code
 * VolumeCreateFlow.of(new VolumeCreate()).run("photos", 10_000_000L);
 * }</pre>
 *
 * <h2>Which annotation for what</h2>
 *
 * <ul>
 *   <li>What there is to do: {@link Flow} on the class, {@link Task} on each step, {@link Revert}
 *       on the method that undoes a step; {@link Subflow} on a field that holds a flow within the
 *       flow.
 *   <li>Where values come from and go to: {@link Provides} on the method; {@link Input}, {@link
 *       Requires} and {@link Result} on parameters. A parameter without any of them requires the
 *       symbol of its own name.
 *   <li>What is not always wanted, or does not always work: {@link Decider}, which says whether a
 *       step is needed at all; {@link Retry}, which tries again when something fails.
 * </ul>
 *
 * <p>One object serves all runs of a flow, in many threads at a time. What belongs to one run must
 * therefore be a symbol, not a field.
 *
 * <p>Durations are written in ISO-8601 ({@code "PT1M30S"}), or as a number with a unit: {@code
 * "200ms"}, {@code "30s"}, {@code "5m"}, {@code "2h"}, {@code "1d"}. An empty string means that
 * there is none.
 */
package io.backstitch.annotation;
