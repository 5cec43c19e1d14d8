namespace CityKit.Credentials.Tests.Support;

/// <summary>How much is thrown at a reader: 10⁵ in CI, 10⁷ with CITYKIT_ATTACKS=full.</summary>
internal static class Fuzz
{
    internal static int Rounds { get; } = Environment.GetEnvironmentVariable("CITYKIT_ATTACKS") == "full" ? 10_000_000 : 100_000;
}
