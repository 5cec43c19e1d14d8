using CityKit.Journal;
using NodaTime;

namespace CityKit.PostgreSql.KillTarget;

/// <summary>An entry that takes its time on the way to the server.</summary>
internal static class LargeEntry
{
    private const int Bytes = 32 << 20;

    internal static JournalEntry Of(long number) =>
        new(number, Instant.FromUnixTimeSeconds(number), JournalKind.Tick, "", new byte[Bytes]);
}
