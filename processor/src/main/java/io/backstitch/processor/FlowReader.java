package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads one class into a {@link FlowModel}, and reports what the model has no room for. */
final class FlowReader {

  /** What is read in the order of the source. */
  private sealed interface Declared {

    /** What declares it. */
    List<? extends Element> by();
  }

  private record MarkedMethod(MethodChains.Chain chain) implements Declared {

    @Override
    public List<? extends Element> by() {
      return chain.links();
    }
  }

  private record SubflowField(VariableElement field) implements Declared {

    @Override
    public List<? extends Element> by() {
      return List.of(field);
    }
  }

  private final TypeElement type;
  private final Types types;
  private final Elements elements;
  private final JavaLang javaLang;
  private final Sources sources;
  private final Locator locator;
  private final Contracts contracts;
  private final TypeReader typeReader;
  private final List<Report> reports = new ArrayList<>();

  FlowReader(
      TypeElement type,
      Types types,
      Elements elements,
      JavaLang javaLang,
      Sources sources,
      Locator locator,
      Contracts contracts) {
    this.type = type;
    this.javaLang = javaLang;
    this.sources = sources;
    this.types = types;
    this.elements = elements;
    this.locator = locator;
    this.contracts = contracts;
    this.typeReader = new TypeReader(types, elements, type);
  }

  /** What is wrong with the annotations themselves; complete after {@code read}. */
  List<Report> reports() {
    return reports;
  }

  TypeReader typeReader() {
    return typeReader;
  }

