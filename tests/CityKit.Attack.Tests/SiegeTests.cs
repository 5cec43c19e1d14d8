using System.Diagnostics;
using System.Globalization;
using System.Net;
using CityKit.Attack.Tests.Support;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using Xunit.Abstractions;

namespace CityKit.Attack.Tests;

/// <summary>
/// Honest devices while attackers, in processes of their own, send 1,000 garbage requests a second, hold 1,000 slow connections and list as
/// 24 residents: no honest batch is refused.
/// </summary>
public sealed class SiegeTests(ITestOutputHelper output)
{
    private const int ItemsStored = 300;
    private const double MostSlowdown = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Batches_OfHonestDevicesUnderAttack_AreAllTaken()
    {
        using var file = new TempFile();
        await using var hub = await AttackedHub.StartAsync(_ => new SqliteCityStore(file.Path), _ => { });
        await FillAsync(hub);
        var fleet = new HonestFleet(hub);
        await fleet.AdmitAsync();
        await fleet.SendAsync(WarmUp); // compiles the program
        var quiet = await fleet.SendAsync(AttackSize.Siege / 2);
        var attackers = new[] { "garbage", "slow", "residents" }.Select(kind => AttackAsync(hub.Root, kind)).ToArray();
        var besieged = await fleet.SendAsync(AttackSize.Siege);
        foreach (var attacker in attackers) output.WriteLine(await attacker);
        output.WriteLine($"quiet: {quiet}");
        output.WriteLine($"besieged: {besieged}; p99 {besieged.P99 / quiet.P99:F1} times");
        Assert.Empty(fleet.Refused);
        Assert.Empty(hub.Errors);
        Assert.InRange(besieged.Batches, 10, int.MaxValue);
        if (AttackSize.IsFull) Assert.InRange(besieged.P99, 0, quiet.P99 * MostSlowdown);
    }

    /// <summary>Work items for the residents to list.</summary>
    private static async Task FillAsync(AttackedHub hub)
    {
        using var http = new HttpClient { BaseAddress = hub.Root };
        for (var i = 0; i < ItemsStored; i++)
        {
            // the officers' own budget of commands is smaller
            var report = new Commands.FileReport($"r-{i}", "city-management", Components.ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
                Core.GeoPoint.FromDegrees(120.411 + i * 1e-5, 36.061), null, null);
            (await hub.Hub.ReportAsync(report, "invented", TestCity.Resident)).OrThrow();
        }
    }

    /// <summary>Runs until the siege is over; returns what the attacker did.</summary>
    private static async Task<string> AttackAsync(Uri root, string kind)
    {
        var start = new ProcessStartInfo("dotnet",
            [
                typeof(SiegeTests).Assembly.Location, kind, root.ToString(),
                AttackSize.Siege.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var did = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return did.Trim();
    }
}
