package dev.tributary.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from files in PEM form (RFC 7468). No message shows a content. */
final class PemFile {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";

    /** PKCS #8: of whichever algorithm. */
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** PKCS #1, the form of the keys that MySQL 8.0 makes for itself. */
    private static final String RSA_PRIVATE_KEY = "RSA PRIVATE KEY";

    /** Version 0 and the algorithm rsaEncryption: what PKCS #8 puts before a key of PKCS #1. */
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int LONG_LENGTH = 0x82;

    private record Block(String label, byte[] bytes) {}

    private PemFile() {}

    /** At least one. */
    static List<Certificate> certificates(String path) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(path)) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("the file " + path + " holds no certificate in PEM form");
        }
        return certificates;
    }

    /** Of RSA or an elliptic curve. */
    static PrivateKey privateKey(String path) throws IOException, GeneralSecurityException {
        for (Block block : blocks(path)) {
            if (block.label().equals(PRIVATE_KEY)) {
                return key(path, block.bytes());
            }
            if (block.label().equals(RSA_PRIVATE_KEY)) {
                return key(path, pkcs8(block.bytes()));
            }
        }
        throw new IOException(
                "the file " + path + " holds no private key in PEM form that is not encrypted; convert it by"
                        + " 'openssl pkcs8 -topk8 -nocrypt'");
    }

    private static PrivateKey key(String path, byte[] encoded) throws IOException, GeneralSecurityException {
        PKCS8EncodedKeySpec specification = new PKCS8EncodedKeySpec(encoded);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(specification);
            } catch (InvalidKeySpecException e) {
                continue; // it is of another algorithm
            }
        }
        throw new IOException("the key in the file " + path + " is neither of RSA nor of an elliptic curve");
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(tagged(OCTET_STRING, pkcs1));
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream tagged = new ByteArrayOutputStream();
        tagged.write(tag);
        tagged.write(LONG_LENGTH);
        tagged.write(content.length >> 8);
        tagged.write(content.length);
        tagged.writeBytes(content);
        return tagged.toByteArray();
    }

    private static List<Block> blocks(String path) throws IOException {
        String text;
        try {
            text = Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "the file " + path + " cannot be read (" + Unreadable.reason(e)
                            + "); create it, readable for this process",
                    e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException("a block of the file " + path + " is not in PEM form", e);
            }
        }
        return blocks;
    }
}
