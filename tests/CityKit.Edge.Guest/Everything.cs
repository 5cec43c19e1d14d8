using System.Diagnostics;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Guest;

/// <summary>All parts, one after the other; each says what it did and how long it took.</summary>
internal static class Everything
{
    internal static async Task<int> RunAsync(string agent)
    {
        var failures = 0;
        foreach (var check in new LineSourceConformance(lines => new GpioSimBench(lines)).Checks.Concat(LinuxChecks.All)
            .Concat(ChannelChecks.All)) failures += Run(check);
        failures += Run(new ConformanceCheck("500 edges/s: none lost", () => RateRun.Run(500, 3_000, mayLose: false)));
        failures += Run(new ConformanceCheck("5,000 edges/s: reported", () => RateRun.Run(5_000, 20_000, mayLose: true)));
        failures += await RunAsync("the whole agent, a hub and SIGKILL", () => AgentStory.RunAsync(agent));
        Console.WriteLine(failures == 0 ? "ALL PASSED" : $"{failures} FAILED");
        return failures == 0 ? 0 : 1;
    }

    private static int Run(ConformanceCheck check) => RunAsync(check.Name, () => Task.Run(check.Run)).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string name, Func<Task> run)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await run();
            Console.WriteLine($"PASS {name} ({clock.ElapsedMilliseconds} ms)");
            return 0;
        }
        catch (Exception failure) // the owner's boundary: what failed is told, the rest goes on
        {
            Console.WriteLine($"FAIL {name} ({clock.ElapsedMilliseconds} ms): {failure}");
            return 1;
        }
    }
}