  /**
   * Reads the class.
   *
   * @param lost whether it has a {@code @Flow} that the compiler does not take for ours
   */
  FlowModel read(boolean lost) {
    AnnotationMirror flow = Mirrors.find(type, "Flow");
    MethodReader methods = new MethodReader(locator, typeReader, sources, reports);
    Misplaced misplaced = new Misplaced(locator, reports);
    misplaced.on(type);
    Set<String> gaps = new HashSet<>();
    List<Member> members = new ArrayList<>();
    List<RevertModel> reverts = new ArrayList<>();
    List<DeciderModel> deciders = new ArrayList<>();
    List<RetryModel> retries = new ArrayList<>();
    List<RetryModel> retriesOfSubflows = new ArrayList<>();
    RetryReader retry =
        new RetryReader(
            locator, typeReader, new ControllerReader(types, elements, typeReader, type), type);
    List<MethodChains.Chain> chains = MethodChains.of(type, types, elements);
    Attempts attempts = Attempts.of(type, chains);
    SubflowReader subflows =
        new SubflowReader(type, types, elements, sources, locator, typeReader, contracts, reports);
    retry.ofFlow().ifPresent(retries::add);
    // Places are numbered as they are read, and inputs are in the order of places.
    for (Declared declared : inOrder(chains)) {
      if (declared instanceof SubflowField field) {
        retry.ofSubflow(field.field()).ifPresent(retriesOfSubflows::add);
        subflows.read(field.field()).ifPresent(members::add);
        continue;
      }
      MethodChains.Chain chain = ((MarkedMethod) declared).chain();
      ExecutableType signature =
          (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), chain.method());
      if (chain.withAnnotation("Task") != null) {
        retry.ofTask(chain).ifPresent(retries::add);
        members.add(methods.task(chain, signature, access(chain), attempts));
      } else if (chain.withAnnotation("Revert") != null) {
        reverts.add(methods.revert(chain, signature, access(chain), attempts));
      } else if (chain.withAnnotation("Decider") != null) {
        deciders.add(methods.decider(chain, signature, access(chain), attempts));
      } else {
        misplaced.on(chain);
        ExecutableElement providing = chain.withAnnotation("Provides");
        if (providing != null) {
          Mirrors.items(Mirrors.find(providing, "Provides"), "value")
              .forEach(name -> gaps.add(name.getValue().toString()));
        }
      }
    }
    retries.addAll(retriesOfSubflows);
    members = subflows.complete(members, gaps, attempts);
    for (Member member : members) {
      if (member instanceof SubflowModel subflow) {
        gaps.addAll(subflow.gaps().symbols());
      }
    }
    if (flow != null
        && Stream.of(members, reverts, deciders).allMatch(List::isEmpty)
        && reports.isEmpty()) {
      reports.add(nothingToDo(flow));
    }
    return new FlowModel(
        locator.at(type),
        ClassName.get(type),
        flow == null && !lost ? null : declaration(flow),
        isPublic(),
        access(),
        !type.getTypeParameters().isEmpty(),
        TypeReader.deprecation(type),
        environment(),
        new FlowModel.Gaps(members.stream().anyMatch(FlowReader::hidesSymbols), gaps),
        members,
        reverts,
        deciders,
        new ForEachReader(typeReader, members, reverts, deciders).complete(retries));
  }

  private Report nothingToDo(AnnotationMirror flow) {
    return Report.error(
        Kind.BAD_ANNOTATION,
        locator.at(type, flow, null),
        "Class "
            + type.getSimpleName()
            + " is a @Flow, but has no task, so there is nothing to run. Annotate a method with"
            + " @Task, or a field with @Subflow, or take @Flow out");
  }

  private List<Declared> inOrder(List<MethodChains.Chain> chains) {
    List<Declared> all = new ArrayList<>();
    chains.forEach(chain -> all.add(new MarkedMethod(chain)));
    List<VariableElement> fields = SubflowFields.of(type, elements);
    if (!fields.isEmpty()) {
      fields.forEach(field -> all.add(new SubflowField(field)));
      all.sort(Comparator.comparing(Declared::by, new MemberOrder(type, sources)));
    }
    return all;
  }

  /** Whether a member would provide symbols whose names cannot be told. */
  private static boolean hidesSymbols(Member member) {
    return member instanceof TaskModel task
        ? task.hasProvides() && task.provided().isEmpty()
        : ((SubflowModel) member).gaps().any();
  }

  private FlowModel.Declaration declaration(@Nullable AnnotationMirror flow) {
    String order = Mirrors.constant(flow, "pattern", "GRAPH");
    return new FlowModel.Declaration(
        locator.at(type, flow, Mirrors.value(flow, "value")),
        Mirrors.string(flow, "value", Words.kebabCase(type.getSimpleName().toString())),
        FlowModel.Order.valueOf(order),
        locator.at(type, flow, Mirrors.value(flow, "version")),
        Mirrors.string(flow, "version", "1.0"));
  }

  private boolean isPublic() {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private FlowModel.Access access() {
    for (Element e = type; e instanceof TypeElement nested; e = e.getEnclosingElement()) {
      if (nested.getModifiers().contains(Modifier.PRIVATE)) {
        return FlowModel.Access.PRIVATE;
      }
      if (nested.getNestingKind().isNested() && !nested.getModifiers().contains(Modifier.STATIC)) {
        return FlowModel.Access.INNER;
      }
    }
    return FlowModel.Access.OPEN;
  }

  private MethodModel.Access access(MethodChains.Chain chain) {
    if (chain.method().getModifiers().contains(Modifier.PRIVATE)) {
      return MethodModel.Access.PRIVATE;
    }
    if (chain.method().getModifiers().contains(Modifier.ABSTRACT)) {
      return MethodModel.Access.ABSTRACT;
    }
    boolean here = elements.getPackageOf(chain.method()).equals(elements.getPackageOf(type));
    return here || chain.method().getModifiers().contains(Modifier.PUBLIC)
        ? MethodModel.Access.OPEN
        : MethodModel.Access.ELSEWHERE;
  }

  private FlowModel.Environment environment() {
    ModuleElement module = elements.getModuleOf(type);
    boolean generated =
        (module == null
                ? elements.getTypeElement("javax.annotation.processing.Generated")
                : elements.getTypeElement(module, "javax.annotation.processing.Generated"))
            != null;
    return new FlowModel.Environment(
        generated,
        module != null && !module.isUnnamed(),
        javaLang.isSeenIn(elements.getPackageOf(type)));
  }
}
