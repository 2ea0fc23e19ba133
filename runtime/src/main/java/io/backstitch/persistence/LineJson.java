package io.backstitch.persistence;

import io.backstitch.AtomState;
import io.backstitch.AtomTimes;
import io.backstitch.FlowState;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines of the files of runs as JSON objects. The first member of each is a checksum of what
 * follows it.
 *
 * <p>Values are JSON within JSON, so that people can read them, if they come back as the same text;
 * otherwise they are strings, in members whose names end in {@code Text}. Safe for use by several
 * threads.
 */
final class LineJson {

  private static final String BEFORE_CRC = "{\"crc\":\"";
  private static final int CRC_DIGITS = 8;
  private static final String AFTER_CRC = "\",";
  private static final int BODY = BEFORE_CRC.length() + CRC_DIGITS + AFTER_CRC.length();

  // What a value can be nested, a line can be a little more.
  private static final int DEEPEST_VALUE = 500;

  private final JsonMapper values = mapper(DEEPEST_VALUE);
  private final JsonMapper lines = mapper(Integer.MAX_VALUE);
  private final RecordJson records = new RecordJson();

  private static JsonMapper mapper(int depth) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** Writes a line, its end included. */
  byte[] write(JournalLine line) {
    ObjectNode node = lines.createObjectNode();
    node.put("line", line.number());
    node.put("at", line.at().toString());
    if (!line.updatedAt().equals(line.at())) {
      node.put("updatedAt", line.updatedAt().toString());
    }
    node.put("owner", line.owner());
    NewRun start = line.start();
    if (start != null) {
      node.put("run", line.set().runId());
      node.put("flow", start.flow());
      node.put("flowVersion", start.flowVersion());
      putValue(node, "inputs", start.inputs());
      if (!start.metadata().isEmpty()) {
        node.set("metadata", records.tree(start.metadata()));
      }
      if (start.forkedFrom() != null) {
        node.put("forkedFrom", start.forkedFrom());
      }
    }
    RunUpdate update = line.set().update();
    if (update != null) {
      node.put("state", update.state().name());
      node.put("turnedBack", update.turnedBack());
      if (update.why() != null) {
        node.put("why", update.why());
      }
      if (update.definition() != null) {
        node.put("definition", update.definition());
      }
    }
    RunCounts counts = line.set().counts();
    if (counts != null && !counts.equals(RunCounts.FIRST)) {
      node.putObject("counts")
          .put("generation", counts.generation())
          .put("crashes", counts.crashes())
          .put("progress", counts.progress());
    }
    if (!line.set().atoms().isEmpty()) {
      ArrayNode atoms = node.putArray("atoms");
      line.set().atoms().forEach(atom -> atoms.add(tree(atom)));
    }
    byte[] body = utf8(lines.writeValueAsString(node).substring(1) + "\n");
    byte[] head = utf8(BEFORE_CRC + crc(body, 0, body.length - 1) + AFTER_CRC);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private ObjectNode tree(AtomRecord atom) {
    ObjectNode node = lines.createObjectNode();
    node.put("atom", atom.atom());
    node.put("attempt", atom.attempt());
    node.put("version", atom.version());
    node.put("state", atom.state().name());
    if (atom.result() != null) {
      putValue(node, "result", atom.result());
    }
    if (atom.failure() != null) {
      node.set("failure", records.tree(atom.failure()));
    }
    if (atom.revertFailure() != null) {
      node.set("revertFailure", records.tree(atom.revertFailure()));
    }
    if (atom.retry() != null) {
      node.set("retry", records.tree(atom.retry()));
    }
    node.put("sequence", atom.sequence());
    if (!atom.times().equals(AtomTimes.NONE)) {
      node.set("times", records.tree(atom.times()));
    }
    if (atom.isInherited()) {
      node.put("inherited", true);
    }
    return node;
  }

  private void putValue(ObjectNode node, String name, String text) {
    Optional<JsonNode> value = sameAs(text);
    if (value.isPresent()) {
      node.set(name, value.get());
    } else {
      node.put(name + "Text", text);
    }
  }

  /** The JSON that comes back as the same text. */
  private Optional<JsonNode> sameAs(String text) {
    try {
      JsonNode value = values.readTree(text);
      return Optional.ofNullable(value).filter(v -> lines.writeValueAsString(v).equals(text));
    } catch (JacksonException | ArithmeticException e) {
      // Whatever it is, it is kept as it is.
      return Optional.empty();
    }
  }

  private @Nullable String value(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value != null) {
      return lines.writeValueAsString(value);
    }
    JsonNode text = node.get(name + "Text");
    return text == null ? null : text.asString();
  }

