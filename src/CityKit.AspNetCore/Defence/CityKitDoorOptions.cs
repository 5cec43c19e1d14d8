namespace CityKit.AspNetCore.Defence;

/// <summary>
/// How much a hub takes over HTTP, and from whom. Everything has a default; set it with
/// <c>services.Configure&lt;CityKitDoorOptions&gt;</c>. Budgets are kept in memory, for each hub and process: a restart resets them.
/// </summary>
public sealed class CityKitDoorOptions
{
    /// <summary>
    /// Requests a minute from one address (IPv6: one /64) at what needs no sign-in: batches, bundles, releases, unknown paths; 12,000.
    /// </summary>
    public int AddressRequestsPerMinute { get; set; } = 12_000;

    /// <summary>Batches a minute that carry one device's own signature; 3,000.</summary>
    public int DeviceBatchesPerMinute { get; set; } = 3_000;

    /// <summary>Requests a minute of one actor; 600.</summary>
    public int ActorRequestsPerMinute { get; set; } = 600;

    /// <summary>Requests of one actor at the same time; 8.</summary>
    public int ActorRequestsAtOnce { get; set; } = 8;

    /// <summary>Event streams of one actor at the same time; 4.</summary>
    public int ActorStreamsAtOnce { get; set; } = 4;

    /// <summary>Commands (all that is no GET) a minute of one actor; 120.</summary>
    public int ActorCommandsPerMinute { get; set; } = 120;

    /// <summary>Reports an hour of one actor who is a resident and nothing else; 20.</summary>
    public int ResidentReportsPerHour { get; set; } = 20;

    /// <summary>Reports a day of one actor who is a resident and nothing else; 60.</summary>
    public int ResidentReportsPerDay { get; set; } = 60;

    /// <summary>
    /// Reports an hour without an account from one address (IPv6: one /64), at <c>POST /public/reports</c>; 0, which takes none: who
    /// reports without a name then signs in, and the hub keeps no trace of the account.
    /// </summary>
    public int AddressReportsPerHour { get; set; }

    /// <summary>
    /// Reads (GET) that are prepared at the same time, counted apart for residents and for everybody else; others wait for a place. Half
    /// of the processors, at least 1: what devices send has the rest.
    /// </summary>
    public int ReadsAtOnce { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Reads that may wait for a place; 64. More are refused.</summary>
    public int ReadsWaiting { get; set; } = 64;

    /// <summary>After this time a read gives its place away and goes on: its reader is slow, or it is an export; 2 seconds.</summary>
    public TimeSpan ReadPlaceTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Wrong secrets from one address for one key before that address is refused for it; 10.</summary>
    public int WrongKeys { get; set; } = 10;

    /// <summary>In what time wrong secrets are counted, and so for how long at most they are refused; 10 minutes.</summary>
    public TimeSpan WrongKeyWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Log lines a minute for refusals of one kind; the rest of that minute is one line with their number; 10.</summary>
    public int LogLinesPerMinute { get; set; } = 10;

    /// <summary>
    /// Whether log lines of refusals name the client's address: for a host that blocks attackers by its log. An address is personal data;
    /// false.
    /// </summary>
    public bool LogAddresses { get; set; }

    /// <summary>
    /// Refusals of one kind in an hour, of one device or from one side of the network, that are reported to those who maintain the hub;
    /// 100.
    /// </summary>
    public int RefusalsToReport { get; set; } = 100;

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        Check(nameof(AddressRequestsPerMinute), AddressRequestsPerMinute);
        Check(nameof(DeviceBatchesPerMinute), DeviceBatchesPerMinute);
        Check(nameof(ActorRequestsPerMinute), ActorRequestsPerMinute);
        Check(nameof(ActorRequestsAtOnce), ActorRequestsAtOnce);
        Check(nameof(ActorStreamsAtOnce), ActorStreamsAtOnce);
        Check(nameof(ActorCommandsPerMinute), ActorCommandsPerMinute);
        Check(nameof(ResidentReportsPerHour), ResidentReportsPerHour);
        Check(nameof(ResidentReportsPerDay), ResidentReportsPerDay);
        Check(nameof(AddressReportsPerHour), AddressReportsPerHour, 0);
        Check(nameof(ReadsAtOnce), ReadsAtOnce);
        Check(nameof(ReadsWaiting), ReadsWaiting, 0);
        Check(nameof(ReadPlaceTime), ReadPlaceTime.TotalSeconds);
        Check(nameof(WrongKeys), WrongKeys);
        Check(nameof(WrongKeyWindow), WrongKeyWindow.TotalSeconds);
        Check(nameof(LogLinesPerMinute), LogLinesPerMinute);
        Check(nameof(RefusalsToReport), RefusalsToReport);
    }

    private static void Check(string name, double found, int least = 1)
    {
        if (found < least || found > int.MaxValue)
            throw new ArgumentException($"{nameof(CityKitDoorOptions)}.{name} is {found}; allowed: at least {least} (times: in seconds). "
                + $"选项 {name} 的值 {found} 不被允许，至少为 {least}。");
    }
}
