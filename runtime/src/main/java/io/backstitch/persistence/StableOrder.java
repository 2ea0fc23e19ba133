package io.backstitch.persistence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Writes what has no order of its own in the order of its JSON, so that equal values give the same
 * text: sets, and maps whose keys Jackson can't compare.
 */
final class StableOrder extends ValueSerializerModifier {

  private static final long serialVersionUID = 1L;

  private final transient Function<Object, String> json;

  StableOrder(Function<Object, String> json) {
    this.json = json;
  }

  @Override
  public ValueSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    return new Writer(serializer, this);
  }

  @Override
  public ValueSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    return new Writer(serializer, this);
  }

  private Object inOrder(Object value) {
    if (value instanceof Set<?> set && set.size() > 1 && !hasOrder(set)) {
      List<@Nullable Object> elements = new ArrayList<>(set);
      elements.sort(Comparator.comparing(json));
      return new LinkedHashSet<>(elements);
    }
    if (value instanceof Map<?, ?> map
        && map.size() > 1
        && !(map.keySet().iterator().next() instanceof Comparable)) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      entries.sort(Comparator.comparing(e -> json.apply(Collections.singletonMap(e.getKey(), 0))));
      Map<Object, @Nullable Object> sorted = new LinkedHashMap<>();
      entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return sorted;
    }
    return value;
  }

  private static boolean hasOrder(Set<?> set) {
    return set instanceof SortedSet || set instanceof LinkedHashSet || set instanceof EnumSet;
  }

  private static final class Writer extends ValueSerializer<Object> {

    private final ValueSerializer<Object> next;
    private final StableOrder order;

    @SuppressWarnings("unchecked")
    Writer(ValueSerializer<?> next, StableOrder order) {
      this.next = (ValueSerializer<Object>) next;
      this.order = order;
    }

    @Override
    public void resolve(SerializationContext context) {
      next.resolve(context);
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      return new Writer(next.createContextual(context, property), order);
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializationContext context) {
      next.serialize(order.inOrder(value), out, context);
    }

    @Override
    public void serializeWithType(
        Object value, JsonGenerator out, SerializationContext context, TypeSerializer type) {
      next.serializeWithType(order.inOrder(value), out, context, type);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
      return next.isEmpty(context, value);
    }

    @Override
    public ValueSerializer<?> getDelegatee() {
      return next;
    }
  }
}
