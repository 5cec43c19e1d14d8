using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Detectors;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>Goes through the sensors of a device one by one: place, live test, record (安装调试向导).</summary>
internal sealed class CommissionWizard(AgentConfiguration configuration, AgentFolder folder, CommissionDialog dialog, Duration wait, TimeProvider time, TextWriter output)
{
    private readonly LiveTest live = new(folder, time, output);

    /// <summary>Runs it.</summary>
    /// <param name="sensors">The sensors.</param>
    /// <param name="by">The code of who does it.</param>
    /// <param name="version">The configuration in force.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(IReadOnlyList<IDetectorOptions> sensors, string by, long version, CancellationToken cancel)
    {
        var before = live.Before();
        var results = new List<CommissionResult>();
        try
        {
            foreach (var sensor in sensors) results.Add(await RunAsync(sensor, cancel));
        }
        finally
        {
            await live.EndAsync(before, CancellationToken.None);
        }
        var file = CommissionRecord.Write(folder, configuration.Edge.Device, by, version, results, time.GetCurrentInstant());
        output.WriteLine();
        foreach (var result in results) output.WriteLine(result);
        output.WriteLine($"Signed record 已签名记录: {file}");
        return results.All(r => r.IsRight) ? ExitCode.Ok : ExitCode.Findings;
    }

    private async Task<CommissionResult> RunAsync(IDetectorOptions options, CancellationToken cancel)
    {
        var (sensor, test) = (options.Sensor.Value, CommissionTest.Of(options));
        var place = dialog.Place(sensor);
        var from = time.GetCurrentInstant();
        if (test.Wanted.Count == 0) return new CommissionResult(sensor, place, test, CommissionOutcome.NotTestable, "", from, from, []);
        if (dialog.WhySkipped(sensor) is { } why) return new CommissionResult(sensor, place, test, CommissionOutcome.Skipped, why, from, from, []);
        while (true)
        {
            var seen = await live.RunAsync(sensor, test, wait, cancel);
            var outcome = test.Missing(seen).Any() ? CommissionOutcome.NotSeen : CommissionOutcome.Seen;
            if (outcome == CommissionOutcome.Seen || !dialog.IsToTryAgain(sensor)) return new CommissionResult(sensor, place, test, outcome, "", from, time.GetCurrentInstant(), seen);
        }
    }
}
