package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads the sub-flows of one class. */
final class SubflowReader {

  /**
   * A sub-flow of which it is not known yet where its inputs come from.
   *
   * @param model what is known
   * @param names the names of its symbols in the flow around, by its own
   */
  private record Draft(
      VariableElement field, SubflowModel model, Map<String, TaskModel.Name> names) {}

  private final TypeElement type;
  private final Types types;
  private final Elements elements;
  private final Locator locator;
  private final TypeReader typeReader;
  private final Contracts contracts;
  private final SelfNesting selfNesting;
  private final List<Report> reports;
  private final List<Draft> drafts = new ArrayList<>();

  SubflowReader(
      TypeElement type,
      Types types,
      Elements elements,
      Sources sources,
      Locator locator,
      TypeReader typeReader,
      Contracts contracts,
      List<Report> reports) {
    this.type = type;
    this.types = types;
    this.elements = elements;
    this.locator = locator;
    this.typeReader = typeReader;
    this.contracts = contracts;
    this.selfNesting = new SelfNesting(types, elements, sources);
    this.reports = reports;
  }

  /** Reads one, of which is left open what it takes from where; empty if it is none. */
  Optional<SubflowModel> read(VariableElement field) {
    AnnotationMirror subflow = Mirrors.find(field, "Subflow");
    if (subflow == null) {
      report(
          Kind.BAD_ANNOTATION,
          locator.at(field, Mirrors.find(field, "Retry"), null),
          "@Retry means nothing on a field that is no sub-flow. Add @Subflow, or take it out");
      return Optional.empty();
    }
    Draft draft = draft(field, subflow);
    drafts.add(draft);
    return Optional.of(draft.model());
  }

  /**
   * Tells of those that have been read what they take from where.
   *
   * @param members all members of the class, these sub-flows among them
   * @param gaps the symbols that would be provided but for an error
   * @param attempts the symbols of what retries try
   * @return all members, in the same order
   */
  List<Member> complete(List<Member> members, Set<String> gaps, Attempts attempts) {
    Set<String> provided = new HashSet<>(gaps);
    members.forEach(member -> member.provided().forEach(symbol -> provided.add(symbol.symbol())));
    Iterator<Draft> open = drafts.iterator();
    return members.stream()
        .map(
            member ->
                member instanceof SubflowModel ? complete(open.next(), provided, attempts) : member)
        .toList();
  }

  private Draft draft(VariableElement field, AnnotationMirror subflow) {
    TypeMirror fieldType = types.asMemberOf((DeclaredType) type.asType(), field);
    TypeElement nested = SelfNesting.nested(type, field, types);
    String shown = nested == null ? fieldType.toString() : nested.getSimpleName().toString();
    SubflowModel.Field read = field(field);
    int before = reports.size();
    checkField(field, subflow, read);
    Contract contract = contract(field, subflow, fieldType, nested);
    List<SubflowModel.Slot> inputs = slots(contract.inputs());
    List<SubflowModel.Slot> outputs = slots(contract.outputs());
    // What is not certain is not worth a report, but the right shape of what is generated is.
    List<Report> said = contract.known() ? reports : new ArrayList<>();
    Renames renames = new Renames(field, subflow, shown, locator, said);
    Map<String, TaskModel.Name> names = renames.read(inputs, outputs);
    Map<String, String> rename = new LinkedHashMap<>();
    names.forEach(
        (theirs, ours) -> {
          if (!theirs.equals(ours.name())) {
            rename.put(theirs, ours.name());
          }
        });
    FlowModel.Gaps gaps =
        !contract.known()
            ? FlowModel.Gaps.ANY
            : reports.size() > before
                ? new FlowModel.Gaps(false, renames.mentioned(names))
                : FlowModel.Gaps.NONE;
    SubflowModel model =
        new SubflowModel(
            locator.at(field, subflow, null),
            nameAt(field, subflow),
            SubflowFields.name(field),
            Mirrors.items(subflow, "after").stream()
                .map(
                    v -> new TaskModel.Name(locator.at(field, subflow, v), v.getValue().toString()))
                .toList(),
            read,
            shown,
            nested == null ? Api.FLOW_DEFINITION : Contracts.generated(nested),
            inputs,
            outputs,
            rename,
            List.of(),
            outputs.stream().map(slot -> provided(slot, names)).toList(),
            gaps);
    return new Draft(field, model, names);
  }

  private static ProvidedModel provided(SubflowModel.Slot slot, Map<String, TaskModel.Name> names) {
    TaskModel.Name ours = Objects.requireNonNull(names.get(slot.name()));
    return new ProvidedModel(ours.at(), ours.name(), slot.type(), slot.optional(), false);
  }

