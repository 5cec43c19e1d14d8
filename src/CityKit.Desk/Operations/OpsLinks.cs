namespace CityKit.Desk.Operations;

/// <summary>Addresses of journals and their entries: each partition of a city numbers its own.</summary>
internal static class OpsLinks
{
    internal static string Entry(long number, string? partition) => FormattableString.Invariant($"operations/journal/{number}") + (partition is null ? "" : $"?{Of(partition)}");

    internal static string Journal(long number, string? partition) =>
        FormattableString.Invariant($"operations/journal?number={number}") + (partition is null ? "" : $"&{Of(partition)}");

    private static string Of(string partition) => $"partition={Uri.EscapeDataString(partition)}";
}
