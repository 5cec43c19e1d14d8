using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Benchmarks.Clusters;

/// <summary>The measured process: one hub over one partition, or one node of a cluster.</summary>
internal static class NodeChild
{
    private static readonly Actor Gate = Actor.Of("bench", "", Role.Administrator);

    /// <param name="connection">The database.</param>
    /// <param name="keys">The file of master keys.</param>
    /// <param name="devices">How many devices have a sensor.</param>
    /// <param name="partitions">How many the city has; 0 for one hub without a cluster.</param>
    /// <param name="port">Where other nodes reach this one.</param>
    internal static async Task RunAsync(string connection, string keys, int devices, int partitions, int port)
    {
        var input = new BinaryReader(Console.OpenStandardInput());
        var output = new BinaryWriter(new BufferedStream(Console.OpenStandardOutput(), 1 << 16));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCityKit(city =>
        {
            city.KeyFile = keys;
            city.UsePostgreSql(connection).UseRules(HubIntake.RuleFile()).UseSensors(HubIntake.SensorFile(devices, compounds: devices));
            if (partitions > 0) city.UseOrleans(o => (o.Node, o.SiloPort, o.Partitions) = ($"node-{port}", port, partitions));
        });
        using var host = builder.Build();
        await host.StartAsync();
        var hub = host.Services.GetRequiredService<CityHub>();
        NodePipe.Write(output, NodePipe.Kind.Admit, -1, []);
        while (await Task.Run(() => NodePipe.Read(input)) is { } asked) _ = AnswerAsync(hub, asked, output);
        await host.StopAsync();
    }

    private static async Task AnswerAsync(CityHub hub, (NodePipe.Kind Kind, int Asked, byte[] Bytes) asked, BinaryWriter output)
    {
        var status = await AskAsync(hub, asked.Kind, asked.Bytes);
        lock (output) NodePipe.Write(output, asked.Kind, asked.Asked, [status]);
    }

    private static async Task<byte> AskAsync(CityHub hub, NodePipe.Kind kind, byte[] bytes)
    {
        try
        {
            if (kind == NodePipe.Kind.Batch) return NodePipe.Of((await hub.AcceptAsync(bytes)).Status);
            var device = DeviceId.Parse(Encoding.UTF8.GetString(bytes.AsSpan(1, bytes[0])));
            var admit = new AdmitDevice($"admit-{device}", device, new DevicePublicKey(bytes.AsSpan(1 + bytes[0])));
            (await hub.ExecuteAsync(admit, Gate)).OrThrow();
            return NodePipe.Done;
        }
        catch (IOException)
        {
            return NodePipe.Later;
        }
    }
}
