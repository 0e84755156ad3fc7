package dev.tributary.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for tests, made by the JDK's keytool. */
public final class TestCertificates {

    private static final String PASSWORD = "of-a-test";

    private TestCertificates() {}

    /** The certificate of a server on 127.0.0.1, in PEM form, signed by itself. See {@link #server}. */
    public static Path authority(Path folder) throws IOException, InterruptedException {
        Path authority = folder.resolve("authority.pem");
        if (!Files.exists(authority)) {
            String store = folder.resolve("authority.p12").toString();
            keytool(
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=nobody",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-keystore",
                    store);
            keytool("-exportcert", "-rfc", "-file", authority.toString(), "-keystore", store);
        }
        return authority;
    }

    /** What the server with that certificate presents. */
    public static SSLContext server(Path folder) throws Exception {
        authority(folder);
        KeyStore store = KeyStore.getInstance(folder.resolve("authority.p12").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "a", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
