namespace CityKit.Attack.Tests.Support;

/// <summary>How much is tried: the short form in CI, 20 and 10 times as much with <c>CITYKIT_ATTACKS=full</c>.</summary>
internal static class AttackSize
{
    internal static bool IsFull { get; } = Environment.GetEnvironmentVariable("CITYKIT_ATTACKS") == "full";

    /// <summary>Mutated HTTP requests.</summary>
    internal static int Requests => IsFull ? 1_000_000 : 50_000;

    /// <summary>Mutated wire inputs.</summary>
    internal static int Inputs => IsFull ? 10_000_000 : 1_000_000;

    /// <summary>Mutated requests as bytes, each on a connection of its own.</summary>
    internal static int RawRequests => IsFull ? 50_000 : 4_000;

    /// <summary>How long attackers attack a hub under honest load.</summary>
    internal static TimeSpan Siege => TimeSpan.FromSeconds(IsFull ? 60 : 10);
}
