using CityKit.Edge.Agent.Commands;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Tests.Support;
using CityKit.Edge.Devices;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>What <c>check</c> accepts opens as <c>run</c> opens it, and what it refuses <c>run</c> refuses with the same text.</summary>
public sealed class CheckAgainstRunTests : IDisposable
{
    private const string Line = "\"lines\": [{\"name\": \"l\", \"chip\": \"no-such-chip\", \"offset\": 1}]";
    private readonly Installation installation = new();
    private readonly EdgeBuilder edge = new EdgeBuilder().AddDevices();
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();

    public void Dispose()
    {
        services.Dispose();
        installation.Dispose();
    }

    [Theory]
    [InlineData("\"lines\": [], \"sensors\": []", null, null)]
    [InlineData(Line + ", \"sensors\": [{\"name\": \"s\", \"kind\": \"contact\", \"line\": \"l\"}]", null, null)]
    [InlineData("\"lines\": [{\"name\": \"l\"}], \"sensors\": []", "No chip is named for l:", null)]
    [InlineData("\"lines\": [{\"name\": \"l\"}, {\"name\": \"m\", \"chip\": \"c\", \"offset\": 1}], \"sensors\": []",
        "No chip is named for l:", null)]
    [InlineData("\"lines\": [], \"outputs\": [{\"name\": \"o\", \"kind\": \"lamp\"}], \"sensors\": []", "No chip is named for o:", null)]
    [InlineData(Line + ", \"sensors\": [{\"name\": \"device\", \"kind\": \"contact\", \"line\": \"l\"}]", "sensors[0].name",
        "sensors[0].name")]
    [InlineData("\"lines\": [{\"name\": \"\", \"chip\": \"c\", \"offset\": 1}], \"sensors\": []", "lines[0].name", "lines[0].name")]
    public async Task Check_Table_SaysWhatRunDoes(string rest, string? onMachine, string? onSimulated)
    {
        await File.WriteAllTextAsync(installation.Config, $$"""{"device": "d", "hub": {"url": "https://hub.example/"}, {{rest}}}""");
        Expect(onMachine, await AgreeAsync(PinChoice.Machine));
        Expect(onSimulated, await AgreeAsync(PinChoice.Simulated));
    }

    [Theory]
    [InlineData("", "No hub is named")]
    [InlineData("\"hub\": {\"url\": \"http://hub.example/\"},", "http://hub.example/ is without TLS")]
    public async Task Check_HubThatRunRefuses_IsRefusedOnAllPins(string hub, string why)
    {
        await File.WriteAllTextAsync(installation.Config, $$"""{"device": "d", {{hub}} {{Line}}, "sensors": []}""");
        Expect(why, await AgreeAsync(PinChoice.Machine));
        Expect(why, await AgreeAsync(PinChoice.Simulated));
        var (check, run) = (await installation.RunAsync("check", installation.Config),
            await installation.RunAsync("run", "--config", installation.Config, "--data", installation.Folder.Path));
        Assert.Equal((ExitCode.Findings, ExitCode.CouldNot), (check.Code, run.Code));
        Assert.Equal(check.Output, run.Error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Check_GeneratedFiles_SaysWhatRunDoes(int seed)
    {
        var generator = new EdgeFileGenerator(seed);
        var (accepted, onlySimulated, refused) = (0, 0, 0);
        for (var file = 0; file < 40; file++)
        {
            await File.WriteAllTextAsync(installation.Config, generator.Next());
            var (machine, simulated) = (await AgreeAsync(PinChoice.Machine), await AgreeAsync(PinChoice.Simulated));
            Assert.True(machine.Length > 0 || simulated.Length == 0,
                $"Right for the machine's pins and wrong for simulated ones: {string.Join('\n', simulated)}\n{await File.ReadAllTextAsync(installation.Config)}");
            _ = machine.Length == 0 ? accepted++ : simulated.Length == 0 ? onlySimulated++ : refused++;
        }
        Assert.True(accepted > 3 && onlySimulated > 2 && refused > 3,
            $"The generator is to make all sorts: {accepted}, {onlySimulated}, {refused}.");
    }

    /// <returns>Why both refuse; empty when both accept.</returns>
    private async Task<string[]> AgreeAsync(PinChoice pins)
    {
        var configuration = RunRefusals.Read(installation.Config, edge.Kinds, isPlainAllowed: false, pins, out var wrong);
        if (configuration is not null) await OpenAsync(configuration, pins);
        else Assert.Equal(string.Join('\n', wrong), (await Assert.ThrowsAsync<AgentRefusedException>(() => RunAsync(pins))).Message);
        return [.. wrong];
    }

    private Task<int> RunAsync(PinChoice pins)
    {
        string[] arguments = ["run", "--config", installation.Config, "--data", installation.Folder.Path,
            .. pins == PinChoice.Simulated ? new[] { "--simulated" } : []];
        return AgentCommand.Create(TimeProvider.System, edge).Parse(arguments).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    }

    /// <summary>
    /// As the command does, up to the first commit. The machine has none of the chips, files and buses named: lines and outputs are away,
    /// and it opens all the same.
    /// </summary>
    private async Task OpenAsync(AgentConfiguration configuration, PinChoice pins)
    {
        try
        {
            var folder = new AgentFolder(installation.At(Guid.NewGuid().ToString("N")));
            using var maintenance = new MaintenanceMode(new MaintenanceFile(folder.Maintenance), TimeProvider.System,
                NullLogger<MaintenanceMode>.Instance);
            var opener = new EdgeOpener(folder, pins, edge, maintenance, new RecentEvents(), TimeProvider.System, services,
                NullLoggerFactory.Instance);
            await using var runtime = opener.Open(configuration, () => new DeviceReporter(() => TrialReport.None)).Runtime;
            runtime.Loop.Start();
        }
        catch (Exception fault)
        {
            Assert.Fail($"'check' accepts for {pins} what does not open: {fault}\n{await File.ReadAllTextAsync(installation.Config)}");
        }
    }

    private static void Expect(string? why, string[] wrong)
    {
        if (why is null) Assert.Empty(wrong);
        else Assert.Contains(why, Assert.Single(wrong), StringComparison.Ordinal);
    }
}