  /** What nobody in the flow around provides becomes an input of it. */
  private static SubflowModel complete(Draft draft, Set<String> provided, Attempts attempts) {
    Set<String> tried = attempts.in(draft.field());
    return draft
        .model()
        .taking(
            draft.model().inputs().stream()
                .map(
                    slot -> {
                      TaskModel.Name ours = Objects.requireNonNull(draft.names().get(slot.name()));
                      Role role =
                          tried.contains(ours.name())
                              ? Role.ATTEMPT
                              : provided.contains(ours.name()) ? Role.SYMBOL : Role.INPUT;
                      return parameter(slot, ours, role);
                    })
                .toList());
  }

  private static ParameterModel parameter(SubflowModel.Slot slot, TaskModel.Name ours, Role role) {
    return new ParameterModel(
        ours.at(),
        ours.at(),
        slot.name(),
        role,
        ours.name(),
        slot.type(),
        slot.type(),
        slot.optional(),
        false,
        false,
        false,
        Form.SUBFLOW,
        List.of());
  }

  private List<SubflowModel.Slot> slots(List<Contract.Part> parts) {
    return parts.stream()
        .map(p -> new SubflowModel.Slot(p.name(), typeReader.read(p.type()), p.optional()))
        .toList();
  }

  private At nameAt(VariableElement field, AnnotationMirror subflow) {
    return Mirrors.value(subflow, "name") == null
        ? locator.at(field)
        : locator.at(field, subflow, Mirrors.value(subflow, "name"));
  }

  private SubflowModel.Field field(VariableElement field) {
    boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
    return new SubflowModel.Field(
        field.getSimpleName().toString(),
        type.getKind() == ElementKind.RECORD
            && !isStatic
            && type.equals(field.getEnclosingElement()),
        isStatic,
        TypeReader.deprecation(field));
  }

  private void checkField(
      VariableElement field, AnnotationMirror subflow, SubflowModel.Field read) {
    At at = locator.at(field, subflow, null);
    Set<Modifier> modifiers = field.getModifiers();
    boolean here = elements.getPackageOf(field).equals(elements.getPackageOf(type));
    if (!read.isComponent() && modifiers.contains(Modifier.PRIVATE)) {
      report(
          Kind.BAD_SUBFLOW,
          at,
          "Field "
              + read.name()
              + " is private, so the generated code cannot read it. Make it package-private");
    } else if (!here && !modifiers.contains(Modifier.PUBLIC)) {
      report(
          Kind.BAD_SUBFLOW,
          at,
          "Field "
              + read.name()
              + " belongs to another package and is not public, so the generated code beside "
              + type.getSimpleName()
              + " cannot read it. Make it public");
    }
    if (!Mirrors.has(type, "Flow") && type.getModifiers().contains(Modifier.FINAL)) {
      report(
          Kind.BAD_ANNOTATION,
          at,
          "@Subflow means nothing in "
              + type.getSimpleName()
              + ", which is no flow, and which no flow can extend. Put @Flow on the class, or take"
              + " it out");
    }
  }

  private Contract contract(
      VariableElement field,
      AnnotationMirror subflow,
      TypeMirror fieldType,
      @Nullable TypeElement nested) {
    At at = locator.at(field, subflow, null);
    boolean open = fieldType.getKind() == TypeKind.TYPEVAR && !type.getTypeParameters().isEmpty();
    if (open || fieldType.getKind() == TypeKind.ERROR) {
      // A class that extends this one says what it is, or the compiler that there is no such class.
      return Contract.unknown();
    }
    if (nested == null) {
      report(
          Kind.BAD_SUBFLOW,
          at,
          fieldType + " is no @Flow class. Write the class of a flow, one field for each sub-flow");
      return Contract.unknown();
    }
    String cycle = Mirrors.has(type, "Flow") ? selfNesting.path(type, field) : null;
    if (cycle != null) {
      report(
          Kind.CYCLE,
          at,
          "A flow cannot be a part of itself, since it would never end: "
              + cycle
              + ". Take one of these sub-flows out");
      return Contract.unknown();
    }
    Contract contract = contracts.of(nested);
    if (contract.fault() != null) {
      report(Kind.BAD_SUBFLOW, at, contract.fault());
    } else if (contract.known() && typeReader.read(fieldType).hidden()) {
      report(
          Kind.BAD_SUBFLOW,
          at,
          nested.getSimpleName()
              + " is not visible in this package, and nor is the flow that is generated for it."
              + " Make it public, and the classes around it");
    }
    return contract;
  }

  private void report(Kind kind, At at, String text) {
    reports.add(Report.error(kind, at, text));
  }
}
