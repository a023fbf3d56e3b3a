// Drives the sandbox with Huawei's official SDK for Java: reads a step a line, calls the operation with the SDK's own
// models and signer, and writes what came of it, a line of JSON each. See sdk.test.ts.
//
//     java -cp CLASSES-OF-THE-SDK:JARS test/conformance/JavaSdk.java ENDPOINT

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.auth.GlobalCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.FormDataFilePart;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.json.FormDataDeserializer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public class JavaSdk {
    private static final ObjectMapper MAPPER =
        new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .registerModule(new SimpleModule().addDeserializer(FormDataFilePart.class, new FormDataDeserializer()));
    private static final Map<String, Object> CLIENTS = new HashMap<>();

    private static Object clientOf(JsonNode step, String endpoint) throws Exception {
        String service = step.get("service").asText();
        String name = !service.equals("bss") || step.get("site").asText().equals("cn") ? service : "bssintl";
        String access = step.get("access").asText();
        if (!CLIENTS.containsKey(name + access)) {
            String version = name.equals("iam") ? "v3" : "v2";
            Class<?> client = Class.forName("com.huaweicloud.sdk." + name + "." + version + "."
                + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Client");
            ClientBuilder<?> builder = (ClientBuilder<?>) client.getMethod("newBuilder").invoke(null);
            GlobalCredentials credentials = new GlobalCredentials().withAk(access)
                .withSk(step.get("secret").asText()).withDomainId(step.get("domain").asText());
            CLIENTS.put(name + access, builder.withHttpConfig(HttpConfig.getDefaultHttpConfig())
                .withCredential(credentials).withEndpoint(endpoint).build());
        }
        return CLIENTS.get(name + access);
    }

    private static Map<String, Object> run(JsonNode step, String endpoint) {
        Map<String, Object> done = new HashMap<>();
        try {
            Object client = clientOf(step, endpoint);
            String name = step.get("name").asText();
            String called = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            Optional<Method> method = Arrays.stream(client.getClass().getMethods())
                .filter(m -> m.getName().equals(called) && m.getParameterCount() == 1).findFirst();
            if (!method.isPresent()) {
                done.put("outcome", "absent");
                return done;
            }
            Object request;
            try {
                request = MAPPER.treeToValue(step.get("input"), method.get().getParameterTypes()[0]);
            } catch (Exception error) {
                done.put("outcome", "absent");
                done.put("detail", error.getMessage());
                return done;
            }
            Object answer = method.get().invoke(client, request);
            done.put("outcome", "answered");
            done.put("status", ((SdkResponse) answer).getHttpStatusCode());
        } catch (InvocationTargetException thrown) {
            Throwable error = thrown.getCause();
            if (error instanceof ServiceResponseException) {
                ServiceResponseException refusal = (ServiceResponseException) error;
                done.put("outcome", "refused");
                done.put("status", refusal.getHttpStatusCode());
                done.put("code", refusal.getErrorCode());
            } else {
                done.put("outcome", "failed");
                done.put("detail", String.valueOf(error));
            }
        } catch (Exception error) {
            done.put("outcome", "failed");
            done.put("detail", String.valueOf(error));
        }
        return done;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            out.println(MAPPER.writeValueAsString(run(MAPPER.readTree(line), arguments[0])));
    }
}
