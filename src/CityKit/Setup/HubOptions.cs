using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Setup;

/// <summary>How a hub works. Everything has a default.</summary>
public sealed class HubOptions
{
    /// <summary>After how long without a batch a device counts as offline; 10 minutes. At least 1 minute.</summary>
    public Duration OfflineAfter { get; set; } = Duration.FromMinutes(10);

    /// <summary>An alert that the hub learns of later than this is marked late; 10 minutes. Positive.</summary>
    public Duration LateAfter { get; set; } = Duration.FromMinutes(10);

    /// <summary>
    /// By how much a device's time may be ahead of the hub's, or go back, before it is doubted; 5 minutes. Positive, at most 1 day.
    /// </summary>
    public Duration DeviceClockTolerance { get; set; } = Duration.FromMinutes(5);

    /// <summary>
    /// By how much the time of a feed's reading may be ahead of the hub's before the reading is not counted; 1 hour. Positive, at most 1
    /// day.
    /// </summary>
    public Duration FeedClockTolerance { get; set; } = Duration.FromHours(1);

    /// <summary>
    /// Who is notified of a device or feed that somebody has to look after, such as a clock that is wrong; administrators. 1 to 64
    /// characters.
    /// </summary>
    public string MaintenanceAudience { get; set; } = nameof(Cases.Role.Administrator);

    /// <summary>
    /// After this many journal entries a checkpoint of the state that changed begins, and it is stored, a slice with each commit, within as
    /// many again: a start replays at most about twice as many. 10,000. At least 1.
    /// </summary>
    public int SnapshotEvery { get; set; } = 10_000;

    /// <summary>
    /// The most journal entries that are read, the latest ones, to fill the windows of rules that a configuration changes or brings; the
    /// writer waits meanwhile, see <c>docs/rules.md</c>. 500,000. At least 0: none is read, and such windows begin empty.
    /// </summary>
    public int RefillEntries { get; set; } = 500_000;

    /// <summary>The most inputs in one commit; 256. At least 1.</summary>
    public int CommitInputs { get; set; } = 256;

    /// <summary>The most inputs that wait; a device is asked to come back later when they are more; 4,096. At least 1.</summary>
    public int WaitingInputs { get; set; } = 4096;

    /// <summary>
    /// Whether what sensors read is also kept hour by hour, to be read over time (<see cref="CityHub.Readings"/>); no. It costs intake
    /// about 1.1 times the CPU, see <c>benchmarks/RESULTS.md</c>; the journal has all readings without it.
    /// </summary>
    public bool KeepReadings { get; set; }

    /// <summary>
    /// How near a component has to be for a report to be probably about it, in metres; 30. 1 to 1,000. Only with a component registry.
    /// </summary>
    public int ComponentMetres { get; set; } = 30;

    /// <summary>
    /// How long a model that suggests bodies may take; 2 seconds. 0.1 seconds to 2 minutes. After that it has abstained. Only with
    /// <see cref="HubSetup.Suggester"/>.
    /// </summary>
    public Duration SuggestWithin { get; set; } = Duration.FromSeconds(2);

    /// <summary>What is accepted from devices.</summary>
    public WireLimits Limits { get; set; } = WireLimits.Default;

    /// <summary>What comes before a work item's running number, such as "SN" in SN2026-000123; at most 8 characters.</summary>
    public string NumberPrefix { get; set; } = "CK";

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        Check(OfflineAfter >= Duration.FromMinutes(1), nameof(OfflineAfter), OfflineAfter, "at least 1 minute");
        Check(LateAfter > Duration.Zero, nameof(LateAfter), LateAfter, "more than zero");
        Check(DeviceClockTolerance > Duration.Zero && DeviceClockTolerance <= Duration.FromDays(1),
            nameof(DeviceClockTolerance), DeviceClockTolerance, "more than zero, at most 1 day");
        Check(FeedClockTolerance > Duration.Zero && FeedClockTolerance <= Duration.FromDays(1),
            nameof(FeedClockTolerance), FeedClockTolerance, "more than zero, at most 1 day");
        Check(MaintenanceAudience is { Length: > 0 and <= 64 }, nameof(MaintenanceAudience), MaintenanceAudience, "1 to 64 characters");
        Check(SnapshotEvery >= 1, nameof(SnapshotEvery), SnapshotEvery, "at least 1");
        Check(RefillEntries >= 0, nameof(RefillEntries), RefillEntries, "at least 0");
        Check(ComponentMetres is >= 1 and <= 1000, nameof(ComponentMetres), ComponentMetres, "1 to 1,000");
        Check(SuggestWithin >= Duration.FromMilliseconds(100) && SuggestWithin <= Duration.FromMinutes(2),
            nameof(SuggestWithin), SuggestWithin, "0.1 seconds to 2 minutes");
        Check(CommitInputs >= 1, nameof(CommitInputs), CommitInputs, "at least 1");
        Check(WaitingInputs >= 1, nameof(WaitingInputs), WaitingInputs, "at least 1");
        Check(NumberPrefix is { Length: <= 8 }, nameof(NumberPrefix), NumberPrefix, "at most 8 characters");
    }

    private static void Check(bool holds, string name, object? found, string allowed)
    {
        if (!holds) throw new ArgumentException($"HubOptions.{name} is {found}; allowed: {allowed}. "
            + $"选项 HubOptions.{name} 的值 {found} 不被允许，可用：{allowed}。");
    }
}
