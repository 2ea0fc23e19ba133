package io.backstitch.persistence;

import io.backstitch.flow.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts each value by AES-GCM, with a key of the application, before it is stored.
 *
 * <pre>{@code
 * Codec codec = EncryptingCodec.of("2026-11", key).reading("2025-11", oldKey);
 * Backstitch.builder(persistence).codec(codec).open();
 * }</pre>
 *
 * <p>Inputs and results are encrypted. Names are not, nor are the messages and stack traces of
 * failures: keep secrets out of them. Null is stored as null.
 *
 * <p>What is stored says the id of its key, so keys can be changed: the new one writes, and the old
 * ones read what is there already. A value that was changed where it is stored is refused.
 *
 * <p>The same value gives the same text with the same key, as every codec has it: the nonce comes
 * from a keyed hash of the value. So whoever reads the storage can tell which values are equal, and
 * how long they are, but not what they are. A key should write less than four billion values.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class EncryptingCodec implements Codec {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern STORED =
      Pattern.compile("\"aes-gcm:([A-Za-z0-9._-]+):([A-Za-z0-9+/=]+)\"");

  /** A key, and the one made of it for hashes. */
  private record Key(SecretKeySpec cipher, SecretKeySpec hash) {

    static Key of(String id, SecretKey key) {
      if (!KEY_ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "The id of a key is stored with each value, so it has up to 100 letters, digits, dots,"
                + " dashes and underscores; '"
                + id
                + "' is not such an id");
      }
      byte[] bytes = key.getEncoded();
      if (bytes == null || (bytes.length != 16 && bytes.length != 24 && bytes.length != 32)) {
        throw new IllegalArgumentException(
            "Key '" + id + "' is no AES key of 128, 192 or 256 bits that can be read");
      }
      SecretKeySpec cipher = new SecretKeySpec(bytes, "AES");
      byte[] hash = mac(new SecretKeySpec(bytes, "HmacSHA256"), "backstitch nonce");
      return new Key(cipher, new SecretKeySpec(hash, "HmacSHA256"));
    }
  }

  private final Codec codec;
  private final String keyId;
  private final Map<String, Key> keys;

  private EncryptingCodec(Codec codec, String keyId, Map<String, Key> keys) {
    this.codec = codec;
    this.keyId = keyId;
    this.keys = keys;
  }

  /**
   * Encrypts what {@link Codec#jackson()} writes.
   *
   * @param keyId the id of the key, which is stored with each value: up to 100 letters, digits,
   *     dots, dashes and underscores
   * @param key an AES key of 128, 192 or 256 bits
   * @return the codec
   * @throws IllegalArgumentException if it is no such id, or no such key
   */
  public static EncryptingCodec of(String keyId, SecretKey key) {
    return of(Codec.jackson(), keyId, key);
  }

  /**
   * Encrypts what another codec writes.
   *
   * @param codec the other codec
   * @param keyId the id of the key
   * @param key an AES key of 128, 192 or 256 bits
   * @return the codec
   * @throws IllegalArgumentException if it is no such id, or no such key
   */
  public static EncryptingCodec of(Codec codec, String keyId, SecretKey key) {
    Objects.requireNonNull(codec, "codec");
    return new EncryptingCodec(codec, keyId, Map.of(keyId, Key.of(keyId, key)));
  }

  /**
   * The same, reading what another key has written, too.
   *
   * @param oldKeyId the id of the other key
   * @param oldKey the other key
   * @return another codec
   * @throws IllegalArgumentException if it is no such id, or no such key, or there is one of that
   *     id already
   */
  public EncryptingCodec reading(String oldKeyId, SecretKey oldKey) {
    Map<String, Key> more = new LinkedHashMap<>(keys);
    if (more.putIfAbsent(oldKeyId, Key.of(oldKeyId, oldKey)) != null) {
      throw new IllegalArgumentException("There are two keys of the id '" + oldKeyId + "'");
    }
    return new EncryptingCodec(codec, keyId, Map.copyOf(more));
  }

  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    String plain = codec.encode(value, type);
    return plain.equals("null") ? plain : encrypt(plain);
  }

  private String encrypt(String plain) {
    Key key = Objects.requireNonNull(keys.get(keyId));
    byte[] nonce = Arrays.copyOf(mac(key.hash(), plain), NONCE_BYTES);
    byte[] encrypted =
        apply(Cipher.ENCRYPT_MODE, key, keyId, nonce, plain.getBytes(StandardCharsets.UTF_8));
    byte[] all =
        ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
    return "\"aes-gcm:" + keyId + ":" + Base64.getEncoder().encodeToString(all) + "\"";
  }

  @Override
  public <T> @Nullable T decode(String json, ValueType<T> type) {
    return codec.decode(decrypted(json), type);
  }

  private String decrypt(String json) {
    Matcher stored = STORED.matcher(json);
    if (!stored.matches()) {
      throw new PersistenceException(
          "It is not encrypted, as it would be if this codec had written it.");
    }
    Key key = keys.get(stored.group(1));
    if (key == null) {
      throw new PersistenceException(
          "It is encrypted by key '"
              + stored.group(1)
              + "', which is not known here; add it by reading(...).");
    }
    byte[] all = bytesOf(stored.group(2));
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] encrypted = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    return new String(
        apply(Cipher.DECRYPT_MODE, key, stored.group(1), nonce, encrypted), StandardCharsets.UTF_8);
  }

  private static byte[] bytesOf(String base64) {
    try {
      byte[] all = Base64.getDecoder().decode(base64);
      if (all.length >= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return all;
      }
    } catch (IllegalArgumentException e) {
      throw new PersistenceException("It is encrypted, but damaged: it is no Base64.", e);
    }
    throw new PersistenceException("It is encrypted, but damaged: a part is missing.");
  }

  private static byte[] apply(int mode, Key key, String id, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.cipher(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(("backstitch 1 " + id).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new PersistenceException(
          mode == Cipher.ENCRYPT_MODE
              ? "It can't be encrypted by key '" + id + "': " + e
              : "It can't be decrypted by key '"
                  + id
                  + "': it was changed where it is stored, or the key is another one of that id.",
          e);
    }
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new PersistenceException("Every Java has HmacSHA256, but not this one: " + e, e);
    }
  }

  /** Compares what is encrypted, perhaps by different keys. */
  @Override
  public boolean isSame(String object, String other) {
    if (object.equals(other)) {
      return true;
    }
    Map<String, String> values = split(object);
    Map<String, String> others = split(other);
    return values.keySet().equals(others.keySet())
        && values.entrySet().stream()
            .allMatch(
                value ->
                    decrypted(value.getValue())
                        .equals(decrypted(Objects.requireNonNull(others.get(value.getKey())))));
  }

  private String decrypted(String json) {
    return json.equals("null") ? json : decrypt(json);
  }

  @Override
  public String plain(String json) {
    return codec.plain(decrypted(json));
  }

  @Override
  public void check(ValueType<?> type) {
    codec.check(type);
  }

  @Override
  public String join(Map<String, String> jsonByName) {
    return codec.join(jsonByName);
  }

  @Override
  public Map<String, String> split(String object) {
    return codec.split(object);
  }
}
