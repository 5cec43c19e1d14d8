using System.Diagnostics;
using CityKit.Edge.KillTarget;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>A real ENOSPC: the loop runs in a child on a small tmpfs that another file fills.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [OwnMountFact]
    public async Task Run_DiskFullAndFreeAgain_LosesNothingSaysSoOnceTakesTheHubsAnswerAndGoesOn()
    {
        foreach (var leave in new[] { 0, 40_000, 150_000 })
        {
            var saw = await RunAsync(leave);
            var where = $"{leave} bytes left: {string.Join(", ", saw.Select(s => $"{s.Key} {s.Value}"))}";
            Assert.True(saw["refused"] == 1 && saw["said"] == 1 && saw["recovered"] == 1 && saw["aside"] == 0, where);
            Assert.True(saw["kept"] >= 0 && saw["continued"] > saw["kept"] && saw["last"] >= saw["continued"], where);
            Assert.True(saw["answered"] == saw["kept"] / 2 && saw["rows"] == saw["last"] - saw["answered"], where);
        }
    }

    private async Task<Dictionary<string, long>> RunAsync(int leave)
    {
        var start = OwnMountFactAttribute.OnTmpfs(Directory.CreateDirectory(folder.File($"mount-{leave}")).FullName, "6m", "dotnet",
            typeof(KnownEvents).Assembly.Location, "full", folder.File($"mount-{leave}"), $"{leave}");
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (lines, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        var text = await lines;
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, text + await errors);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
