using CityKit.Shared.PostgreSql;
using CityKit.Tests.Shared;

namespace CityKit.Cluster.Tests;

/// <summary>
/// A fact over several nodes and a real server. Where none can be, it is skipped and says why; with CITYKIT_DEMAND=1 it fails.
/// </summary>
internal sealed class ClusterFactAttribute : FactAttribute
{
    /// <param name="isLong">Whether it runs for minutes, and only when CITYKIT_LONG=1 asks for it.</param>
    public ClusterFactAttribute(bool isLong = false) => Skip =
        isLong && !LongForm.IsWanted ? "SKIPPED: it takes ten minutes; CITYKIT_LONG=1 runs it"
        : Environment.GetEnvironmentVariable("CITYKIT_DEMAND") == "1" ? null : PrivatePostgres.Missing is { } why ? $"SKIPPED: {why}"
            : null;
}
