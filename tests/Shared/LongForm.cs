namespace CityKit.Tests.Shared;

/// <summary>How much is tried: what CI has time for, or all with <c>CITYKIT_LONG=1</c>, as <c>.ci/run --long</c> sets it.</summary>
internal static class LongForm
{
    internal static bool IsWanted { get; } = Environment.GetEnvironmentVariable("CITYKIT_LONG") == "1";

    /// <summary>A number of rounds, kills or changes.</summary>
    internal static int Number(int inShort, int inLong) => IsWanted ? inLong : inShort;
}
