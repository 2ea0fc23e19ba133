package io.backstitch.processor;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Knows which names the sources of a compilation mention, if the compiler shows its trees. */
final class Mentioned {

  private final @Nullable Set<String> names;

  private Mentioned(@Nullable Set<String> names) {
    this.names = names;
  }

  /** Looks through all sources, which is too much work for a compilation that is to succeed. */
  static Mentioned in(Sources sources, ProcessingEnvironment environment) {
    Trees trees = LostAnnotations.trees(environment);
    if (trees == null) {
      return new Mentioned(null);
    }
    Set<String> names = new HashSet<>();
    TreeScanner<Void, Void> scanner = scanner(names);
    for (String root : sources.roots()) {
      TypeElement type = environment.getElementUtils().getTypeElement(root);
      TreePath path = type == null ? null : trees.getPath(type);
      if (path != null) {
        scanner.scan(path.getCompilationUnit(), null);
      }
    }
    return new Mentioned(names);
  }

  private static TreeScanner<Void, Void> scanner(Set<String> names) {
    return new TreeScanner<>() {
      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        names.add(identifier.getName().toString());
        return super.visitIdentifier(identifier, null);
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
        names.add(select.getIdentifier().toString());
        return super.visitMemberSelect(select, null);
      }
    };
  }

  /** Whether anybody may mention a class of that simple name. */
  boolean contains(String simpleName) {
    return names == null || names.contains(simpleName);
  }
}
