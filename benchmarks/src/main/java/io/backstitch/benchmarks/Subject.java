package io.backstitch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something to compile: classes from which a processor makes others. */
enum Subject {

  /** Flows of eight tasks, each with a revert. */
  BACKSTITCH("flows of 8 tasks") {
    @Override
    void write(Path folder, int number) throws IOException {
      StringBuilder text = new StringBuilder();
      text.append("package demo;\nimport io.backstitch.annotation.*;\n");
      text.append("import org.jspecify.annotations.Nullable;\n");
      text.append("@Flow class Flow").append(number).append(" {\n");
      for (int i = 0; i < PARTS; i++) {
        String takes = i == 0 ? "@Input String in" : "String s" + (i - 1);
        String more = i > 2 ? ", String s" + (i - 3) : "";
        text.append(
            """
              @Task @Provides("s%d") String task%d(%s%s) { return "%d"; }
              @Revert("task%d") void undo%d(@Result @Nullable String result) {}
            """
                .formatted(i, i, takes, more, i, i, i));
      }
      Files.writeString(folder.resolve("Flow" + number + ".java"), text.append("}\n"));
    }
  },

  /** Mappers between two beans of eight properties. */
  MAPSTRUCT("mappers of 8 properties") {
    @Override
    void write(Path folder, int number) throws IOException {
      Files.writeString(
          folder.resolve("Mapper" + number + ".java"),
          """
          package demo;
          import org.mapstruct.Mapper;
          @Mapper interface Mapper%d {
            To%d map(From%d from);
            From%d back(To%d to);
          }
          """
              .formatted(number, number, number, number, number));
      writeBean(folder, "From" + number, "String");
      writeBean(folder, "To" + number, "String");
    }

    private void writeBean(Path folder, String name, String type) throws IOException {
      StringBuilder text = new StringBuilder("package demo;\npublic class " + name + " {\n");
      for (int i = 0; i < PARTS; i++) {
        text.append(
            """
              private %s p%d;
              public %s getP%d() { return p%d; }
              public void setP%d(%s p%d) { this.p%d = p%d; }
            """
                .formatted(type, i, type, i, i, i, type, i, i, i));
      }
      Files.writeString(folder.resolve(name + ".java"), text.append("}\n"));
    }
  };

  private static final int PARTS = 8;

  private final String text;

  Subject(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Writes what one of many is made of. */
  abstract void write(Path folder, int number) throws IOException;
}
