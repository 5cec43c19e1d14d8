using CityKit.Testing;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>
/// A newborn's parents at their phones, then a resident at a gate without network: one process, real parts, a clock moved by hand.
/// </summary>
internal static class Story
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 26, 1, 0); // 9:00 in Qingdao, a Thursday

    /// <returns>0 when every number is the expected one, 1 otherwise.</returns>
    internal static async Task<int> RunAsync(TextWriter output)
    {
        var (screen, checks, time) = (new Screen(output), new Checks(), FakeTime.At(Morning));
        using var family = new Family(time);
        await using var hall = await Hall.StartAsync(family, time);
        await new NewbornAct(screen, checks, hall, family, time).PlayAsync();
        using var act = new GateAct(screen, checks, time);
        act.Play();
        return checks.Report(screen);
    }
}
