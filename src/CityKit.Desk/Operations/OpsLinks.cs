namespace CityKit.Desk.Operations;

/// <summary>Addresses of journals and their entries: each partition of a city numbers its own.</summary>
internal static class OpsLinks
{
    internal static string Entry(long number, string? partition) => FormattableString.Invariant($"operations/journal/{number}") + Of('?', partition);

    internal static string Journal(long number, string? partition) =>
        FormattableString.Invariant($"operations/journal?number={number}") + Of('&', partition);

    private static string Of(char sign, string? partition) => partition is null ? "" : $"{sign}partition={Uri.EscapeDataString(partition)}";
}