  /** Text that is no proper Unicode has no bytes in UTF-8, but may be written so in JSON. */
  private static byte[] utf8(String json) {
    StringBuilder proper = new StringBuilder(json.length());
    int done = 0;
    for (int i = 0; i < json.length(); i++) {
      if (!Character.isSurrogate(json.charAt(i))) {
        continue;
      }
      if (Character.isSupplementaryCodePoint(json.codePointAt(i))) {
        i++;
      } else {
        proper.append(json, done, i).append("\\u");
        proper.append(HexFormat.of().toHexDigits(json.charAt(i)));
        done = i + 1;
      }
    }
    return (done == 0 ? json : proper.append(json, done, json.length()).toString())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /**
   * Reads a line.
   *
   * @param bytes the line without its end
   * @param number which line of its file it must be
   * @param runId the id of the run, which only the first line says, so null for that
   * @throws BadLineException if it is not as it was written, or can't be understood
   */
  JournalLine read(byte[] bytes, long number, @Nullable String runId) throws BadLineException {
    check(bytes);
    try {
      JsonNode node = lines.readTree(bytes);
      if (node.required("line").asLong() != number) {
        throw new BadLineException("says that it is line " + node.required("line").asLong());
      }
      NewRun start = null;
      if (runId == null) {
        start =
            new NewRun(
                node.required("flow").asString(),
                node.required("flowVersion").asString(),
                required(value(node, "inputs"), "inputs"),
                RecordJson.metadata(node.path("metadata")),
                text(node, "forkedFrom"));
      }
      JsonNode state = node.get("state");
      RunUpdate update =
          state == null
              ? null
              : new RunUpdate(
                  FlowState.valueOf(state.asString()),
                  node.required("turnedBack").asBoolean(),
                  text(node, "why"),
                  text(node, "definition"));
      List<AtomRecord> atoms = new ArrayList<>();
      for (JsonNode atom : node.path("atoms")) {
        atoms.add(atom(atom));
      }
      String id = runId == null ? node.required("run").asString() : runId;
      Instant at = Instant.parse(node.required("at").asString());
      String updatedAt = text(node, "updatedAt");
      return new JournalLine(
          number,
          at,
          updatedAt == null ? at : Instant.parse(updatedAt),
          node.required("owner").asLong(),
          new WriteSet(id, start, update, counts(node.get("counts")), atoms));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new BadLineException("can't be understood (" + e.getMessage() + ")", e);
    }
  }

  private static void check(byte[] bytes) throws BadLineException {
    String head = new String(bytes, 0, Math.min(BODY, bytes.length), StandardCharsets.ISO_8859_1);
    if (head.length() < BODY || !head.startsWith(BEFORE_CRC) || !head.endsWith(AFTER_CRC)) {
      throw new BadLineException("does not begin with a checksum");
    }
    if (!head.substring(BEFORE_CRC.length(), BODY - AFTER_CRC.length())
        .equals(crc(bytes, BODY, bytes.length))) {
      throw new BadLineException("is damaged: its checksum does not fit");
    }
  }

  private AtomRecord atom(JsonNode node) {
    JsonNode failure = node.get("failure");
    JsonNode revertFailure = node.get("revertFailure");
    JsonNode retry = node.get("retry");
    return new AtomRecord(
        node.required("atom").asString(),
        node.required("attempt").asInt(),
        node.required("version").asString(),
        AtomState.valueOf(node.required("state").asString()),
        value(node, "result"),
        failure == null ? null : RecordJson.failure(failure),
        revertFailure == null ? null : RecordJson.failure(revertFailure),
        retry == null ? null : RecordJson.retry(retry),
        node.required("sequence").asLong(),
        RecordJson.times(node.path("times")),
        node.path("inherited").asBoolean(false));
  }

  private static @Nullable RunCounts counts(@Nullable JsonNode node) {
    return node == null
        ? null
        : new RunCounts(
            node.required("generation").asInt(),
            node.required("crashes").asInt(),
            node.required("progress").asLong());
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode text = node.get(name);
    return text == null ? null : text.asString();
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }
}
