package io.backstitch.conformance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * What the atoms of one engine's flow know of the outside.
 *
 * @param world what outlives the engine
 * @param lifetime of the engine
 * @param stale failures that TaskFlow would still list
 * @param reverted what reverts returned, which the engine does not keep
 */
record Outside(
    World world, Lifetime lifetime, StaleFailures stale, Map<String, JsonNode> reverted) {

  Outside(World world) {
    this(world, new Lifetime(), new StaleFailures(), new ConcurrentHashMap<>());
  }
}
