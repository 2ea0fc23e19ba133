package io.backstitch.persistence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.backstitch.InvalidFlowException;
import io.backstitch.flow.ValueType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Finds out whether values of a type survive being written and read: builds what would write and
 * read them, looks whether the two agree, and does so for all that a value may contain.
 */
final class PersistableTypes {

  /** What Jackson would write something for, but nothing that gives the value back. */
  private static final List<Class<?>> REFUSED =
      List.of(
          Object.class,
          Number.class,
          java.io.Serializable.class,
          Comparable.class,
          Class.class,
          ClassLoader.class,
          Thread.class,
          ThreadGroup.class,
          Process.class);

  private final JsonMapper mapper;

  PersistableTypes(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Refuses a type whose values can't be written and read back. */
  void check(ValueType<?> type) {
    Walk walk = new Walk(type);
    try {
      walk.run(mapper.constructType(type.type()));
    } catch (InvalidFlowException e) {
      throw e;
    } catch (RuntimeException e) {
      // A JacksonException, or what a class that can't be initialized throws.
      throw walk.refusal(e.getMessage(), e);
    }
  }

  private static boolean isRefused(Class<?> raw) {
    return REFUSED.contains(raw)
        || Thread.class.isAssignableFrom(raw)
        || ClassLoader.class.isAssignableFrom(raw)
        // Streams, connections, executors: what has to be closed is bound to this process.
        || (AutoCloseable.class.isAssignableFrom(raw) && !raw.isRecord());
  }

  /** One check: the types still to be looked at, and where the walk is. */
  private final class Walk {

    private final ValueType<?> root;
    private final Set<JavaType> seen = new HashSet<>();
    private final Deque<JavaType> open = new ArrayDeque<>();

    Walk(ValueType<?> root) {
      this.root = root;
    }

    void run(JavaType type) {
      add(type);
      for (JavaType next = open.poll(); next != null; next = open.poll()) {
        look(next);
      }
    }

    private void add(@Nullable JavaType type) {
      if (type != null && seen.add(type)) {
        open.add(type);
      }
    }

    private void look(JavaType type) {
      if (isRefused(type.getRawClass())) {
        throw refusal(type.toCanonical() + " is not a value", null);
      }
      DeserializationContext context = mapper._deserializationContext();
      ValueSerializer<?> writer = mapper._serializationContext().findValueSerializer(type);
      add(type.getContentType());
      add(type.getKeyType());
      TypeDeserializer byTypeInfo = context.findTypeDeserializer(type);
      if (byTypeInfo != null) {
        lookAtSubtypes(context, type, byTypeInfo);
      }
      ValueDeserializer<?> reader = context.findContextualValueDeserializer(type, null);
      if (reader instanceof AbstractDeserializer) {
        if (byTypeInfo == null) {
          throw refusal(
              type.toCanonical()
                  + " is abstract, and nothing says which class to read"
                  + " (@JsonTypeInfo with names, and @JsonSubTypes, would)",
              null);
        }
      } else if (reader instanceof BeanDeserializerBase bean) {
        lookAtBean(type, bean, writer);
      }
    }

    private void lookAtSubtypes(
        DeserializationContext context, JavaType type, TypeDeserializer byTypeInfo) {
      JsonTypeInfo.Id mechanism = byTypeInfo.getTypeIdResolver().getMechanism();
      if (mechanism == JsonTypeInfo.Id.CLASS || mechanism == JsonTypeInfo.Id.MINIMAL_CLASS) {
        throw refusal(
            type.toCanonical() + " would have stored data name a class to load (use names)", null);
      }
      DeserializationConfig config = context.getConfig();
      AnnotatedClass annotated = AnnotatedClassResolver.resolve(config, type, config);
      for (NamedType subtype :
          config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated)) {
        if (!subtype.getType().equals(type.getRawClass())) {
          add(context.constructSpecializedType(type, subtype.getType()));
        }
      }
    }

    private void lookAtBean(JavaType type, BeanDeserializerBase bean, ValueSerializer<?> writer) {
      ValueInstantiator maker = bean.getValueInstantiator();
      if (!maker.canInstantiate()) {
        throw refusal("nothing can make a " + type.toCanonical(), null);
      }
      if (writer instanceof UnknownSerializer && !type.isRecordType()) {
        throw refusal("nothing of a " + type.toCanonical() + " would be written", null);
      }
      if (writer instanceof BeanSerializerBase properties) {
        if (!maker.canCreateUsingDefault()
            && !maker.canCreateFromObjectWith()
            && !maker.canCreateUsingDelegate()
            && !type.isRecordType()) {
          throw refusal("nothing can make a " + type.toCanonical() + " of its properties", null);
        }
        lookAtProperties(type, bean, properties);
      }
      addAll(bean.properties());
      addAll(bean.creatorProperties());
    }

    private void lookAtProperties(
        JavaType type, BeanDeserializerBase bean, BeanSerializerBase properties) {
      if (bean.getValueInstantiator().canCreateUsingDelegate()) {
        return;
      }
      for (Iterator<PropertyWriter> i = properties.properties(); i.hasNext(); ) {
        PropertyWriter property = i.next();
        boolean unwrapped = property instanceof BeanPropertyWriter w && w.isUnwrapping();
        if (!unwrapped && bean.findProperty(property.getFullName()) == null) {
          throw refusal(
              "property '"
                  + property.getName()
                  + "' of "
                  + type.toCanonical()
                  + " would be written but could not be read",
              null);
        }
      }
    }

    private void addAll(Iterator<SettableBeanProperty> properties) {
      while (properties.hasNext()) {
        SettableBeanProperty property = properties.next();
        ValueDeserializer<?> reader = property.getValueDeserializer();
        // A reader given by an annotation knows what it does; Jackson's own are looked into.
        if (reader == null || reader.getClass().getName().startsWith("tools.jackson.")) {
          add(property.getType());
        }
      }
    }

    InvalidFlowException refusal(@Nullable String reason, @Nullable Throwable cause) {
      String message =
          "Values of type " + root + " can't be stored as JSON and read back: " + reason + ".";
      InvalidFlowException.Kind kind = InvalidFlowException.Kind.NOT_PERSISTABLE;
      return cause == null
          ? new InvalidFlowException(kind, message)
          : new InvalidFlowException(kind, message, cause);
    }
  }
}
