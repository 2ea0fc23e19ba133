package io.backstitch.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Finds annotations whose classes are missing, or of which it is not clear which are meant. Older
 * compilers leave them out of the elements, so that a method whose {@code @Nullable} is not
 * imported looks like one without; only the source tells.
 */
final class LostAnnotations {

  /** What a class or a field may have. */
  private static final Set<String> OURS = Set.of("Flow", "Retry", "Subflow");

  private final @Nullable Trees trees;

  LostAnnotations(ProcessingEnvironment environment) {
    this.trees = trees(environment);
  }

  /** What the compiler has parsed, if it shows that. */
  static @Nullable Trees trees(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null; // Another compiler, or a build tool stands between it and us.
    }
  }

  /** The names of those on a method and its parameters, as they are written. */
  List<String> on(ExecutableElement method) {
    TreePath path = trees == null ? null : trees.getPath(method);
    if (trees == null || path == null || !(path.getLeaf() instanceof MethodTree tree)) {
      return List.of();
    }
    List<String> lost = new ArrayList<>();
    add(trees, path, tree.getModifiers(), lost);
    for (VariableTree parameter : tree.getParameters()) {
      add(trees, path, parameter.getModifiers(), lost);
    }
    return lost;
  }

  /**
   * The names of ours on a class or a field, as they are written: those of others say nothing there
   * that counts.
   */
  List<String> ofOurs(Element element) {
    TreePath path = trees == null ? null : trees.getPath(element);
    if (trees == null || path == null) {
      return List.of();
    }
    List<String> lost = new ArrayList<>();
    if (path.getLeaf() instanceof ClassTree tree) {
      add(trees, path, tree.getModifiers(), lost);
    } else if (path.getLeaf() instanceof VariableTree tree) {
      add(trees, path, tree.getModifiers(), lost);
    }
    lost.removeIf(name -> !OURS.contains(name.replaceFirst(".*\\.", "")));
    return lost;
  }

  /** Whether a class was meant to be a flow. */
  boolean isFlow(TypeElement type) {
    return ofOurs(type).stream().anyMatch(name -> name.matches("(.*\\.)?Flow"));
  }

  private static void add(
      Trees trees, TreePath around, ModifiersTree modifiers, List<String> lost) {
    for (AnnotationTree annotation : modifiers.getAnnotations()) {
      TypeMirror type = trees.getTypeMirror(new TreePath(around, annotation.getAnnotationType()));
      if (type != null && type.getKind() == TypeKind.ERROR) {
        lost.add(annotation.getAnnotationType().toString());
      }
    }
  }
}
