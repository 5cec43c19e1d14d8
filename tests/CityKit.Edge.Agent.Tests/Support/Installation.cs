using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Hosting;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>A configuration and a data folder of one test, in a temporary folder.</summary>
internal sealed class Installation : IDisposable
{
    internal static readonly DeviceId Device = DeviceId.Parse("test-edge-1");
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>
    /// The agent under test: the program that CITYKIT_EDGE_AGENT names (a native one, say), else the one that was built with the tests.
    /// </summary>
    internal static readonly string Agent = Environment.GetEnvironmentVariable("CITYKIT_EDGE_AGENT") is { Length: > 0 } named
        ? named
        : BuiltAs("AgentProgram");

    /// <summary>The example of docs/own-detector.md, a program of its own.</summary>
    internal static readonly string OwnDetector = BuiltAs("OwnDetectorProgram");

    internal Installation()
    {
        foreach (var name in new[] { "edge.json", "rules.json", "sensors.json" }) File.Copy(Path.Combine(Home, name), At(name));
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("ck-agent-").FullName;

    internal string Config => At("edge.json");

    internal AgentFolder Folder => new(At("data"));

    internal string At(string name) => Path.Combine(Root, name);

    internal void UseHub(Uri hub)
    {
        var edge = JsonNode.Parse(File.ReadAllText(Config))!;
        edge["hub"]!["url"] = hub.AbsoluteUri;
        File.WriteAllText(Config, edge.ToJsonString());
    }

    /// <summary>Makes the key as <c>enroll</c> does.</summary>
    internal DevicePublicKey Enroll()
    {
        using var key = new Identity.KeyFile(Folder).LoadOrCreate();
        return key.Public;
    }

    /// <summary>Runs a command with this configuration and data to its end.</summary>
    internal Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.OfAsync(arguments);

    /// <summary>Starts the agent on simulated pins.</summary>
    internal AgentProcess Start(IReadOnlyDictionary<string, string>? environment = null, params string[] more) =>
        AgentProcess.Start(["run", "--simulated", "--config", Config, "--data", Folder.Path, .. more], environment);

    /// <summary>Asks the running agent until its status is as wanted.</summary>
    internal async Task<JsonElement> StatusAsync(Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(AgentProcess.Patience);
        var last = default(JsonElement);
        try
        {
            while (true)
            {
                using var status = await ControlClient.AskAsync(Folder, ControlSocket.StatusWord, patience.Token);
                if (status is not null && wanted(last = status.RootElement.Clone())) return last;
            }
        }
        catch (OperationCanceledException never)
        {
            throw new InvalidOperationException($"The status never was as wanted, but {last}", never);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string BuiltAs(string key) =>
        typeof(Installation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == key).Value!;

    /// <summary>How the agent is started, or another program.</summary>
    internal static ProcessStartInfo Program(IEnumerable<string> arguments, string? program = null)
    {
        program ??= Agent;
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        return start;
    }
}
