namespace CityKit.Edge.Agent;

/// <summary>Where the agent's own files are.</summary>
/// <param name="Path">The data folder.</param>
internal sealed record AgentFolder(string Path)
{
    /// <summary>Where the package puts it.</summary>
    internal const string Installed = "/var/lib/citykit-edge";

    /// <summary>Where the package's configuration is.</summary>
    internal const string InstalledConfiguration = "/etc/citykit-edge/edge.json";

    private const string InstalledSocket = "/run/citykit-edge/agent.sock";

    /// <summary>The device's private key.</summary>
    internal string Key => In("device.pem");

    /// <summary>The outbox.</summary>
    internal string Outbox => In("outbox.db");

    /// <summary>Until when maintenance lasts.</summary>
    internal string Maintenance => In("maintenance.json");

    /// <summary>The hub's bundle key, public half; not there on a device that runs by its own files alone.</summary>
    internal string HubKey => In("hub.pem");

    /// <summary>The hub's answer key, public half; not there on a device that believes what comes over the connection.</summary>
    internal string AnswerKey => In("answers.pem");

    /// <summary>The configurations that the hub gave.</summary>
    internal string Bundles => In("bundles");

    /// <summary>The releases of the agent that it took.</summary>
    internal string Releases => In("agent");

    /// <summary>Where packages of releases are put for the agent to take.</summary>
    internal string Inbox => System.IO.Path.Combine(Releases, "inbox");

    /// <summary>The records of commissioning.</summary>
    internal string Commissions => In("commission");

    /// <summary>Where a running agent answers. Installed it is in memory; elsewhere beside the data.</summary>
    internal string Socket => Path == Installed ? InstalledSocket : In("agent.sock");

    /// <summary>The folder that systemd gives, or the package's.</summary>
    internal static string Default => Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } given ? given : Installed;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
