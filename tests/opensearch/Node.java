import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of a cluster in a process of its own, so that it can be killed: FOLDER CLUSTER NAME HTTP TRANSPORT SEEDS NAMES. */
public class Node {
    public static void main(final String[] given) throws Exception {
        final String folder = given[0], cluster = given[1], name = given[2];
        final int http = Integer.parseInt(given[3]);
        final String transport = given[4];
        final String[] seeds = given[5].split(","), names = given[6].split(",");
        final OpenSearchRunner runner = new OpenSearchRunner();
        // It would look for a free port below 9300 only; ours was looked for already.
        runner.setMaxHttpPort(65_535);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.close();
            } catch (final Exception error) {
                error.printStackTrace();
            }
        }));
        runner.onBuild((number, settings) -> {
            settings.put("node.name", name);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", http);
            settings.put("transport.port", transport);
            settings.putList("discovery.seed_hosts", seeds);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
            settings.put("cluster.fault_detection.leader_check.interval", "500ms");
            settings.put("cluster.fault_detection.follower_check.interval", "500ms");
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        }).build(OpenSearchRunner.newConfigs().basePath(folder).clusterName(cluster).numOfNode(1).baseHttpPort(http - 1));
        // Whoever started it ends it; when that one dies, the pipe to it closes, and so does this.
        while (System.in.read() != -1) {
        }
        System.exit(0);
    }
}
