package io.backstitch.persistence;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Writes paths as they are. Jackson by itself makes relative ones absolute, so that what is read
 * back would be another value, and would depend on the directory a process was started in.
 */
final class FileNames extends SimpleModule {

  private static final long serialVersionUID = 1L;

  FileNames() {
    super("io.backstitch.fileNames");
    addSerializer(Path.class, new PathWriter());
    addDeserializer(Path.class, new PathReader());
    addSerializer(File.class, new FileWriter());
  }

  private static final class PathWriter extends StdScalarSerializer<Path> {

    PathWriter() {
      super(Path.class);
    }

    @Override
    public void serialize(Path value, JsonGenerator out, SerializationContext context) {
      if (value.getFileSystem() != FileSystems.getDefault()) {
        context.reportMappingProblem(
            "Path %s is not of the default file system, so its text would not be enough", value);
      }
      out.writeString(value.toString());
    }
  }

  private static final class PathReader extends StdScalarDeserializer<Path> {

    PathReader() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser in, DeserializationContext context) {
      return Path.of(in.getString());
    }
  }

  private static final class FileWriter extends StdScalarSerializer<File> {

    FileWriter() {
      super(File.class);
    }

    @Override
    public void serialize(File value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.getPath());
    }
  }
}
