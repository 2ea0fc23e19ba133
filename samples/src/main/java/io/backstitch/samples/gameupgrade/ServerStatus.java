package io.backstitch.samples.gameupgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.zip.CRC32;

/**
 * What a server answers when it is asked how it is.
 *
 * @param version the version of the application that runs
 * @param schema the version of the tables
 * @param columns the columns of the table of players
 * @param players how many players there are
 * @param checksum a sum over all players, by what every version knows of them
 */
record ServerStatus(String version, int schema, String columns, int players, String checksum) {

  static ServerStatus read(AppVersion version, Connection connection) throws SQLException {
    int players = 0;
    CRC32 checksum = new CRC32();
    List<String> columns = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT * FROM player ORDER BY id")) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
      }
      while (rows.next()) {
        players++;
        String row = rows.getInt("id") + " " + rows.getString("name") + " " + rows.getInt("score");
        checksum.update(row.getBytes(UTF_8));
      }
    }
    return new ServerStatus(
        version.number(),
        DatabaseUpgrade.schema(connection).number(),
        String.join(", ", columns),
        players,
        Long.toHexString(checksum.getValue()));
  }

  static ServerStatus parse(String text) throws IOException {
    Properties values = new Properties();
    values.load(new StringReader(text));
    try {
      return new ServerStatus(
          values.getProperty("version", ""),
          Integer.parseInt(values.getProperty("schema", "")),
          values.getProperty("columns", ""),
          Integer.parseInt(values.getProperty("players", "")),
          values.getProperty("checksum", ""));
    } catch (NumberFormatException e) {
      throw new IOException("This is not an answer of the game server: " + text, e);
    }
  }

  /** The status as text, one value a line. */
  String print() {
    return String.join(
        "\n",
        "version = " + version,
        "schema = " + schema,
        "columns = " + columns,
        "players = " + players,
        "checksum = " + checksum,
        "");
  }
}
