namespace CityKit.Desk.Operations;

/// <summary>Addresses of journals and their entries: each partition of a city numbers its own.</summary>
internal static class OpsLinks
{
    internal static string Entry(long number, string? partition) =>
        FormattableString.Invariant($"operations/journal/{number}") + Of('?', partition);

    internal static string Journal(long number, string? partition) =>
        FormattableString.Invariant($"operations/journal?number={number}") + Of('&', partition);

    /// <summary>The address of the alert, lead or work item that a notification is about; null for anything else.</summary>
    internal static string? Of(string kind, string subject) => kind switch
    {
        "AlertRaised" or "AlertCleared" or "AlertChanged" => $"duty?show=alerts&at=alert:{Uri.EscapeDataString(subject)}",
        "LeadOpened" or "LeadDecided" => $"duty?show=leads&at=lead:{Uri.EscapeDataString(subject)}",
        "ItemOpened" or "ItemMoved" => $"duty?show=items&at=item:{Uri.EscapeDataString(subject)}",
        _ => null,
    };

    private static string Of(char sign, string? partition) => partition is null ? "" : $"{sign}partition={Uri.EscapeDataString(partition)}";
}
