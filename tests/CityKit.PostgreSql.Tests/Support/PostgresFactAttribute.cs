using CityKit.Shared.PostgreSql;

namespace CityKit.PostgreSql.Tests.Support;

/// <summary>A fact over a real server. Where none can be, it is skipped and says why; with CITYKIT_DEMAND=1 it fails.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Reason;

    internal static string? Reason =>
        Environment.GetEnvironmentVariable("CITYKIT_DEMAND") == "1" ? null : PrivatePostgres.Missing is { } why ? $"SKIPPED: {why}" : null;
}
