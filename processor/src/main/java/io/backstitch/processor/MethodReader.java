package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads methods of one class. */
final class MethodReader {

  private final Locator locator;
  private final TypeReader types;
  private final List<Report> reports;
  private final ParameterReader parameters;
  private final ProvidesReader provides;
  private final Misplaced misplaced;

  MethodReader(Locator locator, TypeReader types, Sources sources, List<Report> reports) {
    this.locator = locator;
    this.types = types;
    this.reports = reports;
    this.parameters = new ParameterReader(locator, types, sources, reports);
    this.provides = new ProvidesReader(locator, types, reports);
    this.misplaced = new Misplaced(locator, reports);
  }

  TaskModel task(
      MethodChains.Chain chain,
      ExecutableType signature,
      MethodModel.Access access,
      Attempts attempts) {
    ExecutableElement method = chain.method();
    ExecutableElement marked = chain.withAnnotation("Task");
    AnnotationMirror task = marked == null ? null : Mirrors.find(marked, "Task");
    Element place = marked == null ? method : marked;
    Unsupported.member(place, "Task", "timeout", locator, reports);
    misplaced.on(chain, "Revert", "stands on a task. A method either does or undoes: write two");
    misplaced.on(chain, "Decider", "stands on a task. A method either does or decides: write two");
    AnnotationValue name = Mirrors.value(task, "value");
    List<TaskModel.Name> after =
        Mirrors.items(task, "after").stream()
            .map(v -> new TaskModel.Name(locator.at(place, task, v), v.getValue().toString()))
            .toList();
    ExecutableElement providing = chain.withAnnotation("Provides");
    AnnotationMirror provided = providing == null ? null : Mirrors.find(providing, "Provides");
    At providesAt = providing == null ? locator.at(method) : locator.at(providing, provided, null);
    ResultModel result = result(method, signature.getReturnType());
    ProvidesReader.Read read =
        provides.read(providing, provided, result, signature.getReturnType());
    return new TaskModel(
        locator.at(method),
        name == null ? locator.at(method) : locator.at(place, task, name),
        chain.taskName(),
        locator.at(place, task, Mirrors.value(task, "version")),
        Mirrors.string(task, "version", "1.0"),
        Mirrors.number(task, "priority", 0),
        locator.at(place, task, Mirrors.value(task, "durability")),
        Mirrors.constant(task, "durability", "").equals("LAZY"),
        after,
        method(chain, signature, access, Purpose.TASK, attempts.in(chain.taskName())),
        result,
        providesAt,
        providing != null,
        Mirrors.flag(provided, "unpack"),
        read.parts(),
        read.provided());
  }

  RevertModel revert(
      MethodChains.Chain chain,
      ExecutableType signature,
      MethodModel.Access access,
      Attempts attempts) {
    ExecutableElement method = chain.method();
    ExecutableElement marked = chain.withAnnotation("Revert");
    AnnotationMirror revert = marked == null ? null : Mirrors.find(marked, "Revert");
    Element place = marked == null ? method : marked;
    misplaced.on(
        chain, "Provides", "stands on a revert method, which provides nothing. Take it out");
    misplaced.on(
        chain, "Retry", "stands on a revert method, which is not tried again. Take it out");
    misplaced.on(chain, "Decider", "stands on a revert method. Write a method of its own");
    checkNotAsynchronous(method, signature.getReturnType());
    String task = Mirrors.string(revert, "value", "");
    return new RevertModel(
        locator.at(method),
        locator.at(place, revert, Mirrors.value(revert, "value")),
        task,
        method(chain, signature, access, Purpose.REVERT, attempts.in(task)));
  }

  DeciderModel decider(
      MethodChains.Chain chain,
      ExecutableType signature,
      MethodModel.Access access,
      Attempts attempts) {
    ExecutableElement method = chain.method();
    ExecutableElement marked = chain.withAnnotation("Decider");
    AnnotationMirror decider = marked == null ? null : Mirrors.find(marked, "Decider");
    Element place = marked == null ? method : marked;
    misplaced.on(chain, "Provides", "stands on a decider, which provides nothing. Take it out");
    misplaced.on(
        chain, "Retry", "stands on a decider. Put it on the task, or on the class. Take it out");
    return new DeciderModel(
        locator.at(method),
        locator.at(place, decider, Mirrors.value(decider, "value")),
        Mirrors.string(decider, "value", ""),
        DeciderModel.Depth.valueOf(Mirrors.constant(decider, "depth", "ATOM")),
        types.read(signature.getReturnType()),
        // It stands before what guards the task, and does not see what that tries.
        method(chain, signature, access, Purpose.DECIDER, attempts.around()));
  }

  private @Nullable ResultModel result(ExecutableElement method, TypeMirror type) {
    if (type.getKind() == TypeKind.VOID || types.isA(type, "java.lang.Void")) {
      return null;
    }
    checkNotAsynchronous(method, type);
    TypeMirror inside = types.insideOptional(type);
    boolean nullable = TypeReader.isNullable(method, method.getReturnType());
    return new ResultModel(
        types.read(type), types.readInside(type), inside != null || nullable, inside != null);
  }

  private void checkNotAsynchronous(ExecutableElement method, TypeMirror type) {
    if (types.as(type, "java.util.concurrent.CompletionStage") != null) {
      reports.add(Unsupported.error(locator.at(method), "A CompletionStage as a result"));
    }
  }

  private MethodModel method(
      MethodChains.Chain chain,
      ExecutableType signature,
      MethodModel.Access access,
      Purpose purpose,
      Set<String> attempts) {
    ExecutableElement method = chain.method();
    List<ParameterModel> read = new ArrayList<>();
    List<TypeName> erasures = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      read.add(parameters.read(chain, i, signature.getParameterTypes().get(i), purpose, attempts));
      erasures.add(types.erased(method.getParameters().get(i).asType()));
    }
    refuseSecondConnection(read);
    return new MethodModel(
        locator.at(method),
        method.getSimpleName().toString(),
        method.getModifiers().contains(Modifier.STATIC),
        access,
        !method.getTypeParameters().isEmpty(),
        TypeReader.deprecation(method),
        read,
        erasures);
  }

  /** Who wants two means two databases, and would get one transaction in the first of them. */
  private void refuseSecondConnection(List<ParameterModel> read) {
    read.stream()
        .filter(parameter -> parameter.role() == Role.CONNECTION)
        .skip(1)
        .forEach(
            second ->
                reports.add(
                    Report.error(
                        Kind.BAD_ANNOTATION,
                        second.at(),
                        "The engine has one Connection for a method, of the database in which runs"
                            + " are stored, and '"
                            + second.name()
                            + "' would be the second. Take it out; a connection to another database"
                            + " is opened by the method, or is a symbol: say @Requires or @Input")));
  }
}
