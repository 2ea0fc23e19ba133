package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The symbols that one generated class holds as constants.
 *
 * @param type the generated class
 * @param holder the class of the object whose methods are called
 * @param names the names of the constants
 */
record Constants(ClassName type, ClassName holder, Map<Key, String> names) {

  /**
   * A symbol as a constant holds it.
   *
   * @param symbol its name
   * @param type the boxed type
   */
  record Key(String symbol, TypeName type) {

    static Key of(ParameterModel parameter) {
      return new Key(parameter.symbol(), parameter.type().boxed());
    }

    static Key of(ProvidedModel provided) {
      return new Key(provided.symbol(), provided.type().boxed());
    }
  }

  /** Names that constants, and what else there is in a class, give way to. */
  static NameAllocator names(ClassName holder, Collection<MethodModel> called) {
    NameAllocator names = new NameAllocator();
    hiddenByVariables(holder).forEach(names::newName);
    // A parameter may be called like a constant, which then gives way.
    called.stream()
        .flatMap(method -> method.parameters().stream())
        .map(ParameterModel::name)
        .distinct()
        .forEach(names::newName);
    return names;
  }

  static Constants of(ClassName type, ClassName holder, NameAllocator names, List<Key> keys) {
    Map<Key, String> constants = new LinkedHashMap<>();
    for (Key key : keys) {
      if (!constants.containsKey(key)) {
        constants.put(key, names.newName(Words.constant(key.symbol()), key));
      }
    }
    return new Constants(type, holder, constants);
  }

  String name(Key key) {
    return Objects.requireNonNull(names.get(key), key.symbol());
  }

  /** The constant as others name it, or null if there is none. */
  @Nullable CodeBlock find(Key key) {
    String name = names.get(key);
    return name == null ? null : CodeBlock.of("$T.$L", type, name);
  }

  /** The names with which a name of the class can begin: a variable of such a name hides it. */
  Set<String> hiddenByVariables() {
    return hiddenByVariables(holder);
  }

  private static Set<String> hiddenByVariables(ClassName holder) {
    Set<String> names = new LinkedHashSet<>(List.of(holder.topLevelClassName().simpleName()));
    String packageName = holder.packageName();
    if (!packageName.isEmpty()) {
      int dot = packageName.indexOf('.');
      names.add(dot < 0 ? packageName : packageName.substring(0, dot));
    }
    return names;
  }

  /** Writes the constants. */
  void write(TypeSpec.Builder to) {
    names.forEach(
        (key, name) ->
            to.addField(
                FieldSpec.builder(
                        ParameterizedTypeName.get(Api.SYMBOL, key.type()),
                        name,
                        Modifier.STATIC,
                        Modifier.FINAL)
                    .initializer(TypeCode.symbol(key.symbol(), key.type()))
                    .build()));
  }
}
