package dev.tributary.config;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how a section's connections use TLS, and refuses files that the mode would not use. */
final class TlsReader {

    /** The options of one section. */
    record Keys(Option<String> authority, Option<String> certificate, Option<String> key) {}

    private final Settings section;
    private final Keys keys;

    TlsReader(Settings section, Keys keys) {
        this.section = section;
        this.keys = keys;
    }

    /** Files that can be read and fit together; what is wrong with them is among the problems of the settings. */
    TlsFiles files() {
        String certificate = section.find(keys.certificate());
        String key = section.find(keys.key());
        if ((certificate == null) != (key == null)) {
            Option<String> given = certificate == null ? keys.key() : keys.certificate();
            Option<String> missing = certificate == null ? keys.certificate() : keys.key();
            section.problem(given.name(), "stands without " + missing.name() + "; give both, or none");
            certificate = null;
            key = null;
        }
        TlsFiles files = new TlsFiles(section.find(keys.authority()), certificate, key);
        return isReadable(files) ? files : TlsFiles.NONE;
    }

    private boolean isReadable(TlsFiles files) {
        int problems = section.problemCount();
        readable(keys.authority(), files::trustStore);
        readable(keys.certificate(), () -> files.keyStore(new char[0]));
        return section.problemCount() == problems;
    }

    private void readable(Option<String> option, Store store) {
        try {
            store.read();
        } catch (IOException | GeneralSecurityException e) {
            section.problem(option.name(), String.valueOf(e.getMessage()));
        }
    }

    /** How the connections to the servers use TLS: as is said, else as their addresses and the files ask for. */
    TlsMode mode(Option<TlsMode> option, TlsFiles files, List<ServerAddress> addresses) {
        int problems = section.problemCount();
        TlsMode given = section.find(option);
        if (given != null && section.problemCount() > problems) {
            return given;
        }
        TlsMode mode = given == null ? usual(files, addresses) : given;
        String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (files.authority() != null && !mode.verifies()) {
            section.problem(
                    keys.authority().name(),
                    "is of no use with " + option.name() + ": " + name
                            + ", which verifies no certificate; choose verify-ca or verify-identity");
        }
        if (files.certificate() != null && !mode.isCertain()) {
            section.problem(
                    keys.certificate().name(),
                    "may not be shown with " + option.name() + ": " + name
                            + "; choose required, verify-ca or verify-identity");
        }
        return mode;
    }

    private static TlsMode usual(TlsFiles files, List<ServerAddress> addresses) {
        if (files.authority() != null) {
            return TlsMode.VERIFY_CA;
        }
        boolean nearby = addresses.stream().allMatch(ServerAddress::isLoopback);
        return nearby && files.isEmpty() ? TlsMode.PREFERRED : TlsMode.REQUIRED;
    }

    /** Reads files into a store. */
    @FunctionalInterface
    private interface Store {
        @Nullable
        Object read() throws IOException, GeneralSecurityException;
    }
}
