package io.backstitch.graph;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.LinkDecider;

/**
 * The decider of a link, asked before the atom is executed that the link leads to.
 *
 * @param from the name of the element that the link leads from
 * @param to the name of the element that the link leads to: the atom, or a flow that begins with it
 * @param source the node of {@code from} if it is an atom, whose result the decider may see; else
 *     -1
 * @param decider what is asked
 * @param depth how much is skipped if it says no
 */
public record EdgeDecider(String from, String to, int source, LinkDecider decider, Depth depth)
    implements BoundDecider {}
